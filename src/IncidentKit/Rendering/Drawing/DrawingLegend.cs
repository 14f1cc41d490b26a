using System.Globalization;
using System.Text;

namespace IncidentKit.Rendering.Drawing;

/// <summary>What the marks of a drawing mean, in as many rows as the picture's width needs.</summary>
internal sealed class DrawingLegend
{
    private const double RowHeight = 18,
        Swatch = 28,
        TextStart = 34,
        Between = 24;

    private static readonly LegendEntry[] Runs =
    [
        .. new[] { "ran", "late", "missed", "failed", "unknown" }.Select(k => new LegendEntry($"class=\"{k}\"", k, Thin: k == "ran")),
    ];

    private readonly List<(LegendEntry Entry, double X, int Row)> _placed = [];

    private DrawingLegend(IEnumerable<LegendEntry[]> groups, DrawingLayout layout)
    {
        foreach (var group in groups.Where(g => g.Length > 0))
        {
            var x = layout.Left;
            var row = Rows++;
            foreach (var entry in group)
            {
                var end = x + TextStart + DrawnText.Width(entry.Text, DrawingLayout.SmallSize);
                if (end > layout.Width && x > layout.Left)
                {
                    (end, x) = (end - x + layout.Left, layout.Left);
                    row = Rows++;
                }

                _placed.Add((entry, x, row));
                x = end + Between;
            }
        }
    }

    /// <summary>How much room the rows take.</summary>
    public double Height => Rows * RowHeight;

    private int Rows { get; set; }

    /// <summary>The legend of runs, and below it that of the other lanes.</summary>
    public static DrawingLegend Of(LegendEntry[] others, DrawingLayout layout) => new([Runs, others], layout);

    public void Draw(StringBuilder svg, double top)
    {
        foreach (var (entry, x, row) in _placed)
        {
            var line = top + ((row + 1) * RowHeight) - 4;
            var (y, height) = entry.Thin ? (line - 6, DrawingLayout.BarHeight - 8) : (line - 10, DrawingLayout.BarHeight);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect {entry.Look} x=\"{x:F1}\" y=\"{y}\" width=\"{Swatch}\" height=\"{height}\"/>"
                    + $"<text class=\"small\" x=\"{x + TextStart:F1}\" y=\"{line}\">{entry.Text}</text>"
            );
        }

        svg.Append('\n');
    }
}
