using System.Globalization;
using System.Text;
using NodaTime;

namespace IncidentKit.Rendering.Drawing;

/// <summary>Draws the ticks of a drawing's time: the market's above the lanes and UTC below.</summary>
internal sealed class TimeAxis(DateTimeZone? zone, DrawingScale scale)
{
    private static readonly Duration[] Steps =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(m => Duration.FromMinutes(m)),
        .. new[] { 1, 2, 3, 6, 12 }.Select(h => Duration.FromHours(h)),
        .. new[] { 1, 2, 7, 14, 30, 90 }.Select(d => Duration.FromDays(d)),
    ];

    private readonly Duration _step = Steps.FirstOrDefault(s => Count(scale, s) <= scale.Layout.MostTicks, Steps[^1]);

    private DrawingLayout Layout => scale.Layout;

    private DateTimeZone Upper => zone ?? DateTimeZone.Utc;

    /// <summary>From the lanes' end to where the lower axis ends.</summary>
    public double FootHeight => 30 + (zone is null ? 0 : Layout.ZoneRoom);

    public void DrawGrid(StringBuilder svg, double bottom)
    {
        foreach (var at in Ticks())
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"grid\" x1=\"{scale.X(at):F1}\" y1=\"{Layout.Top - 4}\" x2=\"{scale.X(at):F1}\" y2=\"{bottom + 4}\"/>"
            );
        svg.Append('\n');
    }

    public void DrawText(StringBuilder svg, double bottom)
    {
        var from = scale.Start.InZone(Upper).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);
        Row(svg, $"{Upper.Id.Replace('_', ' ')}, from {from}", Upper, DrawingLayout.ZoneLine);
        if (zone is not null)
            Row(svg, "UTC", DateTimeZone.Utc, bottom + 22);
    }

    /// <summary>The zone's name and its ticks.</summary>
    private void Row(StringBuilder svg, string name, DateTimeZone of, double line)
    {
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"small over\" x=\"{DrawingLayout.Margin}\" y=\"{line}\">{DrawnText.Escape(name)}</text>"
        );
        var format = _step < Duration.FromDays(1) ? "HH:mm" : "MM-dd";
        foreach (var at in Ticks())
        {
            var text = at.InZone(of).ToString(format, CultureInfo.InvariantCulture);
            var x = Layout.Middle(scale.X(at), DrawnText.Width(text, DrawingLayout.SmallSize));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"small over\" x=\"{x:F1}\" y=\"{line + Layout.ZoneRoom}\" text-anchor=\"middle\">{text}</text>"
            );
        }

        svg.Append('\n');
    }

    private IEnumerable<Instant> Ticks() => Enumerable.Range(0, Count(scale, _step)).Select(i => First(scale, _step) + (i * _step));

    private static Instant First(DrawingScale scale, Duration step) =>
        NodaConstants.UnixEpoch + (step * Math.Ceiling((scale.Start - NodaConstants.UnixEpoch) / step));

    private static int Count(DrawingScale scale, Duration step) => 1 + (int)Math.Floor((scale.End - First(scale, step)) / step);
}
