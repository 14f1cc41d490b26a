namespace IncidentKit.Claims.Reading.Market;

/// <summary>
/// The phrases of which statements about a market are made: a market, one of its events, a stretch of its day, what it does, and how
/// something lies to those. Each method reads one from a place on, and gives null if none begins there.
/// </summary>
internal sealed class MarketGrammar(IReadOnlyList<MarketToken> tokens)
{
    public int Count => tokens.Count;

    public MarketToken this[int i] => tokens[i];

    /// <summary>The word at a place; empty beyond the ends.</summary>
    public string Word(int i) => i >= 0 && i < tokens.Count ? tokens[i].Word : "";

    /// <summary>The first place from one on whose word is not in a set.</summary>
    public int Skip(int i, IReadOnlySet<string> words)
    {
        while (words.Contains(Word(i)))
            i++;
        return i;
    }

    /// <summary>Whether what was read ends at a place, and is not the beginning of a longer name: "after-hours support".</summary>
    public bool EndsAt(int i) =>
        i >= Count || !tokens[i].IsWord || MarketWords.Functions.Contains(Word(i)) || char.IsAsciiDigit(Word(i)[0]);

    /// <summary>How something lies to what follows: "before", "ahead of", "outside of".</summary>
    public (MarketRelation Relation, int End)? Relation(int i) =>
        (Word(i), Word(i + 1)) switch
        {
            ("before", _) => (MarketRelation.Before, i + 1),
            ("ahead" or "short", "of") => (MarketRelation.Before, i + 2),
            ("prior", "to") => (MarketRelation.Before, i + 2),
            ("after" or "following" or "past" or "since", _) when Word(i + 1) != "hours" => (MarketRelation.After, i + 1),
            ("at" or "on" or "with" or "upon" or "around" or "near", _) => (MarketRelation.At, i + 1),
            ("during" or "within" or "inside" or "in" or "throughout" or "amid" or "over" or "through", _) => (MarketRelation.In, i + 1),
            ("outside" or "out", "of") => (MarketRelation.Outside, i + 2),
            ("outside", _) => (MarketRelation.Outside, i + 1),
            ("until" or "till", _) => (MarketRelation.Until, i + 1),
            ("by", "the") when Word(i + 2) == "time" => (MarketRelation.Until, i + 3),
            ("by", _) => (MarketRelation.Until, i + 1),
            ("when" or "as" or "once", _) => (MarketRelation.When, i + 1),
            _ => null,
        };

    /// <summary>A market as the subject of a sentence: "the US market", "NYSE", "trading".</summary>
    public MarketSubject? Subject(int i)
    {
        var (place, venue, isSet) = Modifiers(i);
        var word = Word(place);
        if (MarketWords.Markets.Contains(word))
            return Word(place + 1) is "session" or "day"
                ? new MarketSubject(place + 2, venue, IsWeak: false, IsSession: true)
                : new MarketSubject(place + 1, venue, IsWeak: false, IsSession: false);
        if (word == "trading")
            return new MarketSubject(place + (Word(place + 1) is "session" or "day" ? 2 : 1), venue, IsWeak: false, IsSession: true);
        if (word == "session" && (venue is not null || isSet || Word(i) == "the"))
            return new MarketSubject(place + 1, venue, IsWeak: venue is null && !isSet, IsSession: true);
        return venue is not null && MarketWords.Names.Contains(Word(place - 1))
            ? new MarketSubject(place, venue, IsWeak: false, IsSession: false)
            : null;
    }

    /// <summary>An event of a market's day: "the close", "NYSE open", "the opening bell", "close of trading".</summary>
    public MarketEventPhrase? Event(int i)
    {
        var (place, venue, isSet) = Modifiers(i);
        var isOtherDay = false;
        while (MarketWords.OtherDay.Contains(Word(place)) || Word(place) is "early" or "late" or "final" or "first" or "trading")
        {
            isOtherDay |= MarketWords.OtherDay.Contains(Word(place));
            place++;
        }

        (place, var after, var more) = Modifiers(place);
        (venue, isSet) = (venue ?? after, isSet || more);
        var named = venue is not null;
        if (MarketWords.Markets.Contains(Word(place)) || Word(place) is "trading" or "session")
            (named, place) = (true, place + (Word(place + 1) is "session" or "day" ? 2 : 1));
        var what = Word(place) switch
        {
            "open" or "opening" => MarketEvent.Open,
            "close" or "closing" or "closure" => MarketEvent.Close,
            "bell" => MarketEvent.Bell,
            _ => MarketEvent.None,
        };
        if (what == MarketEvent.None)
            return null;
        var hasBell = Word(place) == "bell" || Word(place + 1) == "bell";
        var end = place + (hasBell && Word(place) != "bell" ? 2 : 1);
        if (Word(end) == "of" && OfTheDay(end + 1) is { } whole)
            (named, end) = (true, whole);
        else if (Word(place) is "opening" or "closing" && !hasBell && !named)
            return null;
        return EndsAt(end) && Word(end) != "of" && !(Word(end) == "to" && !named)
            ? new MarketEventPhrase(end, what, venue, IsWeak: !named && !hasBell && !isSet && Word(i) is not ("the" or "that"), isOtherDay)
            : null;
    }

