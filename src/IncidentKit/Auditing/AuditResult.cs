namespace IncidentKit.Auditing;

/// <summary>What an audit of one report found.</summary>
/// <param name="File">The report's name.</param>
/// <param name="Findings">What is wrong, by place and id.</param>
/// <param name="Suppressed">What is wrong and was suppressed in the report with a reason.</param>
/// <param name="Claims">How many claims were read.</param>
/// <param name="Unchecked">How many of them could not be compared with anything: neither wrong nor right.</param>
public sealed record AuditResult(
    string File,
    IReadOnlyList<AuditFinding> Findings,
    IReadOnlyList<AuditFinding> Suppressed,
    int Claims,
    int Unchecked
)
{
    /// <summary>Whether anything is an error.</summary>
    public bool HasErrors => Findings.Any(f => f.Severity == AuditSeverity.Error);
}
