using NodaTime;

namespace IncidentKit.Reports;

/// <summary>The recorded change that brought the outage about: the first of several alike.</summary>
public sealed record ReportTrigger(Instant At, string By, string Action, string Text, IReadOnlyList<string> Evidence);
