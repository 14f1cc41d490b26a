using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>The change that brought the outage about: the first of a push, with the schedules it reached.</summary>
internal sealed record ReportTrigger(Instant At, string By, string Action, string Text, IReadOnlyList<string> Evidence);
