using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>What people say of the runs of one schedule.</summary>
/// <param name="Longest">How long one may take; null where nobody says.</param>
/// <param name="Accepts">With how little people are content; null where they ask for everything.</param>
internal readonly record struct StatedRuns(Duration? Longest, AcceptedEvidence? Accepts);
