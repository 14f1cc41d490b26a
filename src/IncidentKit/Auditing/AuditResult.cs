using IncidentKit.Inputs;

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
    /// <summary>The claims that could not be compared, in order of place; empty unless they were asked for.</summary>
    public IReadOnlyList<UncheckedClaim> UncheckedClaims { get; init; } = [];

    /// <summary>How many findings a baseline holds, which are not among <see cref="Findings"/>.</summary>
    public int Known { get; init; }

    /// <summary>Whether anything is of a level or of a higher one; never where the level is off.</summary>
    public bool Fails(AuditLevel failOn) => failOn != AuditLevel.Off && Findings.Any(f => f.Severity >= CheckLevels.SeverityOf(failOn));
}
