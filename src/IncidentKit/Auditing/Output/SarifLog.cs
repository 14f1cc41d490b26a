using System.Globalization;
using IncidentKit.Rendering.Templates;

namespace IncidentKit.Auditing.Output;

/// <summary>
/// Findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). A rule's page is its help, so that it is
/// read where the finding is.
/// </summary>
internal static class SarifLog
{
    private static readonly Dictionary<string, int> RuleIndex = ReportAudit
        .Checks.Select((c, i) => (c.Id, i))
        .ToDictionary(c => c.Id, c => c.i, StringComparer.Ordinal);

    public static string Of(IReadOnlyList<AuditResult> results, string toolVersion) =>
        AuditJson.File(
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
                                Rules = ReportAudit.Checks.Select(c => Rule(c.Id, c.Name, c.Severity)),
                            },
                        },
                        ColumnKind = "utf16CodeUnits",
                        Results = results.SelectMany(Results),
                    },
                },
            }
        );

    private static object Rule(string id, string name, AuditSeverity severity)
    {
        var page = RuleCatalogue.Page(id);
        return new
        {
            Id = id,
            Name = name,
            ShortDescription = new { Text = name.Replace('-', ' ') },
            FullDescription = new { Text = Meaning(page) },
            Help = new { Text = $"incidentkit explain {id}", Markdown = page },
            DefaultConfiguration = new { Level = AuditOutput.Word(severity) },
        };
    }

    /// <summary>The first paragraph of a page.</summary>
    private static string Meaning(string page) => page.Split("\n\n").First(p => p.Length > 0 && p[0] != '#').ReplaceLineEndings(" ").Trim();

    /// <summary>Equal findings of a report are told apart by their number.</summary>
    private static IEnumerable<object> Results(AuditResult report)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (f, suppressed) in report.Findings.Select(f => (f, false)).Concat(report.Suppressed.Select(f => (f, true))))
        {
            var number = seen[f.Fingerprint] = seen.GetValueOrDefault(f.Fingerprint) + 1;
            yield return Result(ReportPath.Address(report.File), f, number, suppressed);
        }
    }

    private static object Result(string address, AuditFinding f, int number, bool suppressed) =>
        new
        {
            RuleId = f.Id,
            RuleIndex = RuleIndex[f.Id],
            Level = AuditOutput.Word(f.Severity),
            Message = new { Text = $"{f.Message} (found: {f.Found}; how: {f.How})" },
            Locations = new[]
            {
                new
                {
                    PhysicalLocation = new
                    {
                        ArtifactLocation = new { Uri = address },
                        Region = Region(f.Line, f.Column, f.EndLine, f.EndColumn),
                    },
                },
            },
            PartialFingerprints = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["claimAndSentence/v1"] = string.Create(CultureInfo.InvariantCulture, $"{f.Fingerprint}:{number}"),
            },
            Fixes = f.Edit is { } edit ? new[] { Fix(address, edit, f.Suggestion) } : [],
            Suppressions = suppressed ? new[] { new { Kind = "inSource" } } : [],
        };

    private static object Fix(string address, AuditEdit edit, string? suggestion) =>
        new
        {
            Description = new { Text = suggestion ?? edit.Text },
            ArtifactChanges = new[]
            {
                new
                {
                    ArtifactLocation = new { Uri = address },
                    Replacements = new[]
                    {
                        new
                        {
                            DeletedRegion = Region(edit.Line, edit.Column, edit.EndLine, edit.EndColumn),
                            InsertedContent = new { edit.Text },
                        },
                    },
                },
            },
        };

    private static object Region(int line, int column, int endLine, int endColumn) =>
        new
        {
            StartLine = line,
            StartColumn = column,
            EndLine = endLine,
            EndColumn = endColumn,
        };
}
