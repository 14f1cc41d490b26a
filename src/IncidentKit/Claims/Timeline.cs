namespace IncidentKit.Claims;

/// <summary>What happened, entry by entry, whatever it is written as: a list, a table, headings, lines.</summary>
/// <param name="Section">Where its first entry stands.</param>
/// <param name="IsNamed">Whether a heading, a label above it or a column says that it is one.</param>
/// <param name="Entries">Its entries in the order in which they stand; at least two.</param>
internal sealed record Timeline(Section Section, bool IsNamed, IReadOnlyList<TimelineEntry> Entries);

/// <summary>An entry of a timeline.</summary>
/// <param name="Time">When.</param>
/// <param name="Text">What happened: the rest of the line, or of the row.</param>
internal sealed record TimelineEntry(TimeClaim Time, string Text);
