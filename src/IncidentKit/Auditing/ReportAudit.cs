using System.Security.Cryptography;
using System.Text;
using IncidentKit.Basics;
using IncidentKit.Claims;

namespace IncidentKit.Auditing;

/// <summary>Compares what a report says with arithmetic, the market's calendar, itself and the evidence.</summary>
public static class ReportAudit
{
    /// <summary>The most characters of a claim that a finding repeats.</summary>
    private const int LongestClaim = 160;

    private const int FingerprintLength = 32;

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
        var around = new Surroundings(claims);
        var findings = AuditChecks
            .All.SelectMany(c =>
                request.Levels.Of(c) is { } severity
                    ? c.Run(context).Select(o => Finding(c.Id, severity, o, claims.Document.Source, around))
                    : []
            )
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
        )
        {
            UncheckedClaims = request.ListUnchecked ? Unchecked(all, context) : [],
        };
    }

    private static AuditFinding Finding(string id, AuditSeverity severity, Objection objection, ReportText source, Surroundings around)
    {
        var (line, column) = source.PositionOf(objection.Offset);
        var end = Math.Max(objection.Offset, objection.End);
        var (endLine, endColumn) = source.EndOfStretch(end);
        return new AuditFinding(
            id,
            severity,
            line,
            column,
            endLine,
            endColumn,
            objection.Message,
            Short(objection.Claim),
            objection.Found,
            objection.How,
            objection.Fix is { } fix ? around.Corrected(fix) : null
        )
        {
            Edit = objection.Fix is { } correction && !source.IsTaken ? Edit(correction, source) : null,
            Fingerprint = Fingerprint(id, objection.Claim, around.Of(objection.Offset, end)),
        };
    }

    private static AuditEdit Edit(Fix fix, ReportText source)
    {
        var (start, end, text) = source.Whole(fix.Start, fix.End, fix.Replacement);
        var (from, to) = (source.PositionOf(start), source.PositionOf(end));
        return new AuditEdit(from.Line, from.Column, to.Line, to.Column, text, fix.Certain);
    }

    private static string Fingerprint(string id, string claim, string sentence) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\n{Short(claim)}\n{sentence}")))[..FingerprintLength];

    private static List<UncheckedClaim> Unchecked(IEnumerable<Claim> all, AuditContext context)
    {
        var list = new List<UncheckedClaim>();
        foreach (var claim in all.Where(c => !context.IsCompared(c)))
        {
            var (line, column) = context.Document.Source.PositionOf(claim.Passage.OffsetOf(claim.Start));
            var (kind, reason) = context.WhyUnchecked(claim);
            list.Add(new UncheckedClaim(line, column, kind, Short(claim.Text), reason));
        }

        return [.. list.OrderBy(c => c.Line).ThenBy(c => c.Column).ThenBy(c => c.Kind, StringComparer.Ordinal)];
    }

    private static string Short(string claim)
    {
        var line = claim.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestClaim ? line : $"{line.AsSpan(0, LongestClaim - 1)}…";
    }
}
