using System.Globalization;
using System.Text;
using System.Text.Json;
using IncidentKit.Basics;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Rendering.Drawing;

/// <summary>
/// Draws the lanes of log groups in the drawing of an incident: bars of events, where a group was silent for
/// longer than usual, and where nothing was looked at. A drawing without log groups is not changed by it.
/// </summary>
internal sealed class LogLanes
{
    private const double HeadingHeight = 18,
        NoteHeight = 16;

    /// <summary>In words, so many silences of a group are told.</summary>
    private const int MostTold = 3;

    // Drawn in the page's colours, without rules of their own in its style.
    private const string BarStyle = "fill:var(--link)",
        SilenceStyle = "fill:var(--late);fill-opacity:.22;stroke:var(--late);stroke-width:1.4";

    private readonly List<JsonElement> _drawn;
    private readonly int _leftOut;

    private LogLanes(List<JsonElement> drawn, int leftOut) => (_drawn, _leftOut) = (drawn, leftOut);

    public bool IsEmpty => _drawn.Count == 0;

    /// <summary>What their marks mean.</summary>
    public LegendEntry[] Legend =>
        IsEmpty
            ? []
            :
            [
                new($"style=\"{BarStyle}\"", "log events, each lane to its own scale"),
                new($"style=\"{SilenceStyle}\"", "silent longer than usual"),
                new("class=\"unknown\"", "not looked at"),
            ];

    /// <summary>What the drawing shows.</summary>
    public string Title => IsEmpty ? "Runs and gaps by schedule" : "Runs and gaps by schedule, events by log group";

    /// <summary>What the lanes show, in words; begins with a space.</summary>
    public string Summary => string.Concat(_drawn.Select(g => $" {Words(g)}")) + (_leftOut > 0 ? $" {LeftOut}" : "");

    private string LeftOut =>
        _leftOut == 1
            ? "One more log group is not drawn."
            : string.Create(CultureInfo.InvariantCulture, $"{_leftOut} more log groups are not drawn.");

    /// <summary>The lanes of a report's JSON.</summary>
    public static LogLanes Of(JsonElement report)
    {
        var groups = report.GetProperty("logActivity").EnumerateArray().ToList();
        var drawn = groups.FindAll(g => g.GetProperty("drawing").ValueKind == JsonValueKind.Object);
        return new LogLanes(drawn, groups.Count - drawn.Count);
    }

    /// <summary>How much room the lanes take.</summary>
    public double Height(DrawingLayout layout) =>
        IsEmpty ? 0 : HeadingHeight + (_drawn.Count * layout.LaneHeight) + (_leftOut > 0 ? NoteHeight : 0);

    /// <summary>Draws the lanes' marks.</summary>
    public void Draw(StringBuilder svg, DrawingScale scale, double top)
    {
        for (var i = 0; i < _drawn.Count; i++)
            Lane(svg, _drawn[i], scale, LaneTop(i, scale.Layout, top));
    }

    /// <summary>Draws their heading, labels and note.</summary>
    public void DrawLabels(StringBuilder svg, DrawingLayout layout, double top)
    {
        if (IsEmpty)
            return;
        Line(svg, "small strong over", top + 13, "Log events");
        for (var i = 0; i < _drawn.Count; i++)
        {
            // The end of a log group's name tells it from others.
            var name = _drawn[i].GetProperty("logGroup").GetString()!;
            TimelineDrawing.Label(svg, name, layout, LaneTop(i, layout, top), Peak(_drawn[i]), keepEnd: true);
        }

        if (_leftOut > 0)
            Line(svg, "small over", top + Height(layout) - 4, LeftOut);
    }

    private static void Line(StringBuilder svg, string look, double y, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"{look}\" x=\"{DrawingLayout.Margin}\" y=\"{y}\">{text}</text>\n");

    private static double LaneTop(int lane, DrawingLayout layout, double top) => top + HeadingHeight + (lane * layout.LaneHeight);

