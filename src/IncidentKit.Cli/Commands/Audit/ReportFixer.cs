using IncidentKit.Auditing;
using IncidentKit.Basics;

namespace IncidentKit.Cli.Commands.Audit;

/// <summary>Applies corrections that have one right answer, until none is left.</summary>
internal sealed class ReportFixer(CliHost host, AuditRequest request, bool dryRun)
{
    /// <summary>A correction may show another mistake, such as a weekday behind damaged characters; not more often than this.</summary>
    private const int MostRounds = 10;

    private int _corrections;
    private int _files;

    /// <summary>How many corrections were made, or would be, and in how many files.</summary>
    public string Summary => $"{Counted.Of(_corrections, "correction")} in {Counted.Of(_files, "file")}{(dryRun ? ", not written" : "")}";

    /// <summary>What the audit finds when all is corrected. The file is written, or what would change is printed.</summary>
    /// <param name="file">The report.</param>
    /// <param name="result">What the audit found in it.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public AuditResult Correct(ReportFile file, AuditResult result)
    {
        if (!result.Findings.Any(f => f.Edit is { Certain: true }))
            return result;
        if (!file.IsWhole)
            throw new InputException(InputProblem.Output, $"{file.Name} is not corrected: it holds bytes that are no text");
        var text = file.Text;
        var told = new List<string>();
        for (var round = 0; round < MostRounds; round++)
        {
            var certain = result.Findings.Where(f => f.Edit is { Certain: true }).ToList();
            var (corrected, applied) = CorrectedText.Of(text, certain.Select(f => f.Edit!));
            if (applied.Count == 0 || corrected == text)
                break;
            foreach (var edit in applied)
            {
                var finding = certain.First(f => f.Edit == edit);
                told.Add($"{file.Name}:{edit.Line}:{edit.Column} {finding.Id} {(dryRun ? "would be" : "is now")}: {finding.Suggestion}");
            }

            text = corrected;
            result = ReportAudit.Of(file.Name, text, request);
        }

        if (dryRun)
            host.Output.Write(UnifiedDiff.Of(file.Name.Replace('\\', '/'), file.Text, text));
        else
            WholeFile.Replace(file.Path!, file.With(text));
        told.ForEach(host.Tell);
        _corrections += told.Count;
        _files++;
        return result;
    }
}
