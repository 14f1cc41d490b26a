using System.Globalization;
using System.Text;
using IncidentKit.Auditing.Output;
using IncidentKit.Basics;

namespace IncidentKit.Auditing;

/// <summary>Writes what audits found: for people, for scripts, for editors and for code review.</summary>
public static class AuditOutput
{
    /// <summary>The version of the JSON output, MODEL.REVISION.ADDITION.</summary>
    public const string SchemaVersion = "1.0.1";

    /// <summary>
    /// A line <c>file:line:col id severity message</c> for each finding, with the claim, what was found, how, and the corrected sentence
    /// below it.
    /// </summary>
    public static string Text(IReadOnlyList<AuditResult> results)
    {
        var text = new StringBuilder();
        foreach (var result in results)
        {
            var file = VisibleText.Line(result.File);
            foreach (var f in result.Findings)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{file}:{f.Line}:{f.Column} {f.Id} {Word(f.Severity)} {VisibleText.Line(f.Message)}\n"
                );
                Below(text, "claim: ", f.Claim);
                Below(text, "found: ", f.Found);
                Below(text, "how:   ", f.How);
                if (f.Suggestion is { } suggestion)
                    Below(text, "fix:   ", suggestion);
            }

            foreach (var c in result.UncheckedClaims)
            {
                text.Append(CultureInfo.InvariantCulture, $"{file}:{c.Line}:{c.Column} unchecked {c.Kind} '{VisibleText.Line(c.Claim)}'\n");
                Below(text, "why:   ", c.Reason);
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// One line for each finding, <c>file:line:col: severity: message [id]</c>, which editors read as they read a compiler's.
    /// </summary>
    public static string Lines(IReadOnlyList<AuditResult> results)
    {
        var text = new StringBuilder();
        foreach (var result in results)
        {
            var file = VisibleText.Line(result.File);
            foreach (var f in result.Findings)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{file}:{f.Line}:{f.Column}: {Word(f.Severity)}: {VisibleText.Line($"{f.Message} (found: {f.Found})")} [{f.Id}]\n"
                );
            foreach (var c in result.UncheckedClaims)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{file}:{c.Line}:{c.Column}: unchecked: {VisibleText.Line($"{c.Kind} '{c.Claim}': {c.Reason}")}\n"
                );
        }

        return text.ToString();
    }

    /// <summary>A workflow command of GitHub Actions for each finding, which annotates the line in the review.</summary>
    public static string GitHub(IReadOnlyList<AuditResult> results) => WorkflowCommands.Of(results);

    /// <summary>An object with <c>findings[]</c>, <c>suppressed[]</c>, <c>unchecked[]</c> and a row for each report.</summary>
    public static string Json(IReadOnlyList<AuditResult> results) => AuditJson.Of(results);

    /// <summary>SARIF 2.1.0 (OASIS), as code review takes it.</summary>
    /// <param name="results">What was found.</param>
    /// <param name="toolVersion">The tool's version.</param>
    public static string Sarif(IReadOnlyList<AuditResult> results, string toolVersion) => SarifLog.Of(results, toolVersion);

    /// <summary>
    /// One line that sums up: findings by severity, suppressed and known ones, and claims that could not be checked.
    /// </summary>
    public static string Summary(IReadOnlyList<AuditResult> results)
    {
        var findings = results.SelectMany(r => r.Findings).CountBy(f => f.Severity).ToDictionary();
        var counts = string.Join(
            ", ",
            new[] { AuditSeverity.Error, AuditSeverity.Warning, AuditSeverity.Note }.Select(s =>
                Counted.Of(findings.GetValueOrDefault(s), Word(s))
            )
        );
        var known = results.Sum(r => r.Known);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Counted.Of(results.Count, "report")}: {counts}, {results.Sum(r => r.Suppressed.Count)} suppressed"
                + $"{(known == 0 ? "" : $", {known} in the baseline")}; "
                + $"{Counted.Of(results.Sum(r => r.Claims), "claim")} read, {results.Sum(r => r.Unchecked)} of them unchecked"
        );
    }

    /// <summary>A severity as it is written: <c>error</c>.</summary>
    internal static string Word(AuditSeverity severity) => severity.ToString().ToLowerInvariant();

    private static void Below(StringBuilder text, string label, string value) =>
        text.Append("    ").Append(label).Append(VisibleText.Line(value)).Append('\n');
}
