namespace IncidentKit.Rendering.Drawing;

/// <summary>A mark and its meaning.</summary>
/// <param name="Look">The attribute that gives the mark its look.</param>
/// <param name="Text">What it means; plain text that needs no escaping.</param>
/// <param name="Thin">Whether the mark is lower than others.</param>
internal sealed record LegendEntry(string Look, string Text, bool Thin = false);
