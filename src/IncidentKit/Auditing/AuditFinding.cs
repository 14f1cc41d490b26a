namespace IncidentKit.Auditing;

/// <summary>Something wrong with a report.</summary>
/// <param name="Id">The check's stable id.</param>
/// <param name="Severity">How sure that is, or what the settings say.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 code units, from 1.</param>
/// <param name="EndLine">The line of the claim's last character.</param>
/// <param name="EndColumn">The column behind the claim's last character, in UTF-16 code units, from 1.</param>
/// <param name="Message">What is wrong, in one line.</param>
/// <param name="Claim">What the report says, as written.</param>
/// <param name="Found">What was found instead.</param>
/// <param name="How">How that was found: the sum, the calendar's row, the evidence's id.</param>
/// <param name="Suggestion">The sentence, or the line of a table, as it should be; null where one changed value is not the answer.</param>
public sealed record AuditFinding(
    string Id,
    AuditSeverity Severity,
    int Line,
    int Column,
    int EndLine,
    int EndColumn,
    string Message,
    string Claim,
    string Found,
    string How,
    string? Suggestion
)
{
    /// <summary>What to write where to come to the suggestion; null where there is none.</summary>
    public AuditEdit? Edit { get; init; }

    /// <summary>
    /// The same for the same finding in a report whose lines moved: 32 hex digits of a hash of id, claim and the sentence around it.
    /// </summary>
    public string Fingerprint { get; init; } = "";
}
