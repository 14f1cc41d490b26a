using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>One row of the timeline.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What, as plain text.</param>
/// <param name="By">The person who said so; null for what was measured.</param>
/// <param name="EvidenceIds">The records or the line of an input file that show it.</param>
internal sealed record TimelineEntry(Instant At, string Text, string? By, IReadOnlyList<string> EvidenceIds)
{
    /// <summary>Whether it is calendar data: an open or a close of a market.</summary>
    public bool IsOfTheCalendar => By is null && EvidenceIds.Count == 0;
}
