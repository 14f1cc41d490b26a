using NodaTime;

namespace IncidentKit.Claims;

/// <summary>What happened, entry by entry, whatever it is written as: a list, a table, headings, lines.</summary>
/// <param name="Section">Where its first entry stands.</param>
/// <param name="IsNamed">Whether a heading, a label above it or a column says that it is one.</param>
/// <param name="IsWhole">Whether all of its blocks begin with a time: no list of something else is.</param>
/// <param name="Parts">Its entries in the order in which they stand, day by day where days stand above them; at least two in all.</param>
internal sealed record Timeline(Section Section, bool IsNamed, bool IsWhole, IReadOnlyList<IReadOnlyList<TimelineEntry>> Parts)
{
    /// <summary>All entries, in their order.</summary>
    public IReadOnlyList<TimelineEntry> Entries { get; } = [.. Parts.SelectMany(p => p)];
}

/// <summary>An entry of a timeline.</summary>
/// <param name="Time">When.</param>
/// <param name="Text">What happened: the rest of the line, or of the row.</param>
internal sealed record TimelineEntry(TimeClaim Time, string Text)
{
    /// <summary>The days that are written for it: beside it, in its row, or above it and the entries that follow.</summary>
    public IReadOnlyList<LocalDate> Days { get; init; } = Time.StatedDays;

    /// <summary>Whether its day stands above it: the entries that follow are of that day too, but for the night.</summary>
    public bool IsBelowDay { get; init; }
}
