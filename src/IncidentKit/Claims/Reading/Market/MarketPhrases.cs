using NodaTime;

namespace IncidentKit.Claims.Reading.Market;

/// <summary>A statement about a market in the tokens of a sentence: from one token up to another.</summary>
internal sealed record MarketPhrase(int First, int End, MarketStatement Statement)
{
    public MarketEvent Event { get; init; }

    public DurationClaim? Distance { get; init; }

    public string? Venue { get; init; }

    public bool IsWeak { get; init; }

    /// <summary>Whether it speaks in the present tense, as of what happens each day.</summary>
    public bool IsPresent { get; init; }

    /// <summary>Whether it says what an event's own time is: where it heads a row, the row's.</summary>
    public bool NeedsTime { get; init; }

    /// <summary>The token of the time beside it; -1 where none is.</summary>
    public int Time { get; init; } = -1;

    public int Date { get; init; } = -1;

    public LocalTime? BareHour { get; init; }

    public IsoDayOfWeek? Weekday { get; init; }
}

/// <summary>Puts the phrases of the grammar together to statements.</summary>
internal sealed class MarketPhrases(MarketGrammar grammar)
{
    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private static readonly HashSet<string> Happened = new(StringComparer.Ordinal)
    {
        "was", "were", "is", "fell", "falls", "lay", "lies", "happened", "happen", "occurred", "occur", "took", "place", "of", "it", "this", "that",
        "them", "fall", "entirely", "at", "all", "part", "any", "did", "didn't", "wasn't", "weren't", "even", "the", "outage", "incident", "time",
    };

    private static readonly HashSet<string> Lost = new(StringComparer.Ordinal)
    {
        "lost", "missed", "affected", "hit", "impacted", "cost", "losing", "missing", "touched", "concerned", "disrupted",
    };

    /// <summary>The statement that begins at a token; null if none does.</summary>
    public MarketPhrase? At(int i) => Minutes(i) ?? Next(i) ?? Placed(i) ?? Doing(i) ?? Named(i) ?? Bare(i);

    /// <summary>"Three hours before the bell", "after the market had closed", "outside trading hours".</summary>
    private MarketPhrase? Placed(int i)
    {
        if (i < grammar.Count && grammar[i].Claim is DurationClaim length)
        {
            var from = grammar.Skip(i + 1, MarketWords.Nearness);
            return
                grammar.Relation(from) is { Relation: MarketRelation.Before or MarketRelation.After } far
                && Related(far.Relation, from, far.End) is { Statement: MarketStatement.Before or MarketStatement.After } measured
                ? measured with { First = i, Distance = length }
                : null;
        }

        if (grammar.Relation(i) is not { } relation || Related(relation.Relation, i, relation.End) is not { } phrase)
            return null;
        if (phrase.Statement is MarketStatement.Is)
            return phrase;
        if (Denial(i) is not { } denied)
            return phrase;
        return phrase.Statement switch
        {
            MarketStatement.Open when denied => phrase with { Statement = MarketStatement.Closed },
            MarketStatement.Closed when denied && relation.Relation == MarketRelation.Outside => phrase with { Statement = MarketStatement.Open },
            _ when phrase.Time >= 0 => phrase,
            _ => null,
        };
    }

    private MarketPhrase? Related(MarketRelation relation, int first, int i)
    {
        if (grammar.Event(i) is { } what)
        {
            var loose = grammar.Word(first) is "on" or "with" or "in" or "near" or "upon" or "as" && what.IsWeak && grammar.Word(i) != "the";
            MarketStatement? said = relation switch
            {
                MarketRelation.Before => MarketStatement.Before,
                MarketRelation.After => MarketStatement.After,
                MarketRelation.At when !what.IsOtherDay && !loose => MarketStatement.At,
                MarketRelation.Until => MarketStatement.Is,
                _ => null,
            };
            return said is null
                ? null
                : Bound(
                    new MarketPhrase(first, what.End, said.Value)
                    {
                        Event = what.Event,
                        Venue = what.Venue,
                        IsWeak = what.IsWeak,
                        NeedsTime = said == MarketStatement.Is,
                    }
                );
        }

        if (grammar.Subject(i) is { } subject && grammar.Predicate(subject.End, subject.IsSession) is { } does)
            return Related(relation, first, subject, does);
        return grammar.Period(i) is { } period && Said(relation, period) is { } phrase
            ? Bound(phrase with { First = first, Venue = period.Venue, IsWeak = period.IsWeak })
            : null;
    }