    /// <summary>A stretch of a market's day or week: "regular trading hours", "the lunch break", "a market holiday".</summary>
    public MarketPeriod? Period(int i)
    {
        var (place, venue, isSet) = Modifiers(i);
        if (Word(place) is "middle" or "midst" && Word(place + 1) == "of")
            (place, venue, isSet) = Modifiers(place + 2);
        var named = MarketWords.Markets.Contains(Word(place)) || Word(place) == "trading" || venue is not null;
        var (statement, end) = (Word(place), Word(place + 1)) switch
        {
            ("rth", _) => (MarketStatement.Open, place + 1),
            ("pre", "market" or "open") => (MarketStatement.Pre, place + 2),
            ("premarket" or "preopen", _) => (MarketStatement.Pre, place + 1),
            ("after", "hours") or ("post", "market" or "close") => (MarketStatement.Post, place + 2),
            ("afterhours" or "postmarket", _) => (MarketStatement.Post, place + 1),
            ("extended", "hours" or "trading" or "session") => (MarketStatement.Closed, place + 2),
            ("lunch" or "midday" or "noon", "break" or "recess" or "interval" or "pause") => (MarketStatement.Break, place + 2),
            ("half", "day" or "session") => (MarketStatement.ShortDay, place + 2),
            ("early", "close" or "closing") when Word(place + 2) is "day" or "session" => (MarketStatement.ShortDay, place + 3),
            ("weekend", _) => (MarketStatement.Weekend, place + 1),
            ("holiday", _) => (MarketStatement.Holiday, place + 1),
            _ => ((MarketStatement?)null, place),
        };
        if (statement is MarketStatement.Pre or MarketStatement.Post && Word(end) is "trading" or "session" or "hours")
            end++;
        if (statement is null && Word(place) is "shortened" or "abbreviated" or "half" && IsStretch(place + 1) is { } shortened)
            (statement, end) = (MarketStatement.ShortDay, shortened);
        var last = MarketWords.Markets.Contains(Word(place)) || Word(place) == "trading" ? place + 1 : place;
        last = last > place && Word(last) == "trading" ? last + 1 : last;
        if (statement is null && named && Word(last) is "holiday")
            (statement, end) = (MarketStatement.Holiday, last + 1);
        else if (statement is null && named && Word(last) == "half" && IsStretch(last + 1) is { } half)
            (statement, end) = (MarketStatement.ShortDay, half);
        else if (
            statement is null
            && MarketWords.Stretches.Contains(Word(last))
            && (named || isSet || (Word(last) == "session" && Word(i) == "the"))
        )
            (statement, end) = (MarketStatement.Open, last + 1);
        else if (statement is null && last > place && Word(place) == "trading")
            (statement, end) = (MarketStatement.Open, last);
        if (statement is not { } known || !EndsAt(end))
            return null;
        var weak = known switch
        {
            MarketStatement.Open => !named && !(isSet && Word(end - 1) == "session") && Word(end - 1) != "rth",
            MarketStatement.Post or MarketStatement.Closed => !named,
            _ => false,
        };
        return new MarketPeriod(end, known, venue, weak, named);
    }

    /// <summary>What a market does: "had already closed", "was not yet open", "opens".</summary>
    public MarketPredicate? Predicate(int i, bool isSession)
    {
        var (place, isBe, isHave, isNegated) = (i, false, false, false);
        for (; ; place++)
        {
            var word = Word(place);
            isBe |= MarketWords.Be.Contains(word);
            isHave |= MarketWords.Have.Contains(word);
            isNegated |= MarketWords.Negations.Contains(word);
            if (word == "no" && Word(place + 1) is "longer" or "more")
                (isNegated, place) = (true, place + 1);
            else if (word is "by" or "at" && Word(place + 1) is "then" or "now")
                place++;
            else if (
                !MarketWords.Be.Contains(word)
                && !MarketWords.Have.Contains(word)
                && !MarketWords.Negations.Contains(word)
                && !MarketWords.Adverbs.Contains(word)
            )
                break;
        }

        if (isBe && Word(place) is "at" or "on" or "in" && Word(place + 1) is "lunch" or "break" or "recess" && EndsAt(place + 2))
            return new MarketPredicate(place + 2, IsOpen: false, IsState: true, IsPresent: false, isHave, isNegated) { IsBreak = true };
        var (isOpen, isState, isPresent) = Head(place, isSession, isBe, isHave);
        if (isOpen is not { } open)
            return null;
        var end = place + (Word(place) == "in" ? 2 : 1);
        if (Word(end) is "early" or "late" or "normally" or "regularly")
            end++;
        return EndsAt(end) || Word(end) is "for" ? new MarketPredicate(end, open, isState, isPresent, isHave, isNegated) : null;
    }

