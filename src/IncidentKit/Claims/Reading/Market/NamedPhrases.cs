namespace IncidentKit.Claims.Reading.Market;

/// <summary>Statements that only name what the market does: "the 16:00 close", "pre-market", "no trading minute".</summary>
internal sealed class NamedPhrases(MarketGrammar grammar, PhraseTimes times)
{
    /// <summary>"The 16:00 close", "market close (16:00 ET)", "Market open" at the head of a row.</summary>
    public MarketPhrase? At(int i)
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
        if (what.IsWeak && place > 0 && grammar[place - 1].IsWord)
            return null;
        var bound = times.Bound(phrase);
        return bound.Time > 0 || (place == Head() && !what.IsWeak) ? bound : null;
    }

    /// <summary>"Pre-market, at 11:15", "(after hours)", "it was a weekend", ", a market holiday".</summary>
    public MarketPhrase? Bare(int i)
    {
        var isMid = grammar.Word(i) == "mid" && grammar.Word(i + 1) is "session" or "day";
        if (isMid && grammar.Word(i + 1) == "session" || grammar.Word(i) == "midsession")
            return grammar.EndsAt(i + (isMid ? 2 : 1)) ? times.Bound(new MarketPhrase(i, i + (isMid ? 2 : 1), MarketStatement.Open)) : null;
        if (MarketWords.Be.Contains(grammar.Word(i)) && grammar.Period(i + 1) is { } told && IsDay(told) && IsTheDay(i - 1))
            return times.Bound(
                new MarketPhrase(i + 1, told.End, told.Statement)
                {
                    Venue = told.Venue,
                    IsWeak = told.IsWeak,
                    IsOfItsDay = true,
                }
            );
        if (grammar.Period(i) is not { } period || (period.Statement == MarketStatement.Open && !period.IsNamed))
            return null;
        var isApposed = grammar.Word(i - 1) is "," or "(" or ":" or "—" or "–" or "-" or "" || grammar[i - 1].Claim is not null;
        var isBefore = grammar.Word(period.End) is "" or "." or "," or ";" or ")" or "—" or "–" or "at" or ":" or MarketToken.Time;
        return period.Statement switch
        {
            MarketStatement.Pre or MarketStatement.Post when isBefore && IsAdverb(i) => times.Bound(
                new MarketPhrase(i, period.End, period.Statement) { Venue = period.Venue, IsWeak = period.IsWeak }
            ),
            MarketStatement.Holiday
            or MarketStatement.ShortDay
                when (isBefore || grammar.Word(period.End) == "(") && isApposed && (period.IsNamed || !IsHoliday(period)) => times.Bound(
                new MarketPhrase(i, period.End, period.Statement) { Venue = period.Venue, IsWeak = period.IsWeak }
            ),
            _ => null,
        };

        bool IsAdverb(int at) =>
            !MarketWords.Before.Contains(grammar.Word(at))
            && !MarketWords.Before.Contains(grammar.Word(at - 1))
            && grammar.Word(at - 1) is not ("and" or "or" or "no" or "any" or "for" or "of" or "to" or "into" or "like" or "than" or "&");

        static bool IsHoliday(MarketPeriod p) => p.Statement == MarketStatement.Holiday;
    }

    /// <summary>"No trading minute was lost", "it cost us no market time".</summary>
    public MarketPhrase? Minutes(int i)
    {
        var place =
            grammar.Word(i) is "no" or "zero" or "0" ? i + 1
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
        else if (
            IsMinute(grammar.Word(place))
            && grammar.Word(place + 1) == "of"
            && grammar.Period(place + 2) is { Statement: MarketStatement.Open } of
        )
            end = of.End;
        else if (
            IsMinute(grammar.Word(place))
            && grammar.Word(place + 1) == "of"
            && IsMarket(grammar.Word(place + 2))
            && grammar.EndsAt(place + 3)
        )
            end = place + 3;
        else
            return null;
        var isLost = grammar.Word(i) == "without";
        for (var k = Math.Max(0, i - 4); k < Math.Min(grammar.Count, end + 4); k++)
            isLost |= MarketWords.Lost.Contains(grammar.Word(k));
        return isLost ? new MarketPhrase(i, end, MarketStatement.NoMinute) : null;

        static bool IsMarket(string word) => word is "trading" or "market" or "session" or "tradable" or "exchange";
        static bool IsMinute(string word) => word is "minute" or "minutes" or "hour" or "hours" or "time" or "second" or "seconds";
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
        || MarketWords.Weekdays.Contains(grammar.Word(i));
}