    private MarketPhrase? Related(MarketRelation relation, int first, MarketSubject subject, MarketPredicate does)
    {
        var what = does.IsOpen ? MarketEvent.Open : MarketEvent.Close;
        var isReason = grammar.Word(first) is "since" or "as";
        var isWhen = relation == MarketRelation.When || isReason;
        if (does.IsNegated)
            return isWhen ? Negated(first, subject, does) : null;
        MarketStatement? said = relation switch
        {
            _ when isWhen && does.IsBreak => MarketStatement.Break,
            _ when isWhen && does.IsState && !does.IsPerfect => does.IsOpen ? MarketStatement.Open : MarketStatement.Closed,
            _ when isWhen && does.IsState => MarketStatement.After,
            MarketRelation.Before => MarketStatement.Before,
            MarketRelation.After when !isReason => MarketStatement.After,
            _ when isWhen && !does.IsPresent => MarketStatement.At,
            MarketRelation.Until => MarketStatement.Is,
            _ => null,
        };
        return said is null
            ? null
            : Bound(
                new MarketPhrase(first, does.End, said.Value)
                {
                    Event = said is MarketStatement.Open or MarketStatement.Closed or MarketStatement.Break ? MarketEvent.None : what,
                    Venue = subject.Venue,
                    IsWeak = subject.IsWeak,
                    NeedsTime = said == MarketStatement.Is,
                }
            );
    }

    private static MarketPhrase? Said(MarketRelation relation, MarketPeriod period)
    {
        var isDay = period.Statement is MarketStatement.Holiday or MarketStatement.Weekend or MarketStatement.ShortDay;
        return (relation, period.Statement) switch
        {
            (MarketRelation.In, _) => new(0, period.End, period.Statement),
            (MarketRelation.At, MarketStatement.Break) => new(0, period.End, period.Statement),
            (MarketRelation.At, _) when isDay => new(0, period.End, period.Statement),
            (MarketRelation.Outside, MarketStatement.Open) => new(0, period.End, MarketStatement.Closed),
            (MarketRelation.Before, MarketStatement.Open) => new(0, period.End, MarketStatement.Before) { Event = MarketEvent.Open },
            (MarketRelation.After, MarketStatement.Open) => new(0, period.End, MarketStatement.After) { Event = MarketEvent.Close },
            _ => null,
        };
    }

    /// <summary>"The market was open", "trading had ended by 4", "the bell had rung".</summary>
    private MarketPhrase? Doing(int i)
    {
        if (grammar.Event(i) is { } bell && grammar.Word(bell.End - 1) == "bell")
        {
            var verb = grammar.Skip(bell.End, MarketWords.Adverbs);
            var isPerfect = MarketWords.Have.Contains(grammar.Word(verb));
            verb = grammar.Skip(verb + (isPerfect ? 1 : 0), MarketWords.Adverbs);
            if (grammar.Word(verb) is "rang" or "rung" or "rings" or "sounded")
                return Bound(
                    new MarketPhrase(i, verb + 1, isPerfect ? MarketStatement.After : MarketStatement.Is)
                    {
                        Event = bell.Event,
                        Venue = bell.Venue,
                        NeedsTime = !isPerfect,
                    }
                );
        }

        if (grammar.Subject(i) is not { } subject || grammar.Predicate(subject.End, subject.IsSession) is not { } does)
            return null;
        if (does.IsNegated)
            return Negated(i, subject, does);
        var what = does.IsOpen ? MarketEvent.Open : MarketEvent.Close;
        var phrase = new MarketPhrase(
            i,
            does.End,
            does.IsBreak ? MarketStatement.Break
                : does.IsOpen ? MarketStatement.Open
                : MarketStatement.Closed
        )
        {
            Venue = subject.Venue,
            IsWeak = subject.IsWeak,
            IsPresent = does.IsPresent,
        };
        if (does.IsState && does is { IsPerfect: true, IsOpen: true })
            phrase = phrase with { Statement = MarketStatement.After, Event = what };
        else if (does is { IsState: false, IsOpen: false, IsPresent: false } && IsHeadline(i, does.End))
            phrase = phrase with { Statement = MarketStatement.Closed };
        else if (!does.IsState && !(does is { IsOpen: false, IsPresent: false } && grammar.Word(does.End) == "by"))
            phrase = phrase with { Statement = MarketStatement.Is, Event = what, NeedsTime = true };
        else if (does is { IsState: true } && grammar.Word(does.End) is "since" or "until" or "till")
            phrase = phrase with
            {
                Statement = MarketStatement.Is,
                Event = grammar.Word(does.End) == "since" ? what : Other(what),
                NeedsTime = true,
            };
        if (grammar.Word(does.End) == "for" && !does.IsOpen && grammar.Word(does.End - 1) != "early" && Holiday(does.End + 1) is { } holiday)
            phrase = phrase with { Statement = MarketStatement.Holiday, End = holiday };
        return Bound(phrase);
    }

