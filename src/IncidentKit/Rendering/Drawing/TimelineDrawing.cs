using System.Globalization;
using System.Text;
using System.Text.Json;
using IncidentKit.Basics;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Rendering.Drawing;

/// <summary>
/// Draws an incident as SVG. Each schedule has a lane with its runs and gaps, each log group one with its
/// events. Sessions are shaded and milestones are lines. UTC stands above and the market's time below.
/// What differs in meaning differs in shape. Colours are the page's, so that they follow light and dark.
/// </summary>
internal static class TimelineDrawing
{
    private const double BarHeight = DrawingLayout.BarHeight;

    /// <summary>Ticks of runs are drawn where they lie at least so far apart; closer ones are a bar.</summary>
    private const double LeastTick = 3;

    /// <summary>The drawing of a report's JSON, once in each form; empty when it has neither lanes nor log groups.</summary>
    public static string Figure(JsonElement report)
    {
        var lanes = report.GetProperty("lanes").EnumerateArray().ToList();
        var logs = LogLanes.Of(report);
        if (lanes.Count == 0 && logs.IsEmpty)
            return "";
        var svg = new StringBuilder("<figure class=\"timeline\">");
        foreach (var layout in new[] { DrawingLayout.Wide, DrawingLayout.Narrow })
            Picture(svg, report, lanes, logs, layout);
        return svg.Append("</figure>\n").ToString();
    }

