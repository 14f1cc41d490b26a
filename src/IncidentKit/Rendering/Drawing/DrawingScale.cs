using NodaTime;

namespace IncidentKit.Rendering.Drawing;

/// <summary>From instants of the window to places in a drawing; what lies outside is at its edge.</summary>
internal sealed record DrawingScale(Instant Start, Instant End, DrawingLayout Layout)
{
    public Duration Length => End - Start;

    public double X(Instant at) => Layout.Left + ((Layout.Right - Layout.Left) * Math.Clamp((at - Start) / Length, 0, 1));
}
