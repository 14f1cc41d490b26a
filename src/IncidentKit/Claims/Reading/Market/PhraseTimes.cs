using NodaTime;

namespace IncidentKit.Claims.Reading.Market;

/// <summary>Finds the time, the hour or the date that stands beside a statement and belongs to it.</summary>
internal sealed class PhraseTimes(MarketGrammar grammar)
{
    /// <summary>A statement with the time beside it: behind it, or right before it.</summary>
    public MarketPhrase Bound(MarketPhrase phrase)
    {
        var place = grammar.Skip(phrase.End, MarketWords.ToTime);
        if (place == phrase.End && phrase.Statement is MarketStatement.Pre or MarketStatement.Post && grammar.Word(place) == ",")
            place = grammar.Skip(place + 1, MarketWords.ToTime);
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
        while (MarketWords.FromTime.Contains(grammar.Word(place)) || (place >= 0 && grammar[place].Claim is DateClaim))
            place--;
        return place >= 0 && grammar[place].Claim is TimeClaim ? phrase with { Time = place } : phrase;
    }

    /// <summary>The hour of a number that stands alone; null where it counts something or is a part of another number.</summary>
    private LocalTime? Hour(int i) =>
        int.TryParse(grammar.Word(i), out var hour)
        && hour is >= 1 and <= 12
        && (
            i + 1 >= grammar.Count
            || (grammar.Word(i + 1) is "." or "," or ")" or ";" ? !IsNumber(i + 2) : grammar[i + 1].IsWord && grammar.EndsAt(i + 1))
        )
            ? new LocalTime(hour % 12, 0)
            : null;

    private bool IsNumber(int i) => grammar.Word(i) is [>= '0' and <= '9', ..];
}
