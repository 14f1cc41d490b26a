using System.Text.RegularExpressions;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading;

namespace IncidentKit.Auditing.Checks.Self;

/// <summary>How many things a list or table may be said to have.</summary>
internal static partial class ListSizes
{
    /// <summary>So many lists at most go on behind an announced one.</summary>
    private const int MostFurther = 8;

    /// <summary>
    /// Of lists under one announcement: their items, with and without those that only count the others; with the lists that go on behind
    /// code or a paragraph in the same section; what their items count together; the names in their items.
    /// </summary>
    public static IReadOnlyList<int> Of(ReportDocument document, IReadOnlyList<ReportList> lists)
    {
        var items = lists.SelectMany(l => l.Items).ToList();
        var section = lists[0].Section;
        var last = document.Lists.IndexOf(lists[^1]);
        var further = document
            .Lists.Skip(last + 1)
            .TakeWhile(l => l.Section == section && l.Intro?.Item is null)
            .Take(MostFurther)
            .ToList();
        var sizes = new List<int> { items.Count, items.Count(i => i.First is null || !IsTotal(i.First.Text)) };
        var more = items.Count;
        foreach (var list in further)
            sizes.Add(more += list.Items.Count);
        AddContents(sizes, items.Select(i => i.First?.Text ?? ""));
        return sizes;
    }

    /// <summary>Of a table: its rows, with and without sums; what they count together; the names in their cells.</summary>
    public static IReadOnlyList<int> Of(ReportTable table)
    {
        var body = table.Body.ToList();
        var sizes = new List<int>
        {
            body.Count(r => !IsTotal(r.Cell(0))),
            body.Count,
            table.Header.Cells.Count,
            table.Header.Cells.Count - 1,
        };
        for (var column = 0; column < table.Header.Cells.Count; column++)
            AddContents(sizes, body.Where(r => !IsTotal(r.Cell(0))).Select(r => r.Cell(column)));
        return sizes;
    }

    private static void AddContents(List<int> sizes, IEnumerable<string> texts)
    {
        var all = texts.ToList();
        long sum = 0;
        var isSum = all.Count > 0;
        foreach (var text in all)
        {
            var number = Leading().Match(text);
            isSum &= number.Success && NumberWords.Of(number.Groups["n"].Value) is not null;
            sum += isSum ? NumberWords.Of(number.Groups["n"].Value)!.Value : 0;
        }

        if (isSum && sum < int.MaxValue)
            sizes.Add((int)sum);
        var names = all.Sum(t => t.Split(',').Length);
        if (names != all.Count && all.TrueForAll(t => t.Length < 120))
            sizes.Add(names);
    }

    private static bool IsTotal(string text) => Total().IsMatch(text);

    [GeneratedRegex(@"^\W{0,3}(?:all|total|sum|overall)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Total();

    [GeneratedRegex(
        $@"^\W{{0,3}}(?<n>{NumberWords.Pattern})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Leading();
}
