using HtmlAgilityPack;

namespace IncidentKit.Claims.Reading;

/// <summary>A page's table as rows of cells, each in its column.</summary>
internal static class HtmlTable
{
    /// <summary>A table of one cell, or with headings inside, only lays the page out.</summary>
    public static bool Is(HtmlNode node)
    {
        var cells = node.Descendants().Where(n => n.Name is "td" or "th").Take(2).Count();
        return cells > 1 && !node.Descendants().Any(n => n.Name is "h1" or "h2" or "h3" or "h4" or "table");
    }

    /// <summary>The rows with cells, and where each stands; null where a cell goes on from the left.</summary>
    public static IEnumerable<(IReadOnlyList<HtmlNode?> Cells, int At)> Rows(HtmlNode table)
    {
        var spans = new Dictionary<int, (HtmlNode Cell, int Left)>();
        foreach (var row in table.Descendants("tr").Select(r => r.ChildNodes.Where(c => c.Name is "td" or "th").ToList()))
        {
            if (row.Count > 0)
                yield return (Laid(row, spans), row[0].StreamPosition);
        }
    }

    /// <summary>The cells of a row in their columns: one that goes on from above stands in each of its rows.</summary>
    private static List<HtmlNode?> Laid(List<HtmlNode> row, Dictionary<int, (HtmlNode Cell, int Left)> spans)
    {
        List<HtmlNode?> cells = [];
        foreach (var cell in row)
        {
            FromAbove();
            if (cell.GetAttributeValue("rowspan", 1) is > 1 and < 1000 and var rows)
                spans[cells.Count] = (cell, rows - 1);
            cells.Add(cell);
            for (var i = 1; i < Math.Min(cell.GetAttributeValue("colspan", 1), 50); i++)
                cells.Add(null);
        }

        FromAbove();
        return cells;

        void FromAbove()
        {
            while (spans.TryGetValue(cells.Count, out var span))
            {
                if (span.Left == 1)
                    spans.Remove(cells.Count);
                else
                    spans[cells.Count] = (span.Cell, span.Left - 1);
                if (row.Contains(span.Cell))
                    break;
                cells.Add(span.Cell);
            }
        }
    }
}
