using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>A time for which a schedule was meant not to run, as a person says.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="From">Since when, inclusive.</param>
/// <param name="To">Until when, exclusive.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who says so.</param>
/// <param name="Runs">How many runs of the window did not happen in it. They are counted nowhere else.</param>
internal sealed record ReportIntended(string Schedule, Instant From, Instant To, string Reason, string By, int Runs);