    /// <summary>"Market closed": as headlines put a state, without a verb, an article or a time behind it.</summary>
    private bool IsHeadline(int i, int end) =>
        MarketWords.Markets.Contains(grammar.Word(i))
        && grammar.Word(end - 1) is "closed" or "shut"
        && grammar.Word(end) is not ("at" or "by" or "on" or MarketToken.Time or MarketToken.Date);

    private MarketPhrase Negated(int first, MarketSubject subject, MarketPredicate does) =>
        Bound(
            new MarketPhrase(
                first,
                does.End,
                does.IsPerfect ? MarketStatement.Before
                    : does.IsOpen ? MarketStatement.Closed
                    : MarketStatement.Open
            )
            {
                Event = !does.IsPerfect ? MarketEvent.None
                    : does.IsOpen ? MarketEvent.Open
                    : MarketEvent.Close,
                Venue = subject.Venue,
                IsWeak = subject.IsWeak,
                NeedsTime = !does.IsState,
            }
        );

    /// <summary>"The 16:00 close", "market close (16:00 ET)", "Market open" at the head of a row.</summary>
    private MarketPhrase? Named(int i)
    {
        var isTimed = i < grammar.Count && grammar[i].Claim is TimeClaim;
        var place = isTimed ? i + 1 : i;
        if (grammar.Event(place) is not { IsOtherDay: false } what)
            return null;
        var phrase = new MarketPhrase(place, what.End, MarketStatement.Is)
        {
            Event = what.Event,
            Venue = what.Venue,
            IsWeak = what.IsWeak,
            NeedsTime = true,
        };
        if (isTimed && (!what.IsWeak || grammar.Word(i - 1) is "the" or "a" or "before" or "after" or "until"))
            return phrase with { First = i, Time = i, IsWeak = false };
        var bound = Bound(phrase);
        return bound.Time > 0 || (place == Head() && !what.IsWeak) ? bound : null;
    }

    /// <summary>"Pre-market, at 11:15", "(after hours)", "it was a weekend", ", a market holiday".</summary>
    private MarketPhrase? Bare(int i)
    {
        var isMid = grammar.Word(i) == "mid" && grammar.Word(i + 1) is "session" or "day";
        if (isMid && grammar.Word(i + 1) == "session" || grammar.Word(i) == "midsession")
            return grammar.EndsAt(i + (isMid ? 2 : 1)) ? Bound(new MarketPhrase(i, i + (isMid ? 2 : 1), MarketStatement.Open)) : null;
        if (MarketWords.Be.Contains(grammar.Word(i)) && grammar.Period(i + 1) is { } told && IsDay(told) && IsTheDay(i - 1))
            return Bound(new MarketPhrase(i + 1, told.End, told.Statement) { Venue = told.Venue, IsWeak = told.IsWeak });
        if (grammar.Period(i) is not { } period || (period.Statement == MarketStatement.Open && !period.IsNamed))
            return null;
        var isApposed = grammar.Word(i - 1) is "," or "(" or "—" or "–" or "-" or "" || grammar[i - 1].Claim is not null;
        var isBefore = grammar.Word(period.End) is "" or "." or "," or ";" or ")" or "—" or "–" or "at" or ":" or MarketToken.Time;
        return period.Statement switch
        {
            MarketStatement.Pre or MarketStatement.Post when isBefore && IsAdverb(i) => Bound(
                new MarketPhrase(i, period.End, period.Statement) { Venue = period.Venue, IsWeak = period.IsWeak }
            ),
            MarketStatement.Holiday or MarketStatement.ShortDay when isBefore && isApposed && (period.IsNamed || !IsHoliday(period)) => Bound(
                new MarketPhrase(i, period.End, period.Statement) { Venue = period.Venue, IsWeak = period.IsWeak }
            ),
            _ => null,
        };

        bool IsAdverb(int at) =>
            !MarketWords.Before.Contains(grammar.Word(at))
            && !MarketWords.Before.Contains(grammar.Word(at - 1))
            && grammar.Word(at - 1) is not ("and" or "or" or "no" or "any" or "for" or "of" or "to" or "into" or "like" or "than");

        static bool IsHoliday(MarketPeriod p) => p.Statement == MarketStatement.Holiday;
    }

