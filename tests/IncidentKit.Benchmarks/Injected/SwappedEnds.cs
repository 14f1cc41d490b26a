using System.Text.RegularExpressions;

namespace IncidentKit.Benchmarks.Injected;

/// <summary>Start and end change places: in a range of a few hours, and in two fields.</summary>
internal static partial class SwappedEnds
{
    private const int MostSpan = 360;

    public static IEnumerable<InjectedError> In(WrittenReport report, Random random) => Ranges(report).Concat(Fields(report));

    private static IEnumerable<InjectedError> Ranges(WrittenReport report)
    {
        foreach (var i in report.Prose)
        {
            var line = report.Lines[i];
            var times = WrittenTime.TimesIn(line);
            foreach (var (a, b) in times.Zip(times.Skip(1)))
                if (
                    WrittenTime.Minutes(b) - WrittenTime.Minutes(a) is > 0 and <= MostSpan
                    && a.Groups["half"].Success == b.Groups["half"].Success
                    && Joint().IsMatch(line.AsSpan(a.Index + a.Length, b.Index - a.Index - a.Length))
                    && (
                        line[(a.Index + a.Length)..b.Index] is var joint
                        && (!joint.Contains("and", StringComparison.Ordinal) || Opening().IsMatch(line.AsSpan(0, a.Index)))
                    )
                )
                    yield return report.Changed(i, line[..a.Index] + b.Value + joint + a.Value + line[(b.Index + b.Length)..]);
        }
    }

    private static IEnumerable<InjectedError> Fields(WrittenReport report)
    {
        foreach (var i in report.Prose)
        {
            if (Start().Match(report.Lines[i]) is not { Success: true } start)
                continue;
            for (var j = i + 1; j < Math.Min(report.Lines.Count, i + 5); j++)
                if (End().Match(report.Lines[j]) is { Success: true } end && IsBefore(start, end))
                {
                    var lines = report.Lines.ToArray();
                    (lines[i], lines[j]) = (With(lines[i], start.Groups["at"], end), With(lines[j], end.Groups["at"], start));
                    yield return new(string.Join('\n', lines), [i + 1, j + 1], report.Lines[i], lines[i]);
                    break;
                }
        }
    }

    private static bool IsBefore(Match start, Match end)
    {
        var (a, b) = (WrittenTime.DateOf(start), WrittenTime.DateOf(end));
        var minutes = WrittenTime.Minutes(end) - WrittenTime.Minutes(start);
        return a is null == b is null && (a is { } x && b is { } y && x != y ? x.CompareTo(y) < 0 : minutes is > 0 and <= MostSpan);
    }

    private static string With(string line, Group at, Match other) =>
        line[..at.Index] + other.Groups["at"].Value + line[(at.Index + at.Length)..];

    private const string At = @"[^A-Za-z0-9]{1,12}(?<at>(?:" + WrittenTime.Date + @"(?:,? at |[,T ] {0,2}))?" + WrittenTime.Time + ")";

    [GeneratedRegex(
        @"^[^A-Za-z0-9]{0,8}(?:[a-z]{2,12} ){0,2}(?:start(?:ed)?|began|begin|from)(?: time| date|ed| at)?(?: \([A-Z]{2,5}\))?" + At,
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Start();

    [GeneratedRegex(
        @"^[^A-Za-z0-9]{0,8}(?:[a-z]{2,12} ){0,2}(?:end(?:ed)?|resolved|fixed|repaired|until|to)(?: time| date| at)?(?: \([A-Z]{2,5}\))?"
            + At,
        RegexOptions.IgnoreCase
    )]
    private static partial Regex End();

    [GeneratedRegex(@"^ ?(?:\(?[A-Z]{1,4}\)? ?)?(?:[-–—→]|to|until|till|and)(?: about| approximately| roughly)? ?$")]
    private static partial Regex Joint();

    [GeneratedRegex(@"between ?(?:about |approximately |roughly )?$", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();
}
