using System.Globalization;
using System.Net;
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
    internal const double Left = 250,
        Right = 985,
        LaneHeight = 20,
        BarHeight = 12;

    private const double Top = 92,
        AxisTop = 64,
        MilestoneTop = 10,
        SmallCharacter = 5.8;

    private const int MilestoneRows = 4;

    /// <summary>Ticks of runs are drawn where they lie at least so far apart; closer ones are a bar.</summary>
    private const double LeastTick = 3;

    private const int LongestLabel = 36;

    private static readonly Duration[] Steps =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(m => Duration.FromMinutes(m)),
        .. new[] { 1, 2, 3, 6, 12 }.Select(h => Duration.FromHours(h)),
        .. new[] { 1, 2, 7, 14, 30, 90 }.Select(d => Duration.FromDays(d)),
    ];

    /// <summary>The drawing of a report's JSON; empty when it has neither lanes nor log groups.</summary>
    public static string Svg(JsonElement report)
    {
        var lanes = report.GetProperty("lanes").EnumerateArray().ToList();
        var logs = LogLanes.Of(report);
        if (lanes.Count == 0 && logs.Height == 0)
            return "";
        var scale = new Scale(Time(report.GetProperty("window"), "start"), Time(report.GetProperty("window"), "end"));
        var zone = Zone(report);
        var (own, shared) = Split(lanes);
        var runsBottom = Top + ((own.Count + (shared.Count > 0 ? 1 : 0)) * LaneHeight);
        var bottom = runsBottom + logs.Height;
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<figure class=\"timeline\"><svg viewBox=\"0 0 1000 {bottom + 62 + logs.LegendHeight}\" role=\"img\" "
                + $"aria-labelledby=\"timeline-title timeline-text\">\n<title id=\"timeline-title\">{logs.Title}</title>\n"
                + $"<desc id=\"timeline-text\">{Escape(Summary(lanes) + logs.Summary)}</desc>\n"
        );
        svg.Append(
            "<defs><pattern id=\"missed-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                + "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" class=\"missed-back\"/>"
                + "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" class=\"missed-line\"/></pattern></defs>\n"
        );
        Sessions(svg, report, scale, bottom);
        Axis(svg, zone, scale, bottom);
        for (var i = 0; i < own.Count; i++)
            Lane(svg, own[i], scale, Top + (i * LaneHeight));
        if (shared.Count > 0)
            SharedLane(svg, shared, scale, Top + (own.Count * LaneHeight));
        logs.Draw(svg, scale, runsBottom);
        Milestones(svg, report, zone, scale, bottom);
        Legend(svg, bottom + 50);
        logs.DrawLegend(svg, bottom + 50 + logs.LegendHeight);
        svg.Append("</svg></figure>\n");
        return svg.ToString();
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

    private static void Sessions(StringBuilder svg, JsonElement report, Scale scale, double bottom)
    {
        foreach (var session in report.GetProperty("sessions").EnumerateArray())
        {
            var (from, to) = (scale.X(Time(session, "start")), scale.X(Time(session, "end")));
            if (to - from < 0.5)
                continue;
            var phase = session.GetProperty("phase").GetString();
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"session {phase}\" x=\"{from:F1}\" y=\"{Top - 4}\" width=\"{to - from:F1}\" height=\"{bottom - Top + 8}\"/>"
            );
            if (phase == "regular" && to - from > 60)
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<text class=\"small\" x=\"{(from + to) / 2:F1}\" y=\"{Top - 10}\" "
                        + $"text-anchor=\"middle\">{Escape(session.GetProperty("market").GetString()!)} session</text>"
                );
            svg.Append('\n');
        }
    }

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

    private static void SharedLane(StringBuilder svg, List<JsonElement> lanes, Scale scale, double y)
    {
        var spans = lanes.SelectMany(l => l.GetProperty("spans").EnumerateArray()).ToList();
        var names = string.Join(", ", lanes.Select(l => l.GetProperty("schedule").GetString()));
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<g><title>{Escape($"lost nothing: {names}")}</title><text class=\"quiet\" x=\"8\" y=\"{y + 14}\">{lanes.Count} others</text>"
        );
        if (spans.Count > 0)
        {
            var (from, to) = (scale.X(spans.Min(s => Time(s, "start"))), scale.X(spans.Max(s => Time(s, "end"))));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"ran\" x=\"{from:F1}\" y=\"{y + 8}\" width=\"{to - from:F1}\" height=\"{BarHeight - 8}\"/>"
            );
        }

        svg.Append("</g>\n");
    }

    private static void Axis(StringBuilder svg, DateTimeZone? zone, Scale scale, double bottom)
    {
        var step = Steps.FirstOrDefault(s => scale.Length / s <= 9, Steps[^1]);
        var format = step < Duration.FromDays(1) ? "HH:mm" : "MM-dd";
        var local = zone ?? DateTimeZone.Utc;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"small\" x=\"8\" y=\"{AxisTop}\">{Escape(local.Id.Replace('_', ' '))}, from "
                + $"{scale.Start.InZone(local).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture)}</text>\n"
        );
        if (zone is not null)
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"small\" x=\"8\" y=\"{bottom + 22}\">UTC</text>\n");
        var first = NodaConstants.UnixEpoch + (step * Math.Ceiling((scale.Start - NodaConstants.UnixEpoch) / step));
        for (var at = first; at <= scale.End; at += step)
        {
            var x = scale.X(at);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"grid\" x1=\"{x:F1}\" y1=\"{Top - 4}\" x2=\"{x:F1}\" y2=\"{bottom + 4}\"/>"
                    + $"<text class=\"small\" x=\"{x:F1}\" y=\"{AxisTop}\" text-anchor=\"middle\">"
                    + $"{at.InZone(local).ToString(format, CultureInfo.InvariantCulture)}</text>"
            );
            if (zone is not null)
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<text class=\"small\" x=\"{x:F1}\" y=\"{bottom + 22}\" text-anchor=\"middle\">"
                        + $"{at.InUtc().ToString(format, CultureInfo.InvariantCulture)}</text>"
                );
            svg.Append('\n');
        }
    }

    private static void Lane(StringBuilder svg, JsonElement lane, Scale scale, double y)
    {
        var name = VisibleText.Line(lane.GetProperty("schedule").GetString()!);
        var label = name.Length <= LongestLabel ? name : $"{name[..(LongestLabel - 1)]}…";
        var bar = y + ((LaneHeight - BarHeight) / 2);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<g><title>{Escape(name)}</title><text x=\"8\" y=\"{y + 14}\">{Escape(label)}</text>"
                + $"<line class=\"grid\" x1=\"{Left}\" y1=\"{y + LaneHeight}\" x2=\"{Right}\" y2=\"{y + LaneHeight}\"/>"
        );
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

    private static void Milestones(StringBuilder svg, JsonElement report, DateTimeZone? zone, Scale scale, double bottom)
    {
        var incident = report.GetProperty("incident");
        var lines = new[] { ("onset", "onset"), ("detected", "detected"), ("resolved", "cause removed"), ("mitigated", "runs back") }
            .Select(m => (At: incident.GetProperty(m.Item1), Text: m.Item2))
            .Where(m => m.At.ValueKind == JsonValueKind.String)
            .Select(m => (At: Instant(m.At.GetString()!), m.Text))
            .Where(m => m.At >= scale.Start && m.At <= scale.End)
            .OrderBy(m => m.At)
            .ToList();
        // A label stands before its line in the right half, after it in the left. The outermost is highest: no line cuts a label.
        var right = lines.FindAll(l => scale.X(l.At) > (Left + Right) / 2);
        var rows = lines
            .Except(right)
            .Select((l, row) => (l, row, After: true))
            .Concat(right.AsEnumerable().Reverse().Select((l, row) => (l, row, After: false)));
        foreach (var ((at, text), row, after) in rows)
        {
            var (x, y) = (scale.X(at), MilestoneTop + (Math.Min(row, MilestoneRows - 1) * 11));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"milestone\" x1=\"{x:F1}\" y1=\"{y - 8}\" x2=\"{x:F1}\" y2=\"{bottom + 4}\"/>"
                    + $"<text class=\"small strong\" x=\"{(after ? x + 4 : x - 4):F1}\" y=\"{y}\" "
                    + $"text-anchor=\"{(after ? "start" : "end")}\">{text} {Clock(at, zone)}</text>\n"
            );
        }
    }

    private static void Legend(StringBuilder svg, double y)
    {
        (string Kind, string Text)[] kinds =
        [
            ("ran", "ran"),
            ("late", "late"),
            ("missed", "missed"),
            ("failed", "failed"),
            ("unknown", "unknown"),
        ];
        for (var i = 0; i < kinds.Length; i++)
        {
            var x = Left + (i * 110);
            var (top, height) = kinds[i].Kind == "ran" ? (y - 6, 4.0) : (y - 10, BarHeight);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"{kinds[i].Kind}\" x=\"{x}\" y=\"{top}\" width=\"28\" height=\"{height}\"/>"
                    + $"<text class=\"small\" x=\"{x + 34}\" y=\"{y}\">{kinds[i].Text}</text>"
            );
        }

        svg.Append('\n');
    }

    internal static string Escape(string text) => WebUtility.HtmlEncode(VisibleText.Line(text));

    private static string Clock(Instant instant, DateTimeZone? zone) =>
        instant.InZone(zone ?? DateTimeZone.Utc).ToString("HH:mm", CultureInfo.InvariantCulture);

    internal static string Clock(Instant instant) => InstantPattern.CreateWithInvariantCulture("HH:mm").Format(instant);

    internal static Instant Time(JsonElement element, string name) => Instant(element.GetProperty(name).GetString()!);

    private static Instant Instant(string text) => InstantText.ParseIso(text)!.Value;

    /// <summary>From instants of the window to the drawing's width.</summary>
    internal sealed record Scale(Instant Start, Instant End)
    {
        public Duration Length => End - Start;

        public double X(Instant at) => Left + ((Right - Left) * Math.Clamp((at - Start) / Length, 0, 1));
    }
}