    /// <summary>"The next open is Monday 9:30", "NYSE reopened on Tuesday".</summary>
    private MarketPhrase? Next(int i)
    {
        int end;
        MarketEvent what;
        string? venue;
        if (grammar.Word(i) is "next" && grammar.Event(i) is { IsOtherDay: true } named && grammar.Relation(i - 1) is null)
            (end, what, venue) = (named.End, named.Event, named.Venue);
        else if (grammar.Word(i) is "next" && grammar.Period(i + 1) is { Statement: MarketStatement.Open } session)
            (end, what, venue) = (session.End, MarketEvent.Open, session.Venue);
        else if (grammar.Subject(i) is { } subject && Reopening(subject.End) is { } verb)
            (end, what, venue) = (verb, MarketEvent.Open, subject.Venue);
        else
            return null;
        var (time, date, weekday) = (-1, -1, (IsoDayOfWeek?)null);
        var place = end;
        for (; place < grammar.Count && place < end + 8; place++)
        {
            var word = grammar.Word(place);
            if (grammar[place].Claim is TimeClaim)
                time = time < 0 ? place : time;
            else if (grammar[place].Claim is DateClaim)
                date = date < 0 ? place : date;
            else if (Array.IndexOf(Weekdays, word) is >= 0 and var day)
                weekday ??= (IsoDayOfWeek)(day + 1);
            else if (word is not ("is" or "was" or ":" or "on" or "at" or "," or "(" or ")" or "will" or "be" or "again" or "only" or "of" or "trading"))
                break;
        }

        return date < 0 && weekday is null && (time < 0 || grammar.Word(i) != "next")
            ? null
            : new MarketPhrase(i, Math.Max(end, Math.Max(time, date) + 1), MarketStatement.Next)
            {
                Event = what,
                Venue = venue,
                Time = time,
                Date = date,
                Weekday = weekday,
            };
    }

    /// <summary>The verb by which a market opens again, up to a place.</summary>
    private int? Reopening(int i)
    {
        var verb = grammar.Word(i) is "will" or "only" or "again" ? i + 1 : i;
        return grammar.Word(verb) is "opens" or "reopens" or "reopened" or "resumes" or "resume" || (verb > i && grammar.Word(verb) is "reopen" or "open")
            ? verb + 1
            : null;
    }

    /// <summary>"No trading minute was lost", "it cost us no market time".</summary>
    private MarketPhrase? Minutes(int i)
    {
        var place = grammar.Word(i) is "no" or "zero" or "0" ? i + 1
            : grammar.Word(i) == "not" && grammar.Word(i + 1) is "a" or "one" ? i + 2
            : grammar.Word(i) == "without" && grammar.Word(i + 1) is "losing" ? i + 2
            : -1;
        if (place < 0)
            return null;
        while (grammar.Word(place) is "single" or "regular" or "whole" or "full" or "a" or "any" or "one")
            place++;
        int end;
        if (IsMarket(grammar.Word(place)) && IsMinute(grammar.Word(place + 1)))
            end = place + 2;
        else if (IsMinute(grammar.Word(place)) && grammar.Word(place + 1) == "of" && grammar.Period(place + 2) is { Statement: MarketStatement.Open } of)
            end = of.End;
        else if (IsMinute(grammar.Word(place)) && grammar.Word(place + 1) == "of" && IsMarket(grammar.Word(place + 2)) && grammar.EndsAt(place + 3))
            end = place + 3;
        else
            return null;
        var isLost = grammar.Word(i) == "without";
        for (var k = Math.Max(0, i - 4); k < Math.Min(grammar.Count, end + 4); k++)
            isLost |= Lost.Contains(grammar.Word(k));
        return isLost ? new MarketPhrase(i, end, MarketStatement.NoMinute) : null;

        static bool IsMarket(string word) => word is "trading" or "market" or "session" or "tradable" or "exchange";
        static bool IsMinute(string word) => word is "minute" or "minutes" or "hour" or "hours" or "time" or "second" or "seconds";
    }

