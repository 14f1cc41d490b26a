using IncidentKit.Basics;

namespace IncidentKit.Reports;

/// <summary>What the value at a JSON pointer, and all below it, rests on; the longest pointer wins.</summary>
internal sealed record BasisRow(string Pointer, BasisKind Kind, IReadOnlyList<string> Evidence, string? By, string? Reason, string? ToKnow);
