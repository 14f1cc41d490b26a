using System.Text.RegularExpressions;

namespace IncidentKit.Benchmarks.Injected;

/// <summary>A row of a timeline.</summary>
/// <param name="Line">Its line, from 0.</param>
/// <param name="End">The line after its last, from 0.</param>
/// <param name="Date">Its own date, as days in an order; null where it has none.</param>
/// <param name="Given">The date that a line before gives it.</param>
/// <param name="Minutes">Minutes of the day.</param>
/// <param name="Time">Where the time stands.</param>
internal sealed record WrittenRow(int Line, int End, int? Date, int? Given, int Minutes, Group Time);

/// <summary>Rows of one kind after each other, that begin with a time: items, table rows, headings or lines.</summary>
internal sealed partial record WrittenTimeline(IReadOnlyList<WrittenRow> Rows)
{
    private const int Day = 1440;
    private const int HalfDay = 720;
    private const int QuarterDay = 360;
    private const int Apart = 30;

    /// <summary>Whether the rows go one way; a clock that falls by more than half a day without a date has passed midnight.</summary>
    public bool IsOrdered => Rows.Count >= 3 && (Falls(Rows) == 0 || Falls([.. Rows.Reverse()]) == 0);

    /// <summary>From the first row to the last in minutes, either way round.</summary>
    public int Span
    {
        get
        {
            var at = Instants(Rows);
            return Math.Abs(at[^1] - at[0]);
        }
    }

    /// <summary>Whether no row is of another day than the first.</summary>
    public bool IsOneDay => Rows.All(r => (r.Date ?? r.Given) == (Rows[0].Date ?? Rows[0].Given)) && Span < Day;

    /// <summary>The timelines of a report.</summary>
    public static IReadOnlyList<WrittenTimeline> In(IReadOnlyList<string> lines)
    {
        var timelines = new List<WrittenTimeline>();
        var rows = new List<WrittenRow>();
        var (shape, given, code) = ("", (int?)null, false);
        for (var i = 0; i < lines.Count; i++)
        {
            code ^= lines[i].AsSpan().TrimStart().StartsWith("```");
            var match = code ? Match.Empty : RowPattern().Match(lines[i]);
            if (match.Success)
            {
                var mark = Shape(match.Groups["mark"].Value);
                if (rows.Count > 0 && (mark != shape || i - rows[^1].Line > Apart || (mark == "|" && i != rows[^1].Line + 1)))
                    Close();
                shape = mark;
                var date = WrittenTime.DateOf(match) is { } d ? d.Year * 372 + d.Month * 31 + d.Day : (int?)null;
                given = date ?? given;
                rows.Add(new(i, End(lines, i, mark), date, given, WrittenTime.Minutes(match), match.Groups["time"]));
            }
            else if (DateLine().Match(lines[i]) is { Success: true } line && WrittenTime.DateOf(line) is { } d)
                given = d.Year * 372 + d.Month * 31 + d.Day;
            else if (lines[i].StartsWith('#') && !shape.StartsWith('#') && !code)
                Close();
        }

        Close();
        return timelines;

        void Close()
        {
            if (rows.Count > 1)
                timelines.Add(new([.. rows]));
            rows.Clear();
            given = null;
        }
    }

    /// <summary>Whether the rows in this order contradict each other under any reading of their dates.</summary>
    public static bool IsWrong(IReadOnlyList<WrittenRow> rows) => Falls(rows, QuarterDay) > 0 && Falls([.. rows.Reverse()]) > 0;

    private static int Falls(IReadOnlyList<WrittenRow> rows, int most = Day)
    {
        var at = Instants(rows);
        return Enumerable
            .Range(1, rows.Count - 1)
            .Count(i => at[i] < at[i - 1] && at[i - 1] - at[i] <= (HasDate(rows, i) ? int.MaxValue : most));
    }

    private static bool HasDate(IReadOnlyList<WrittenRow> rows, int i) => (rows[i].Date ?? rows[i].Given) is not null;

    private static List<int> Instants(IReadOnlyList<WrittenRow> rows)
    {
        var (at, days) = (new List<int>(), 0);
        foreach (var row in rows)
        {
            var date = row.Date ?? row.Given;
            if (row.Date is null && at.Count > 0 && at[^1] - (((date ?? 0) + days) * Day + row.Minutes) is > HalfDay and < Day)
                days++;
            if (row.Date is not null)
                days = 0;
            at.Add(((date ?? 0) + days) * Day + row.Minutes);
        }

        return at;
    }

    private static string Shape(string mark) =>
        mark.TrimEnd() is var m && m.Length > 0 && char.IsAsciiDigit(m.TrimStart()[0]) ? m[..(m.Length - m.TrimStart().Length)] + "1" : m;

    /// <summary>A heading reaches to the next, an item as far as what follows is indented, a line as far as the paragraph.</summary>
    private static int End(IReadOnlyList<string> lines, int line, string mark)
    {
        var (end, indent) = (line + 1, mark.Length - mark.TrimStart().Length);
        if (mark.StartsWith('#'))
            while (end < lines.Count && !lines[end].StartsWith('#'))
                end++;
        else if (mark != "|" && mark.Length > 0)
            while (end < lines.Count && lines[end].Trim().Length > 0 && lines[end].Length - lines[end].TrimStart().Length > indent)
                end++;
        return end;
    }

    [GeneratedRegex(
        @"^(?<mark>[ \t]{0,12}(?:[-*+] {1,4}|[0-9]{1,3}[.)] {1,4}|#{2,6} {1,2}|\|[ ]{0,8}|> {0,2})?)[*_`~\[(]{0,4}(?:(?:at|approx\.?|around|ca\.?) {1,2})?(?:"
            + WrittenTime.Weekday
            + @",? {1,2})?(?:"
            + WrittenTime.Date
            + @"[*_`\]),:]{0,3}(?: {0,3}[|\-–] {0,9}|,? at |[,T ] {0,3})[*_`~(]{0,3})?~?"
            + WrittenTime.Time,
        RegexOptions.IgnoreCase
    )]
    private static partial Regex RowPattern();

    [GeneratedRegex(
        @"^[ \t>#*_\-+|]{0,12}(?:" + WrittenTime.Weekday + @",? {1,2})?" + WrittenTime.Date + @"[^0-9A-Za-z]{0,40}$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex DateLine();
}
