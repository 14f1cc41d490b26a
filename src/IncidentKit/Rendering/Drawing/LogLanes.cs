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

    /// <summary>The end of a log group's name tells it from others.</summary>
    private const int LongestLabel = 28;

    /// <summary>In words, so many silences of a group are told.</summary>
    private const int MostTold = 3;

    // Drawn in the page's colours, without rules of their own in its style.
    private const string BarStyle = "fill:var(--link)",
        SilenceStyle = "fill:var(--late);fill-opacity:.22;stroke:var(--late);stroke-width:1.4";

    private readonly List<JsonElement> _drawn;
    private readonly int _leftOut;

    private LogLanes(List<JsonElement> drawn, int leftOut) => (_drawn, _leftOut) = (drawn, leftOut);

    /// <summary>How much room the lanes take.</summary>
    public double Height =>
        _drawn.Count == 0 ? 0 : HeadingHeight + (_drawn.Count * TimelineDrawing.LaneHeight) + (_leftOut > 0 ? NoteHeight : 0);

    /// <summary>How much room their legend takes.</summary>
    public double LegendHeight => _drawn.Count == 0 ? 0 : 18;

    /// <summary>What the drawing shows.</summary>
    public string Title => _drawn.Count == 0 ? "Runs and gaps by schedule" : "Runs and gaps by schedule, events by log group";

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

    /// <summary>Draws the lanes.</summary>
    public void Draw(StringBuilder svg, TimelineDrawing.Scale scale, double top)
    {
        if (_drawn.Count == 0)
            return;
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"small strong\" x=\"8\" y=\"{top + 13}\">Log events</text>\n");
        for (var i = 0; i < _drawn.Count; i++)
            Lane(svg, _drawn[i], scale, top + HeadingHeight + (i * TimelineDrawing.LaneHeight));
        if (_leftOut > 0)
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"small\" x=\"8\" y=\"{top + Height - 4}\">{LeftOut}</text>\n");
    }

    /// <summary>Draws the legend.</summary>
    public void DrawLegend(StringBuilder svg, double y)
    {
        if (_drawn.Count == 0)
            return;
        (string Look, string Text)[] kinds =
        [
            ($"style=\"{BarStyle}\"", "log events, each lane to its own scale"),
            ($"style=\"{SilenceStyle}\"", "silent longer than usual"),
            ("class=\"unknown\"", "not looked at"),
        ];
        double[] places = [0, 240, 410];
        for (var i = 0; i < kinds.Length; i++)
        {
            var x = TimelineDrawing.Left + places[i];
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect {kinds[i].Look} x=\"{x}\" y=\"{y - 10}\" width=\"28\" height=\"{TimelineDrawing.BarHeight}\"/>"
                    + $"<text class=\"small\" x=\"{x + 34}\" y=\"{y}\">{kinds[i].Text}</text>"
            );
        }

        svg.Append('\n');
    }

    private static void Lane(StringBuilder svg, JsonElement group, TimelineDrawing.Scale scale, double y)
    {
        var name = VisibleText.Line(group.GetProperty("logGroup").GetString()!);
        var label = name.Length <= LongestLabel ? name : $"…{name[^(LongestLabel - 1)..]}";
        var floor = y + TimelineDrawing.LaneHeight - 1;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<g class=\"log\"><title>{TimelineDrawing.Escape(Words(group))}</title>"
                + $"<text x=\"8\" y=\"{y + 14}\">{TimelineDrawing.Escape(label)}</text>"
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"small\" x=\"{TimelineDrawing.Left - 4}\" y=\"{y + 14}\" text-anchor=\"end\">{Peak(group)}</text>"
                + $"<line class=\"grid\" x1=\"{TimelineDrawing.Left}\" y1=\"{y + TimelineDrawing.LaneHeight}\" "
                + $"x2=\"{TimelineDrawing.Right}\" y2=\"{y + TimelineDrawing.LaneHeight}\"/>"
        );
        foreach (var silence in Silences(group))
        {
            var (start, end) = (TimelineDrawing.Time(silence, "start"), TimelineDrawing.Time(silence, "end"));
            var (from, to) = (scale.X(start), scale.X(end));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect style=\"{SilenceStyle}\" x=\"{from:F1}\" y=\"{y + 3}\" width=\"{Math.Max(1.5, to - from):F1}\" "
                    + $"height=\"{TimelineDrawing.LaneHeight - 6}\"><title>silent longer than usual: {TimelineDrawing.Clock(start)} "
                    + $"to {TimelineDrawing.Clock(end)} UTC</title></rect>"
            );
        }

        Bars(svg, group.GetProperty("drawing"), scale, y, floor);
        svg.Append("</g>\n");
    }

    private static void Bars(StringBuilder svg, JsonElement drawing, TimelineDrawing.Scale scale, double y, double floor)
    {
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
                        + $"height=\"{TimelineDrawing.BarHeight}\"><title>not looked at</title></rect>"
                );
            }
            else if (bins[first].GetInt64() is > 0 and var events)
            {
                // No bar is so low that it cannot be seen.
                var height = 2 + (events * (TimelineDrawing.LaneHeight - 5) / most);
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
