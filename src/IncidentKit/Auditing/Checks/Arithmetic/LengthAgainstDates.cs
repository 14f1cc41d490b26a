using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// Compares a length in days or weeks with the two dates of its sentence: "from March 4 to March 9 (3 days)", "July 31st, put off by two
/// weeks to August 11th". Whether the last day counts is for the reader to say, so one more or less is right too.
/// </summary>
internal static partial class LengthAgainstDates
{
    /// <summary>So many days the count may differ by: the last day counts or does not, and a day is begun or whole.</summary>
    private const int Slack = 1;

    /// <summary>So near a length stands to the dates that it is of.</summary>
    private const int Near = 40;

    /// <summary>The lengths that differ, each with its dates and the days between them.</summary>
    public static IEnumerable<(DurationClaim Length, DateClaim From, DateClaim To, int Days)> Wrong(PassageClaims passage)
    {
        if (passage.Dates.Count < 2 || passage.Durations.Count == 0 || !passage.Passage.IsStated)
            yield break;
        var text = passage.Passage.Text;
        foreach (var sentence in passage.Sentences.Where(s => !s.IsQuestion))
        {
            if (
                passage.Dates.Between(sentence.Start, sentence.End).ToList() is not [var from, var to]
                || passage.Durations.Between(sentence.Start, sentence.End).ToList() is not [var length]
                || passage.Times.Any(t => ReferenceEquals(t.WrittenDate, from) || ReferenceEquals(t.WrittenDate, to))
                || !InDays().IsMatch(length.Text)
                || !IsOf(text, sentence.Start, from, to, length)
            )
                continue;
            var all = ClockReadings.Days(from.Days, to.Days).Select(d => Period.DaysBetween(d.From, d.To)).ToList();
            if (all.Exists(days => days >= 0) && !all.Exists(days => days >= 0 && IsLong(length, days)))
                yield return (length, from, to, all.MinBy(Math.Abs));
        }
    }

    private static bool IsLong(DurationClaim length, int days) =>
        Enumerable.Range(days - Slack, (2 * Slack) + 1).Any(d => d >= 0 && length.Agrees(Duration.FromDays(d), Duration.Zero));

    /// <summary>Whether a length stands between two dates as the step from one to the other, or beside a range of them.</summary>
    private static bool IsOf(string text, int start, DateClaim from, DateClaim to, DurationClaim length)
    {
        if (from.End <= length.Start && length.End <= to.Start)
            return Step().IsMatch(text.AsSpan(length.End, to.Start - length.End))
                && By().IsMatch(text.AsSpan(from.End, length.Start - from.End));
        if (
            !Connector().IsMatch(text.AsSpan(from.End, Math.Max(0, to.Start - from.End)))
            || (length.Start < from.Start && from.Start - length.End > Near)
            || (length.Start > to.End && length.Start - to.End > Near)
        )
            return false;
        return length.Start > to.End
            ? Behind().IsMatch(text.AsSpan(to.End, length.Start - to.End)) && From().IsMatch(text.AsSpan(start, from.Start - start))
            : Before().IsMatch(text.AsSpan(length.End, from.Start - length.End));
    }

    [GeneratedRegex(@"\b(?:days?|weeks?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InDays();

    [GeneratedRegex(@"^,? ?(?:to|until|till|up to|through),? (?:\w{3,9}day,? )?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Step();

    [GeneratedRegex(@"\b(?:for|by|of|another|further)[ \n](?:a |the )?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex By();

    [GeneratedRegex(
        @"^,? ?(?:[–—-]|to|until|till|through|and),? ?(?:\w{3,9}day,? )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Connector();

    [GeneratedRegex(@"\b(?:from|between)[ \n](?:\w{3,9}day,? )?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex From();

    [GeneratedRegex(
        @"^,? ?\(?(?:for |lasting |a total of |in total |over |a period of |about |around |roughly |i\.e\. ){0,3}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Behind();

    [GeneratedRegex(@"^,? ?\(?(?:from|between) (?:\w{3,9}day,? )?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Before();
}
