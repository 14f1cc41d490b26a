using System.Globalization;
using System.Text;
using IncidentKit.Reports.Json;

namespace IncidentKit.Auditing;

/// <summary>Writes what audits found: for people, for scripts, and for code review.</summary>
public static class AuditOutput
{
    /// <summary>The version of the JSON output, MODEL.REVISION.ADDITION.</summary>
    public const string SchemaVersion = "1.0.0";

    private static readonly Dictionary<string, int> RuleIndex = ReportAudit
        .Checks.Select((c, i) => (c.Id, i))
        .ToDictionary(c => c.Id, c => c.i, StringComparer.Ordinal);

    /// <summary>
    /// A line <c>file:line:col id severity message</c> for each finding, with the claim, what was found and how below it.
    /// </summary>
    public static string Text(IReadOnlyList<AuditResult> results)
    {
        var text = new StringBuilder();
        foreach (var result in results)
        {
            foreach (var f in result.Findings)
            {
                text.Append(CultureInfo.InvariantCulture, $"{result.File}:{f.Line}:{f.Column} {f.Id} {Word(f.Severity)} {f.Message}\n");
                text.Append(CultureInfo.InvariantCulture, $"    claim: {f.Claim}\n    found: {f.Found}\n    how:   {f.How}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>One line that sums up: findings by severity, suppressed ones, and claims that could not be checked.</summary>
    public static string Summary(IReadOnlyList<AuditResult> results)
    {
        var findings = results.SelectMany(r => r.Findings).ToList();
        var counts = string.Join(
            ", ",
            new[] { AuditSeverity.Error, AuditSeverity.Warning, AuditSeverity.Note }.Select(s =>
                $"{findings.Count(f => f.Severity == s)} {Word(s)}s"
            )
        );
        return $"{results.Count} report{(results.Count == 1 ? "" : "s")}: {counts}, {results.Sum(r => r.Suppressed.Count)} suppressed; "
            + $"{results.Sum(r => r.Claims)} claims read, {results.Sum(r => r.Unchecked)} of them unchecked";
    }

    /// <summary>An object with <c>findings[]</c>, <c>suppressed[]</c> and a row for each report.</summary>
    public static string Json(IReadOnlyList<AuditResult> results) =>
        File(
            new
            {
                SchemaVersion,
                Reports = results.Select(r => new
                {
                    r.File,
                    r.Claims,
                    r.Unchecked,
                    Findings = r.Findings.Count,
                    Suppressed = r.Suppressed.Count,
                }),
                Findings = results.SelectMany(r => r.Findings.Select(f => Row(r, f))),
                Suppressed = results.SelectMany(r => r.Suppressed.Select(f => Row(r, f))),
            }
        );

    /// <summary>SARIF 2.1.0 (OASIS), as code review takes it.</summary>
    /// <param name="results">What was found.</param>
    /// <param name="toolVersion">The tool's version.</param>
    public static string Sarif(IReadOnlyList<AuditResult> results, string toolVersion) =>
        File(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
                ["version"] = "2.1.0",
                ["runs"] = new[]
                {
                    new
                    {
                        Tool = new
                        {
                            Driver = new
                            {
                                Name = "incidentkit",
                                Version = toolVersion,
                                Rules = ReportAudit.Checks.Select(c => new
                                {
                                    c.Id,
                                    c.Name,
                                    ShortDescription = new { Text = c.Name.Replace('-', ' ') },
                                    DefaultConfiguration = new { Level = Word(c.Severity) },
                                }),
                            },
                        },
                        ColumnKind = "utf16CodeUnits",
                        Results = results.SelectMany(r =>
                            r.Findings.Select(f => Result(r, f, suppressed: false))
                                .Concat(r.Suppressed.Select(f => Result(r, f, suppressed: true)))
                        ),
                    },
                },
            }
        );

    private static object Row(AuditResult result, AuditFinding f) =>
        new
        {
            result.File,
            f.Id,
            Severity = Word(f.Severity),
            f.Line,
            f.Column,
            f.Message,
            f.Claim,
            f.Found,
            f.How,
        };

    private static object Result(AuditResult result, AuditFinding f, bool suppressed) =>
        new
        {
            RuleId = f.Id,
            RuleIndex = RuleIndex[f.Id],
            Level = Word(f.Severity),
            Message = new { Text = $"{f.Message} (found: {f.Found}; how: {f.How})" },
            Locations = new[]
            {
                new
                {
                    PhysicalLocation = new
                    {
                        ArtifactLocation = new { Uri = Address(result.File) },
                        Region = new { StartLine = f.Line, StartColumn = f.Column },
                    },
                },
            },
            Suppressions = suppressed ? new[] { new { Kind = "inSource" } } : [],
        };

    /// <summary>A relative reference to a path.</summary>
    private static string Address(string path) => string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    private static string Word(AuditSeverity severity) => severity.ToString().ToLowerInvariant();

    private static string File<T>(T model) => Encoding.UTF8.GetString(ReportJson.ToFile(ReportJson.ToElement(model)));
}
