using System.Text;
using IncidentKit.Reports.Json;

namespace IncidentKit.Auditing.Output;

/// <summary>Findings as JSON, for scripts.</summary>
internal static class AuditJson
{
    public static string Of(IReadOnlyList<AuditResult> results) =>
        File(
            new
            {
                AuditOutput.SchemaVersion,
                Reports = results.Select(r => new
                {
                    r.File,
                    r.Claims,
                    r.Unchecked,
                    Findings = r.Findings.Count,
                    Suppressed = r.Suppressed.Count,
                    r.Known,
                }),
                Findings = results.SelectMany(r => r.Findings.Select(f => Row(r, f))),
                Suppressed = results.SelectMany(r => r.Suppressed.Select(f => Row(r, f))),
                Unchecked = results.SelectMany(r =>
                    r.UncheckedClaims.Select(c => new
                    {
                        r.File,
                        c.Kind,
                        c.Line,
                        c.Column,
                        c.Claim,
                        c.Reason,
                    })
                ),
            }
        );

    /// <summary>A model as the text of a file.</summary>
    public static string File<T>(T model) => Encoding.UTF8.GetString(ReportJson.ToFile(ReportJson.ToElement(model)));

    private static object Row(AuditResult result, AuditFinding f) =>
        new
        {
            result.File,
            f.Id,
            Severity = AuditOutput.Word(f.Severity),
            f.Line,
            f.Column,
            f.EndLine,
            f.EndColumn,
            f.Message,
            f.Claim,
            f.Found,
            f.How,
            f.Suggestion,
            f.Edit,
            f.Fingerprint,
        };
}
