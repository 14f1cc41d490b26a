using NodaTime;

namespace IncidentKit.Claims.Reading.Market;

/// <summary>Statements of when the market opens next.</summary>
internal sealed class NextPhrases(MarketGrammar grammar)
{
    /// <summary>"The next open is Monday 9:30", "NYSE reopened on Tuesday".</summary>
    public MarketPhrase? At(int i)
    {
        int end;
        MarketEvent what;
        string? venue;
        if (grammar.Word(i) is "next" && grammar.Event(i) is { IsOtherDay: true } named && grammar.Relation(i - 1) is null)
            (end, what, venue) = (named.End, named.Event, named.Venue);
        else if (grammar.Word(i) is "next" && grammar.Period(i + 1) is { Statement: MarketStatement.Open, IsNamed: true } session)
            (end, what, venue) = (session.End, MarketEvent.Open, session.Venue);
        else if (grammar.Subject(i) is { } subject && Reopening(subject.End) is { } verb)
            (end, what, venue) = (verb, MarketEvent.Open, subject.Venue);
        else if (grammar.Word(i) is "reopens" or "reopened" && SpeaksOfMarket())
            (end, what, venue) = (i + 1, MarketEvent.Open, null);
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
            else if (MarketWords.Weekdays.IndexOf(word) is >= 0 and var day)
                weekday ??= (IsoDayOfWeek)(day + 1);
            else if (!MarketWords.BetweenNext.Contains(word))
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

    private bool SpeaksOfMarket()
    {
        for (var i = 0; i < grammar.Count; i++)
        {
            if (MarketWords.Markets.Contains(grammar.Word(i)))
                return true;
        }

        return false;
    }

    /// <summary>The verb by which a market opens again, up to a place.</summary>
    private int? Reopening(int i)
    {
        var verb = grammar.Word(i) is "will" or "only" or "again" ? i + 1 : i;
        return
            grammar.Word(verb) is "opens" or "reopens" or "reopened" or "resumes" or "resume"
            || (verb > i && grammar.Word(verb) is "reopen" or "open")
            ? verb + 1
            : null;
    }
}