    private static void Picture(StringBuilder svg, JsonElement report, List<JsonElement> lanes, LogLanes logs, DrawingLayout layout)
    {
        var scale = new DrawingScale(Time(report.GetProperty("window"), "start"), Time(report.GetProperty("window"), "end"), layout);
        var zone = Zone(report);
        var (own, shared) = Split(lanes);
        var runsBottom = layout.Top + ((own.Count + (shared.Count > 0 ? 1 : 0)) * layout.LaneHeight);
        var bottom = runsBottom + logs.Height(layout);
        var legend = DrawingLegend.Of(logs.Legend, layout);
        var axis = new TimeAxis(zone, scale);
        var legendTop = bottom + axis.FootHeight;
        var (name, title, text) = (layout.Name, $"drawing-{layout.Name}-title", $"drawing-{layout.Name}-text");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"{name}\" viewBox=\"0 0 {layout.Width} {legendTop + legend.Height + 8}\" role=\"img\" "
                + $"aria-labelledby=\"{title} {text}\">\n<title id=\"{title}\">{logs.Title}</title>\n"
                + $"<desc id=\"{text}\">{DrawnText.Escape(Summary(lanes) + logs.Summary)}</desc>\n"
        );
        // A picture that is not shown lends no pattern, so each has its own.
        svg.Append(
            $"<defs><pattern id=\"drawing-{name}-missed\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                + "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" class=\"missed-back\"/>"
                + "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" class=\"missed-line\"/></pattern></defs>\n"
        );
        var milestones = Milestones.Of(report, zone, scale);
        Sessions(svg, report, scale, bottom);
        axis.DrawGrid(svg, bottom);
        for (var i = 0; i < own.Count; i++)
            Lane(svg, own[i], scale, layout.Top + (i * layout.LaneHeight));
        if (shared.Count > 0)
            SharedLane(svg, shared, scale, runsBottom - layout.LaneHeight);
        logs.Draw(svg, scale, runsBottom);
        milestones.DrawLines(svg, bottom);
        // Text is last, over the lines.
        axis.DrawText(svg, bottom);
        SessionNames(svg, report, scale);
        for (var i = 0; i < own.Count; i++)
            Label(svg, own[i].GetProperty("schedule").GetString()!, layout, layout.Top + (i * layout.LaneHeight));
        if (shared.Count > 0)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"quiet over\" x=\"{DrawingLayout.Margin}\" y=\"{runsBottom - layout.LaneHeight + layout.LabelLine}\">"
                    + $"{shared.Count} others</text>\n"
            );
        logs.DrawLabels(svg, layout, runsBottom);
        milestones.DrawLabels(svg);
        legend.Draw(svg, legendTop);
        svg.Append("</svg>\n");
    }

    private static string Summary(List<JsonElement> lanes)
    {
        var broken = lanes
            .Where(l => l.GetProperty("spans").EnumerateArray().Any(s => s.GetProperty("kind").GetString() is "missed" or "failed"))
            .Select(l => l.GetProperty("schedule").GetString())
            .ToList();
        return broken.Count == 0
            ? "No schedule drawn here missed a run."
            : $"Gaps: {string.Join(", ", broken)}. The table of gaps has the times.";
    }

    private static void Sessions(StringBuilder svg, JsonElement report, DrawingScale scale, double bottom)
    {
        var top = scale.Layout.Top - 4;
        foreach (var (session, from, to) in SessionsShown(report, scale))
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"session {session.GetProperty("phase").GetString()}\" x=\"{from:F1}\" y=\"{top}\" "
                    + $"width=\"{to - from:F1}\" height=\"{bottom + 4 - top}\"/>\n"
            );
    }

    /// <summary>The names of sessions that are wide enough for theirs; where two would meet, the first stands.</summary>
    private static void SessionNames(StringBuilder svg, JsonElement report, DrawingScale scale)
    {
        var free = double.MinValue;
        foreach (
            var (session, from, to) in SessionsShown(report, scale).Where(s => s.Session.GetProperty("phase").GetString() == "regular")
        )
        {
            var text = $"{session.GetProperty("market").GetString()} session";
            var width = DrawnText.Width(text, DrawingLayout.SmallSize);
            var middle = (from + to) / 2;
            if (to - from < width || middle - (width / 2) < free)
                continue;
            free = middle + (width / 2);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"small over\" x=\"{middle:F1}\" y=\"{scale.Layout.Top - 10}\" text-anchor=\"middle\">"
                    + $"{DrawnText.Escape(text)}</text>\n"
            );
        }
    }

    private static IEnumerable<(JsonElement Session, double From, double To)> SessionsShown(JsonElement report, DrawingScale scale) =>
        report
            .GetProperty("sessions")
            .EnumerateArray()
            .Select(s => (s, From: scale.X(Time(s, "start")), To: scale.X(Time(s, "end"))))
            .Where(s => s.To - s.From >= 0.5)
            .OrderBy(s => s.From);

    /// <summary>The zone of the first market; null without one.</summary>
    private static DateTimeZone? Zone(JsonElement report) =>
        report.GetProperty("impact").GetProperty("markets") is { ValueKind: JsonValueKind.Array } markets && markets.GetArrayLength() > 0
            ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(markets[0].GetProperty("timeZone").GetString()!)
            : null;

    /// <summary>The lanes of schedules that did not always run, and the others, which share one where they are many.</summary>
    private static (List<JsonElement> Own, List<JsonElement> Shared) Split(List<JsonElement> lanes)
    {
        const int few = 3;
        var quiet = lanes.FindAll(l => l.GetProperty("spans").EnumerateArray().All(s => s.GetProperty("kind").GetString() == "ran"));
        return quiet.Count <= few || quiet.Count == lanes.Count ? (lanes, []) : (lanes.FindAll(l => !quiet.Contains(l)), quiet);
    }

    private static void SharedLane(StringBuilder svg, List<JsonElement> lanes, DrawingScale scale, double y)
    {
        var spans = lanes.SelectMany(l => l.GetProperty("spans").EnumerateArray()).ToList();
        var names = string.Join(", ", lanes.Select(l => l.GetProperty("schedule").GetString()));
        svg.Append(CultureInfo.InvariantCulture, $"<g><title>{DrawnText.Escape($"lost nothing: {names}")}</title>");
        if (spans.Count > 0)
        {
            var (from, to) = (scale.X(spans.Min(s => Time(s, "start"))), scale.X(spans.Max(s => Time(s, "end"))));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"ran\" x=\"{from:F1}\" y=\"{y + scale.Layout.LabelAbove + 8}\" "
                    + $"width=\"{to - from:F1}\" height=\"{BarHeight - 8}\"/>"
            );
        }

        svg.Append("</g>\n");
    }

    /// <summary>The name of a lane, over the lines of the drawing.</summary>
    internal static void Label(StringBuilder svg, string name, DrawingLayout layout, double y, string note = "", bool keepEnd = false)
    {
        var line = VisibleText.Line(name);
        var label = DrawnText.Fit(line, layout.LabelRoom(DrawnText.Width(note, DrawingLayout.SmallSize)), keepEnd);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"over\" x=\"{DrawingLayout.Margin}\" y=\"{y + layout.LabelLine}\">"
                + $"<title>{DrawnText.Escape(line)}</title>{DrawnText.Escape(label)}</text>"
        );
        if (note.Length > 0)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"small over\" x=\"{layout.NoteEnd}\" y=\"{y + layout.LabelLine}\" text-anchor=\"end\">{note}</text>"
            );
        svg.Append('\n');
    }

    /// <summary>The line under a lane.</summary>
    internal static string Floor(DrawingLayout layout, double y) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<line class=\"grid\" x1=\"{layout.Left}\" y1=\"{y + layout.LaneHeight}\" "
                + $"x2=\"{layout.Right}\" y2=\"{y + layout.LaneHeight}\"/>"
        );

    private static void Lane(StringBuilder svg, JsonElement lane, DrawingScale scale, double y)
    {
        var bar = y + scale.Layout.LabelAbove + ((DrawingLayout.MarksHeight - BarHeight) / 2);
        svg.Append($"<g><title>{DrawnText.Escape(lane.GetProperty("schedule").GetString()!)}</title>{Floor(scale.Layout, y)}");
        foreach (var span in lane.GetProperty("spans").EnumerateArray())
        {
            var (start, end, runs) = (Time(span, "start"), Time(span, "end"), span.GetProperty("runs").GetInt32());
            var (from, to) = (scale.X(start), scale.X(end));
            var width = Math.Max(1.5, to - from);
            var kind = span.GetProperty("kind").GetString()!;
            if (kind != "ran")
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<rect class=\"{kind}\" x=\"{from:F1}\" y=\"{bar}\" width=\"{width:F1}\" height=\"{BarHeight}\">"
                        + $"<title>{kind} {runs}: {Clock(start)} to {Clock(end)} UTC</title></rect>"
                );
            else if (width / runs < LeastTick)
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<rect class=\"ran\" x=\"{from:F1}\" y=\"{bar + 4}\" width=\"{width:F1}\" height=\"{BarHeight - 8}\">"
                        + $"<title>ran {runs}: {Clock(start)} to {Clock(end)} UTC</title></rect>"
                );
            else
            {
                // Evenly spread: the span holds no times but its first and how many there are.
                svg.Append("<path class=\"tick\" d=\"");
                for (var i = 0; i < runs; i++)
                    svg.Append(CultureInfo.InvariantCulture, $"M{from + (i * width / runs):F1} {bar + 1}v{BarHeight - 2}");
                svg.Append(CultureInfo.InvariantCulture, $"\"><title>ran {runs}: {Clock(start)} to {Clock(end)} UTC</title></path>");
            }

            if (kind == "unknown" && width > 14)
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<text class=\"small\" x=\"{from + (width / 2):F1}\" y=\"{bar + 10}\" text-anchor=\"middle\">?</text>"
                );
        }

        svg.Append("</g>\n");
    }

    internal static string Clock(Instant instant, DateTimeZone? zone) =>
        instant.InZone(zone ?? DateTimeZone.Utc).ToString("HH:mm", CultureInfo.InvariantCulture);

    internal static string Clock(Instant instant) => InstantPattern.CreateWithInvariantCulture("HH:mm").Format(instant);

    internal static Instant Time(JsonElement element, string name) => Instant(element.GetProperty(name).GetString()!);

    private static Instant Instant(string text) => InstantText.ParseIso(text)!.Value;
}
