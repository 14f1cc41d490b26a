using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>A cited record.</summary>
/// <param name="Id">Its id in the bundle.</param>
/// <param name="Service">The service asked.</param>
/// <param name="Operation">What it was asked.</param>
/// <param name="Region">Where.</param>
/// <param name="RequestedAt">When.</param>
/// <param name="Status">HTTP status of the answer; 0 when none came.</param>
/// <param name="Parameters">The request as JSON text; null where too many records are cited to show them.</param>
/// <param name="Answer">The beginning of the answer; null where too many records are cited to show them.</param>
/// <param name="AnswerLength">How many characters the answer has.</param>
internal sealed record ReportEvidence(
    string Id,
    string Service,
    string Operation,
    string Region,
    Instant RequestedAt,
    int Status,
    string? Parameters,
    string? Answer,
    int? AnswerLength
);
