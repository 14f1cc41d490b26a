using System.Globalization;
using System.Text;
using IncidentKit.Basics;

namespace IncidentKit.Auditing.Output;

/// <summary>
/// Findings as workflow commands of GitHub Actions
/// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
/// </summary>
internal static class WorkflowCommands
{
    private static readonly Dictionary<string, string> Names = ReportAudit.Checks.ToDictionary(
        c => c.Id,
        c => c.Name,
        StringComparer.Ordinal
    );

    public static string Of(IReadOnlyList<AuditResult> results)
    {
        var text = new StringBuilder();
        foreach (var result in results)
        {
            var file = Property(ReportPath.Relative(result.File));
            foreach (var f in result.Findings)
            {
                var command = f.Severity == AuditSeverity.Note ? "notice" : AuditOutput.Word(f.Severity);
                // Columns may only be given where both ends are on one line.
                var columns =
                    f.Line == f.EndLine ? string.Create(CultureInfo.InvariantCulture, $",col={f.Column},endColumn={f.EndColumn}") : "";
                var fix = f.Suggestion is { } suggestion ? $"\nfix: {VisibleText.Line(suggestion)}" : "";
                text.Append(CultureInfo.InvariantCulture, $"::{command} file={file},line={f.Line},endLine={f.EndLine}{columns}")
                    .Append(CultureInfo.InvariantCulture, $",title={Property($"{f.Id} {Names[f.Id]}")}::")
                    .Append(Data($"{VisibleText.Line($"{f.Message} (found: {f.Found}; how: {f.How})")}{fix}"))
                    .Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The escapes of a message, those of the runner's toolkit.</summary>
    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(VisibleText.Line(text)).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
