using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentKit.Benchmarks.Injected;

/// <summary>A stated length becomes 30 % longer or shorter, where the report gives its two times, or the same length again.</summary>
internal static partial class ChangedLengths
{
    private const int Day = 1440;

    public static IEnumerable<InjectedError> In(WrittenReport report, Random random)
    {
        var lengths = report
            .Prose.SelectMany(i => Pattern().Matches(report.Lines[i]).Select(m => (Line: i, Match: m, Minutes: Minutes(m))))
            .ToList();
        foreach (var (line, match, minutes) in lengths)
        {
            var text = report.Lines[line];
            if (minutes < 2 || Allowed().IsMatch(text) || Rough().IsMatch(text.AsSpan(0, match.Index)))
                continue;
            var factor = random.Next(2) == 0 ? 0.7 : 1.3;
            var kind = Kind(text);
            var between = Enumerable.Range(line, 1).Where(_ => Between(text).Contains(minutes));
            var times =
                kind is null || Spans(report).Any(s => s.Minutes == Changed(minutes, factor))
                    ? []
                    : Spans(report).Where(s => s.IsWhole && s.Minutes == minutes);
            var again = kind is null
                ? []
                : lengths
                    .Where(l =>
                        l.Line != line
                        && l.Minutes == minutes
                        && Kind(report.Lines[l.Line]) == kind
                        && !Allowed().IsMatch(report.Lines[l.Line])
                    )
                    .Select(l => l.Line);
            List<int> against = [.. between, .. times.SelectMany(t => new[] { t.From, t.To }), .. again];
            if (against.Count > 0)
                yield return report.Changed(
                    line,
                    text[..match.Index] + Changed(match, factor) + text[(match.Index + match.Length)..],
                    against
                );
        }
    }

    /// <summary>From each row to each later one; whole from the first or one of a beginning to the last or one of an end.</summary>
    private static IEnumerable<(int From, int To, int Minutes, bool IsWhole)> Spans(WrittenReport report) =>
        from timeline in report.Timelines
        where timeline.IsOrdered && timeline.IsOneDay
        from a in timeline.Rows
        from b in timeline.Rows
        where b.Line > a.Line
        let isFrom = a == timeline.Rows[0] || Beginning().IsMatch(report.Lines[a.Line])
        let isTo = b == timeline.Rows[^1] || Ending().IsMatch(report.Lines[b.Line])
        select (a.Line, b.Line, (b.Minutes - a.Minutes + Day) % Day, isFrom && isTo);

    private static HashSet<int> Between(string line)
    {
        var times = WrittenTime.TimesIn(line).Select(WrittenTime.Minutes).ToList();
        return [.. times.Zip(times.Skip(1), (a, b) => (b - a + Day) % Day)];
    }

    private static int Minutes(Match match)
    {
        var n = double.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);
        var more = match.Groups["and"].Success ? int.Parse(match.Groups["and"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return (int)Math.Round(match.Groups["unit"].Value[0] is 'h' or 'H' ? n * 60 + more : n);
    }

    private static int Changed(int minutes, double factor) => (int)Math.Round(minutes * factor);

    /// <summary>The same length in the same words, with other numbers.</summary>
    private static string Changed(Match match, double factor)
    {
        var (number, and, unit) = (match.Groups["n"], match.Groups["and"], match.Groups["unit"]);
        if (and.Success)
        {
            var minutes = Changed(Minutes(match), factor);
            var at = and.Index - match.Index;
            return $"{minutes / 60}{match.Value[number.Length..at]}{minutes % 60}{match.Value[(at + and.Length)..]}";
        }

        var n = double.Parse(number.ValueSpan, CultureInfo.InvariantCulture) * factor;
        var whole = unit.Value[0] is 'm' or 'M' || n >= 5;
        return n.ToString(whole ? "0" : "0.#", CultureInfo.InvariantCulture) + match.Value[number.Length..];
    }

    private static string? Kind(string line) =>
        Total().IsMatch(line) ? "total"
        : Detect().IsMatch(line) ? "detect"
        : Repair().IsMatch(line) ? "repair"
        : null;

    [GeneratedRegex(
        @"(?<![0-9.:,/\-–])(?<n>[0-9]{1,4}(?:\.[0-9])?)[ -]?(?<unit>hours?|hrs?|h(?= ?[0-9])|minutes?|mins?)\b(?:(?:,? and |,? ?)(?<and>[0-5]?[0-9]) ?(?:minutes?|mins?|m)\b)?",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Pattern();

    [GeneratedRegex(
        @"(?:about|approx[a-z.]{0,10}|around|roughly|nearly|almost|over|than|least|most|up to|every|within|under|~|≈|<|>|±|first|last|next|another|[0-9] ?(?:to|or|-|–))[ *]{0,3}$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Rough();

    /// <summary>How long something may be, not how long it was.</summary>
    [GeneratedRegex(@"\b(?:limit|SLA|SLO|allow|expect|anticipat|estimat|schedul|timeout|interval)", RegexOptions.IgnoreCase)]
    private static partial Regex Allowed();

    [GeneratedRegex(
        @"duration|lasted|lasting|downtime|(?:down|unavailable|offline|inaccessible) for|outage of|total",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Total();

    [GeneratedRegex(@"\b(?:begins?|began|starts?|started|deployed|first|alerts?|reported|down)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"resolved|restored|fixed|recovered|mitigated|back up|online|stable|\bends?\b|over\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ending();

    [GeneratedRegex(@"time to (?:detect|identify)|detected (?:after|within)|MTTD|TTD", RegexOptions.IgnoreCase)]
    private static partial Regex Detect();

    [GeneratedRegex(
        @"time to (?:resol|repair|recover|mitigat|fix)|(?:resolved|repaired|recovered|mitigated|fixed|restored) (?:in|after|within)|MTTR|TTR",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Repair();
}
