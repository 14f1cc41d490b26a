using IncidentKit.Basics;
using IncidentKit.Claims;

namespace IncidentKit.Auditing;

/// <summary>Compares what a report says with arithmetic, the market's calendar, itself and the evidence.</summary>
public static class ReportAudit
{
    /// <summary>The most characters of a claim that a finding repeats.</summary>
    private const int LongestClaim = 160;

    /// <summary>The ids of all checks, with their names, in order.</summary>
    public static IReadOnlyList<(string Id, string Name, AuditSeverity Severity)> Checks { get; } =
    [.. AuditChecks.All.Select(c => (c.Id, c.Name, c.Severity))];

    /// <summary>Audits a report. A pure function of its arguments; the time it takes grows with the report's length.</summary>
    /// <param name="file">The report's name, for findings.</param>
    /// <param name="text">Markdown.</param>
    /// <param name="request">What to compare it with.</param>
    /// <exception cref="InputException">It cannot be read as Markdown.</exception>
    public static AuditResult Of(string file, string text, AuditRequest request)
    {
        var claims = ReportClaims.Read(file, text);
        var context = new AuditContext(claims, request);
        var suppressions = new Suppressions(claims.Document);
        var findings = AuditChecks
            .All.SelectMany(c => c.Run(context).Select(o => Finding(c, o, claims.Document)))
            .OrderBy(f => f.Line)
            .ThenBy(f => f.Column)
            .ThenBy(f => f.Id, StringComparer.Ordinal)
            .ThenBy(f => f.Message, StringComparer.Ordinal)
            .Distinct()
            .ToList();
        var all = claims.All.SelectMany(p => p.All).ToList();
        return new AuditResult(
            file,
            [.. findings.Where(f => !suppressions.Suppress(f.Id, f.Line))],
            [.. findings.Where(f => suppressions.Suppress(f.Id, f.Line))],
            all.Count,
            all.Count(c => !context.IsCompared(c))
        );
    }

    private static AuditFinding Finding(AuditCheck check, Objection objection, ReportDocument document)
    {
        var (line, column) = document.Source.PositionOf(objection.Offset);
        var (endLine, endColumn) = document.Source.PositionOf(Math.Max(objection.Offset, objection.End));
        return new AuditFinding(
            check.Id,
            check.Severity,
            line,
            column,
            endLine,
            endColumn,
            objection.Message,
            Short(objection.Claim),
            objection.Found,
            objection.How,
            objection.Fix is { } fix ? Suggestion.Of(document, fix) : null
        );
    }

    private static string Short(string claim)
    {
        var line = claim.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestClaim ? line : $"{line.AsSpan(0, LongestClaim - 1)}…";
    }
}
