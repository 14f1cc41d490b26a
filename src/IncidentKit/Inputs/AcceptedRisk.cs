using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>A schedule that readiness does not wait for, because somebody takes the risk. It is printed, never hidden.</summary>
/// <param name="Schedule">The schedule's name, or REGION/GROUP/NAME.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who takes it.</param>
/// <param name="Until">Until when, exclusive.</param>
internal sealed record AcceptedRisk(string Schedule, string Reason, string By, Instant Until);
