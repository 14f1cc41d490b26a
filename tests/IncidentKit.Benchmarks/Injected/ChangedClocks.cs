using System.Globalization;

namespace IncidentKit.Benchmarks.Injected;

/// <summary>A row between two others loses its half of the day: AM for PM, or twelve hours off.</summary>
internal static class ChangedClocks
{
    private const int MostSpan = 360;

    public static IEnumerable<InjectedError> In(WrittenReport report, Random random) =>
        from timeline in report.Timelines
        where timeline.Rows.Count >= 4 && timeline.IsOrdered && timeline.IsOneDay && timeline.Span <= MostSpan
        from i in Enumerable.Range(1, timeline.Rows.Count - 2)
        let row = timeline.Rows[i]
        where row.Time.Value.IndexOf(':', StringComparison.Ordinal) > 0
        select report.Changed(row.Line, Other(report.Lines[row.Line], row), timeline.Rows[i - 1].Line, timeline.Rows[i + 1].Line);

    private static string Other(string line, WrittenRow row)
    {
        var time = row.Time.Value;
        var half = time.IndexOfAny(['a', 'A', 'p', 'P']);
        string now;
        if (half >= 0)
            now =
                time[..half]
                + (
                    time[half] switch
                    {
                        'a' => 'p',
                        'A' => 'P',
                        'p' => 'a',
                        _ => 'A',
                    }
                )
                + time[(half + 1)..];
        else
        {
            var hour = row.Minutes / 60;
            now = ((hour + 12) % 24).ToString("00", CultureInfo.InvariantCulture) + time[time.IndexOf(':', StringComparison.Ordinal)..];
        }

        return line[..row.Time.Index] + now + line[(row.Time.Index + row.Time.Length)..];
    }
}