    /// <summary>A statement with the time beside it: behind it, or right before it.</summary>
    private MarketPhrase Bound(MarketPhrase phrase)
    {
        var place = phrase.End;
        while (grammar.Word(place) is "at" or "by" or "around" or "about" or "since" or "until" or "till" or "of" or ":" or "(" or "is" or "exactly" or "~")
            place++;
        if (place == phrase.End && phrase.Statement is MarketStatement.Pre or MarketStatement.Post && grammar.Word(place) == ",")
            place = grammar.Word(place + 1) is "at" or "around" ? place + 2 : place + 1;
        if (place < grammar.Count && grammar[place].Claim is TimeClaim)
            return phrase with { Time = place };
        if (place > phrase.End && Hour(place) is { } hour && (phrase.NeedsTime || grammar.Word(place - 1) is "by" or "at"))
            return phrase with { BareHour = hour };
        var date = grammar.Word(phrase.End) is "on" or "," or "(" ? phrase.End + 1 : phrase.End;
        if (date < grammar.Count && grammar[date].Claim is DateClaim)
            phrase = phrase with { Date = date };
        if (phrase.NeedsTime)
            return phrase;
        place = phrase.First - 1;
        while (
            grammar.Word(place) is "," or "(" or "—" or "–" or "-" or "shortly" or "just" or "right" or "well" or "long" or "which" or "was" or "on"
                or "still"
            || (place >= 0 && grammar[place].Claim is DateClaim)
        )
            place--;
        return place >= 0 && grammar[place].Claim is TimeClaim ? phrase with { Time = place } : phrase;
    }

    private LocalTime? Hour(int i) =>
        grammar.Word(i) is { Length: 1 or 2 } word
        && int.TryParse(word, out var hour)
        && hour is >= 1 and <= 12
        && grammar.Word(i + 1) is not ("of" or "%" or ":" or "/" or "." or "," or "-")
        && grammar.EndsAt(i + 1)
            ? new LocalTime(hour % 12, 0)
            : grammar.Word(i) is { Length: 1 or 2 } last && int.TryParse(last, out var h) && h is >= 1 and <= 12 && EndsSentence(i + 1)
                ? new LocalTime(h % 12, 0)
                : null;

    private bool EndsSentence(int i) =>
        i >= grammar.Count || (grammar.Word(i) is "." or "," && (i + 1 >= grammar.Count || !char.IsAsciiDigit(grammar.Word(i + 1)[0])));

    /// <summary>Whether what is placed is denied: true where that turns it about, false where it only may; null where it is not.</summary>
    private bool? Denial(int i)
    {
        for (var k = i - 1; k >= Math.Max(0, i - 6) && !MarketWords.Boundaries.Contains(grammar.Word(k)) && grammar.Word(k) != ","; k--)
        {
            if (MarketWords.Negations.Contains(grammar.Word(k)) || grammar.Word(k) is "didn't" or "no" or "cannot")
            {
                for (var between = k + 1; between < i; between++)
                {
                    if (!Happened.Contains(grammar.Word(between)))
                        return false;
                }

                return true;
            }
        }

        return null;
    }

    /// <summary>The holiday behind "closed for", up to a place.</summary>
    private int? Holiday(int i)
    {
        for (var k = i; k < i + 5; k++)
        {
            if (grammar.Word(k) is "holiday" or "holidays" or "thanksgiving" or "christmas" or "easter" or "juneteenth" or "weekend")
                return k + 1;
            if (k < grammar.Count && !grammar[k].IsWord)
                return null;
        }

        return null;
    }

    /// <summary>The place at which the first phrase of a row or an item begins: behind its time and the marks around that.</summary>
    private int Head()
    {
        var head = 0;
        while (head < grammar.Count && (grammar[head].Claim is TimeClaim or DateClaim || !grammar[head].IsWord))
            head++;
        return head;
    }

    private static bool IsDay(MarketPeriod period) =>
        period.Statement is MarketStatement.Holiday or MarketStatement.Weekend or MarketStatement.ShortDay;

    private bool IsTheDay(int i) =>
        grammar.Word(i) is "it" or "this" or "that" or "day" or "date" or "which" or "today" or MarketToken.Date
        || Array.IndexOf(Weekdays, grammar.Word(i)) >= 0;

    private static MarketEvent Other(MarketEvent what) => what == MarketEvent.Open ? MarketEvent.Close : MarketEvent.Open;
}
