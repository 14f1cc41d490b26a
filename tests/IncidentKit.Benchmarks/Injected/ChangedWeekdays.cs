using System.Text.RegularExpressions;

namespace IncidentKit.Benchmarks.Injected;

/// <summary>The weekday of a date with a year becomes another; only where it was right.</summary>
internal static partial class ChangedWeekdays
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static IEnumerable<InjectedError> In(WrittenReport report, Random random)
    {
        foreach (var i in report.Prose)
        foreach (Match match in Pattern().Matches(report.Lines[i]))
        {
            var week = match.Groups["week"];
            if (WrittenTime.DateOf(match) is not { Year: > 0 } d)
                continue;
            var right = (int)new LocalDate(d.Year, d.Month, d.Day).DayOfWeek - 1;
            if (!Days[right].StartsWith(week.Value, StringComparison.OrdinalIgnoreCase))
                continue;
            var other = Days[(right + random.Next(1, 7)) % 7];
            var now = week.Length >= Days[right].Length ? other : other[..3];
            yield return report.Changed(i, report.Lines[i][..week.Index] + now + report.Lines[i][(week.Index + week.Length)..]);
        }
    }

    [GeneratedRegex(
        @"\b"
            + WrittenTime.Weekday
            + @"\.?,?(?: the)? {1,2}"
            + WrittenTime.Date
            + @"|\b"
            + WrittenTime.Date
            + @",? \(?"
            + WrittenTime.Weekday
            + @"\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Pattern();
}
