using System.Globalization;
using System.Text;
using System.Text.Json;
using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Rendering.Drawing;

/// <summary>Draws the milestones of an incident: a line through all lanes each, with a label above them.</summary>
internal sealed class Milestones
{
    private const double Top = 10,
        RowHeight = 11,
        Gap = 4;

    private readonly List<Placed> _placed = [];

    private Milestones(IEnumerable<(double X, string Text)> outermostFirst, DrawingLayout layout)
    {
        foreach (var (x, text) in outermostFirst)
            _placed.Add(Place(x, text, layout));
    }

    /// <summary>The milestones of a report's JSON that lie in the window.</summary>
    public static Milestones Of(JsonElement report, DateTimeZone? zone, DrawingScale scale)
    {
        var incident = report.GetProperty("incident");
        var (left, right) = (scale.Layout.Left, scale.Layout.Right);
        return new(
            new[] { ("onset", "onset"), ("detected", "detected"), ("resolved", "cause removed"), ("mitigated", "runs back") }
                .Select(m => (At: incident.GetProperty(m.Item1), Text: m.Item2))
                .Where(m => m.At.ValueKind == JsonValueKind.String)
                .Select(m => (At: InstantText.ParseIso(m.At.GetString()!)!.Value, m.Text))
                .Where(m => m.At >= scale.Start && m.At <= scale.End)
                .OrderBy(m => m.At)
                .Select((m, order) => (X: scale.X(m.At), Text: $"{m.Text} {TimelineDrawing.Clock(m.At, zone)}", order))
                .OrderBy(m => m.X > (left + right) / 2)
                .ThenBy(m => m.X > (left + right) / 2 ? -m.order : m.order)
                .Select(m => (m.X, m.Text)),
            scale.Layout
        );
    }

    public void DrawLines(StringBuilder svg, double bottom)
    {
        foreach (var p in _placed)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"milestone\" x1=\"{p.X:F1}\" y1=\"{p.Line - 8}\" x2=\"{p.X:F1}\" y2=\"{bottom + 4}\"/>\n"
            );
    }

    /// <summary>Draws the labels; after everything that they must stay readable over.</summary>
    public void DrawLabels(StringBuilder svg)
    {
        foreach (var p in _placed)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"small strong over\" x=\"{(p.After ? p.X + Gap : p.X - Gap):F1}\" y=\"{p.Line}\" "
                    + $"text-anchor=\"{(p.After ? "start" : "end")}\">{p.Text}</text>\n"
            );
    }

    /// <summary>
    /// In the highest row where it meets no other label and neither's line cuts the other's label; before its line in the right
    /// half, after it in the left, if there is such a row. Otherwise where it meets no label.
    /// </summary>
    private Placed Place(double x, string text, DrawingLayout layout)
    {
        var width = DrawnText.Width(text, DrawingLayout.SmallSize, bold: true);
        var after = x <= (layout.Left + layout.Right) / 2;
        var rows = Enumerable.Range(0, _placed.Count + 1).ToList();
        var places = new[] { after, !after }
            .SelectMany(side => rows.Select(row => new Placed(x, text, width, side, row)))
            .Where(p => p.From >= 0 && p.To <= layout.Width)
            .ToList();
        return places.Find(p => _placed.TrueForAll(o => !p.Meets(o) && !p.Cuts(o) && !o.Cuts(p)))
            ?? places.Find(p => _placed.TrueForAll(o => !p.Meets(o)))
            ?? new Placed(x, text, width, after, rows[^1]);
    }

    private sealed record Placed(double X, string Text, double Width, bool After, int Row)
    {
        public double From => After ? X + Gap : X - Gap - Width;

        public double To => From + Width;

        /// <summary>The baseline of the label.</summary>
        public double Line => Top + (Row * RowHeight);

        public bool Meets(Placed other) => Row == other.Row && From < other.To + Gap && other.From < To + Gap;

        /// <summary>Whether this line, which starts at its label, runs through the other's label.</summary>
        public bool Cuts(Placed other) => Row <= other.Row && X > other.From - 1 && X < other.To + 1;
    }
}
