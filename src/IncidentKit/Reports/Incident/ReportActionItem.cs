using IncidentKit.Inputs;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>One action item.</summary>
/// <param name="Text">What to do.</param>
/// <param name="Owner">Who does it; null when nobody yet.</param>
/// <param name="Due">By when; null without a date.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Priority">How soon it is wanted.</param>
/// <param name="Finding">The finding it answers; null when none.</param>
/// <param name="Suggested">Whether the tool suggests it; else people decided it.</param>
/// <param name="WouldHaveTold">How much earlier than people it would have told; null where it would not, or nobody knows.</param>
internal sealed record ReportActionItem(
    string Text,
    string? Owner,
    LocalDate? Due,
    ActionType Type,
    ActionPriority Priority,
    string? Finding,
    bool Suggested,
    Duration? WouldHaveTold
);