    private static void Lane(StringBuilder svg, JsonElement group, DrawingScale scale, double top)
    {
        var y = top + scale.Layout.LabelAbove;
        svg.Append($"<g class=\"log\"><title>{DrawnText.Escape(Words(group))}</title>{TimelineDrawing.Floor(scale.Layout, top)}");
        foreach (var silence in Silences(group))
        {
            var (start, end) = (TimelineDrawing.Time(silence, "start"), TimelineDrawing.Time(silence, "end"));
            var (from, to) = (scale.X(start), scale.X(end));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect style=\"{SilenceStyle}\" x=\"{from:F1}\" y=\"{y + 3}\" width=\"{Math.Max(1.5, to - from):F1}\" "
                    + $"height=\"{DrawingLayout.MarksHeight - 6}\"><title>silent longer than usual: {TimelineDrawing.Clock(start)} "
                    + $"to {TimelineDrawing.Clock(end)} UTC</title></rect>"
            );
        }

        Bars(svg, group.GetProperty("drawing"), scale, y);
        svg.Append("</g>\n");
    }

    private static void Bars(StringBuilder svg, JsonElement drawing, DrawingScale scale, double y)
    {
        var floor = y + DrawingLayout.MarksHeight - 1;
        var (start, length) = (TimelineDrawing.Time(drawing, "start"), Length(drawing));
        var bins = drawing.GetProperty("events").EnumerateArray().ToList();
        var most = Most(bins);
        var bars = new StringBuilder();
        for (var i = 0; i < bins.Count; i++)
        {
            var first = i;
            while (i + 1 < bins.Count && bins[i + 1].ValueKind == JsonValueKind.Null && bins[first].ValueKind == JsonValueKind.Null)
                i++;
            var (from, to) = (scale.X(start + (first * length)), scale.X(start + ((i + 1) * length)));
            if (bins[first].ValueKind == JsonValueKind.Null)
            {
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<rect class=\"unknown\" x=\"{from:F1}\" y=\"{y + 4}\" width=\"{to - from:F1}\" "
                        + $"height=\"{DrawingLayout.BarHeight}\"><title>not looked at</title></rect>"
                );
            }
            else if (bins[first].GetInt64() is > 0 and var events)
            {
                // No bar is so low that it cannot be seen.
                var height = 2 + (events * (DrawingLayout.MarksHeight - 5) / most);
                bars.Append(CultureInfo.InvariantCulture, $"M{from:F1} {floor}v-{height:F1}h{Math.Max(0.6, to - from):F1}v{height:F1}z");
            }
        }

        if (bars.Length > 0)
            svg.Append(CultureInfo.InvariantCulture, $"<path style=\"{BarStyle}\" d=\"{bars}\"/>");
    }

    private static string Words(JsonElement group)
    {
        var silences = Silences(group);
        var told = silences
            .Take(MostTold)
            .Select(s =>
                $"{TimelineDrawing.Clock(TimelineDrawing.Time(s, "start"))} to {TimelineDrawing.Clock(TimelineDrawing.Time(s, "end"))}"
            );
        var more =
            silences.Count > MostTold ? string.Create(CultureInfo.InvariantCulture, $" and {silences.Count - MostTold} times more") : "";
        var silent = silences.Count > 0 ? $"; silent longer than usual {string.Join(", ", told)}{more}" : "";
        var events = group.GetProperty("events") is { ValueKind: JsonValueKind.Number } number
            ? string.Create(CultureInfo.InvariantCulture, $"{number.GetInt64()} events")
            : "events unknown";
        return $"{VisibleText.Line(group.GetProperty("logGroup").GetString()!)}: {events}{silent}.";
    }

    /// <summary>What the highest bar stands for.</summary>
    private static string Peak(JsonElement group)
    {
        var drawing = group.GetProperty("drawing");
        var aMinute = Most([.. drawing.GetProperty("events").EnumerateArray()]) / Length(drawing).TotalMinutes;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(aMinute is > 0 and < 10 ? Math.Round(aMinute, 1) : Math.Round(aMinute)):0.#}/min"
        );
    }

    private static double Most(List<JsonElement> bins) =>
        bins.Where(b => b.ValueKind == JsonValueKind.Number).Select(b => b.GetInt64()).DefaultIfEmpty().Max();

    private static Duration Length(JsonElement drawing) =>
        PeriodPattern.NormalizingIso.Parse(drawing.GetProperty("length").GetString()!).Value.ToDuration();

    private static List<JsonElement> Silences(JsonElement group) =>
        group.GetProperty("silentSpans") is { ValueKind: JsonValueKind.Array } spans ? [.. spans.EnumerateArray()] : [];
}