    private (bool? IsOpen, bool IsState, bool IsPresent) Head(int i, bool isSession, bool isBe, bool isHave) =>
        Word(i) switch
        {
            "open" => (true, isBe, !isBe),
            "closed" or "shut" => (false, isBe || isHave, false),
            "opened" or "reopened" => (true, isBe || isHave, false),
            "opens" or "reopens" => (true, false, true),
            "closes" or "shuts" => (false, false, true),
            "close" when !isBe => (false, false, true),
            "trading" or "live" when isBe => (true, true, false),
            "in" when isBe && Word(i + 1) == "session" => (true, true, false),
            "over" or "finished" or "done" when isSession && isBe => (false, true, false),
            "ended" or "finished" or "concluded" when isSession => (false, isHave, false),
            "began" or "begun" or "started" or "commenced" when isSession => (true, isHave, false),
            "ends" when isSession => (false, false, true),
            "begins" or "starts" when isSession => (true, false, true),
            "underway" when isBe => (true, true, false),
            _ => (null, false, false),
        };

    /// <summary>Determiners and adjectives before a market or its events, with the market that they name.</summary>
    private (int End, string? Venue, bool IsSet) Modifiers(int i)
    {
        string? venue = null;
        var isSet = false;
        for (; ; i++)
        {
            var word = Word(i);
            if (word is "new" or "hong" && Word(i + 1) is "york" or "kong")
                (venue, i) = (word == "new" ? "XNYS" : "XHKG", i + 1);
            else if (word == "wall" && Word(i + 1) == "street")
                (venue, i) = ("XNYS", i + 1);
            else if (MarketWords.Venues.TryGetValue(word, out var code))
                venue = code;
            else if (MarketWords.Before.Contains(word) || (word == "stock" && MarketWords.Markets.Contains(Word(i + 1))))
                isSet |= word is "regular" or "cash" or "stock" or "equity" or "core" or "equities";
            else
                return (i, venue, isSet);
        }
    }

    private int? IsStretch(int i)
    {
        if (Word(i) is "trading" or "market")
            i++;
        return Word(i) is "day" or "session" ? i + 1 : null;
    }

    private int? OfTheDay(int i)
    {
        i = Word(i) == "the" ? i + 1 : i;
        var end = Word(i) is "regular" or "market" or "cash" ? i + 1 : i;
        return Word(end) is "trading" or "business" or "session" or "market" || (end > i && Word(end) is "hours")
            ? end + (Word(end + 1) is "day" or "session" or "hours" ? 2 : 1)
            : null;
    }
}

/// <summary>How something lies to an event or a stretch of a market's day.</summary>
internal enum MarketRelation
{
    Before,
    After,
    At,
    In,
    Outside,

    /// <summary>Up to it: that tells of no moment.</summary>
    Until,
    When,
}

/// <summary>A market, up to a place.</summary>
internal readonly record struct MarketSubject(int End, string? Venue, bool IsWeak, bool IsSession);

/// <summary>An event, up to a place.</summary>
internal readonly record struct MarketEventPhrase(int End, MarketEvent Event, string? Venue, bool IsWeak, bool IsOtherDay);

/// <summary>A stretch of the day, up to a place, with what it says of the market.</summary>
internal readonly record struct MarketPeriod(int End, MarketStatement Statement, string? Venue, bool IsWeak, bool IsNamed);

/// <summary>What a market does, up to a place.</summary>
/// <param name="End">The place.</param>
/// <param name="IsOpen">Whether it opens or is open, and not closes or is closed.</param>
/// <param name="IsState">Whether a state is told, and not an event.</param>
/// <param name="IsPresent">Whether in the present tense, as of what happens each day.</param>
/// <param name="IsPerfect">Whether it had happened before.</param>
/// <param name="IsNegated">Whether it is denied.</param>
internal readonly record struct MarketPredicate(int End, bool IsOpen, bool IsState, bool IsPresent, bool IsPerfect, bool IsNegated)
{
    /// <summary>Whether it is in its break.</summary>
    public bool IsBreak { get; init; }
}
