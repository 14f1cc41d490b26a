using NodaTime;

namespace IncidentKit.Reports;

/// <summary>A cited record.</summary>
public sealed record ReportEvidence(string Id, string Service, string Operation, string Region, Instant RequestedAt, int Status);
