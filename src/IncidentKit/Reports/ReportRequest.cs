using IncidentKit.Inputs;

namespace IncidentKit.Reports;

/// <summary>What a report is made from beside the bundle.</summary>
public sealed record ReportRequest
{
    /// <summary>incidentkit.yaml; null without one.</summary>
    public Settings? Settings { get; init; }

    /// <summary>incident.yaml; null without one.</summary>
    public IncidentFile? Incident { get; init; }

    /// <summary>The outage the report is about, <c>O1</c> or <c>1</c>; null for the one with the most missed and failed runs.</summary>
    public string? Outage { get; init; }

    /// <summary>The tool's version, for the provenance.</summary>
    public required string ToolVersion { get; init; }
}
