namespace IncidentKit.Benchmarks.Injected;

/// <summary>Two rows of an ordered timeline change places, at any distance.</summary>
internal static class RowSwaps
{
    private const int MostOfOne = 6;

    public static IEnumerable<InjectedError> In(WrittenReport report, Random random) =>
        report
            .Timelines.Where(t => t.IsOrdered)
            .SelectMany(t => Pairs(t, random).Take(MostOfOne).Select(p => Swapped(report, t, p.First, p.Second)));

    private static IEnumerable<(int First, int Second)> Pairs(WrittenTimeline timeline, Random random)
    {
        var rows = timeline.Rows;
        var pairs = Enumerable
            .Range(0, rows.Count)
            .SelectMany(i => Enumerable.Range(i + 1, rows.Count - i - 1).Select(j => (i, j)))
            .ToArray();
        random.Shuffle(pairs);
        return pairs.Where(p => IsPlain(rows[p.i], rows[p.j]) && WrittenTimeline.IsWrong(Order(rows, p.i, p.j)));
    }

    /// <summary>The dates of the rows between must not change.</summary>
    private static bool IsPlain(WrittenRow a, WrittenRow b) =>
        a.Date is null == b.Date is null && (a.Date is not null || a.Given == b.Given) && (a.Date, a.Minutes) != (b.Date, b.Minutes);

    private static WrittenRow[] Order(IReadOnlyList<WrittenRow> rows, int i, int j)
    {
        WrittenRow[] order = [.. rows];
        (order[i], order[j]) = (order[j], order[i]);
        return order;
    }

    private static InjectedError Swapped(WrittenReport report, WrittenTimeline timeline, int i, int j)
    {
        var (rows, lines) = (timeline.Rows, report.Lines);
        var (a, b) = (rows[i], rows[j]);
        IEnumerable<string> Part(int from, int to) => lines.Skip(from).Take(to - from);
        string[] text =
        [
            .. Part(0, a.Line),
            .. Part(b.Line, b.End),
            .. Part(a.End, b.Line),
            .. Part(a.Line, a.End),
            .. Part(b.End, lines.Count),
        ];
        var moved = b.End - b.Line - (a.End - a.Line);
        int At(int row) => rows[row].Line + (row > i && row <= j ? moved : 0);
        var near = new[] { i, j, i - 1, i + 1, j - 1, j + 1 }.Distinct().Where(r => r >= 0 && r < rows.Count).Select(r => At(r) + 1);
        return new(string.Join('\n', text), [.. near], $"{lines[a.Line]} … {lines[b.Line]}", $"{lines[b.Line]} … {lines[a.Line]}");
    }
}
