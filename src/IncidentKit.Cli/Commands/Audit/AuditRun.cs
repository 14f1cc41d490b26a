using IncidentKit.Auditing;
using IncidentKit.Basics;

namespace IncidentKit.Cli.Commands.Audit;

/// <summary>Audits reports one after the other. One that cannot be read is a line, and does not stop the others.</summary>
internal sealed class AuditRun(CliHost host, AuditRequest request, AuditChoices choices)
{
    /// <summary>So many entries of a baseline that nothing fits are named.</summary>
    private const int MostStale = 10;

    private readonly List<(ReportFile File, AuditResult Result)> _results = [];
    private readonly ReportFixer _fixer = new(host, request, choices.DryRun);
    private int _code = ExitCode.Done;

    /// <summary>Audits what paths name and writes what is found.</summary>
    /// <param name="paths">Files, folders, patterns and <c>-</c>.</param>
    /// <param name="rules">What is left out.</param>
    /// <returns>The exit code.</returns>
    public int Of(IReadOnlyList<string> paths, IgnoreRules rules)
    {
        var files = new ReportFiles(rules, choices.ForceIgnore);
        var reports = files.Find(paths);
        var baseline = choices.Baseline is { } known ? BaselineFile.Read(known) : null;
        foreach (var problem in files.Problems)
            Fail(ExitCode.Content, problem);
        foreach (var report in reports)
            Audit(report, baseline);
        if (choices.WriteBaseline is { } path)
            WriteBaseline(path);
        Show(baseline);
        var failOn = choices.FailOn ?? request.Settings.FailOn;
        return _code != ExitCode.Done ? _code
            : _results.Exists(r => r.Result.Fails(failOn)) ? ExitCode.Findings
            : ExitCode.Done;
    }

    private void Audit(string path, BaselineFile? baseline)
    {
        try
        {
            var file = ReportFile.Read(path, host, choices.InputName);
            var result = ReportAudit.Of(file.Name, file.Text, request);
            if (choices.Fix)
                result = Corrected(file, result);
            _results.Add((file, baseline?.Without(file, result) ?? result));
        }
        catch (InputException e)
        {
            Fail(ExitCode.Of(e.Problem), e.Message);
        }
    }

    private AuditResult Corrected(ReportFile file, AuditResult result)
    {
        try
        {
            return _fixer.Correct(file, result);
        }
        catch (InputException e)
        {
            Fail(ExitCode.Of(e.Problem), e.Message);
            return result;
        }
    }

    private void WriteBaseline(string path)
    {
        BaselineFile.Write(path, _results);
        host.Tell(
            $"incidentkit: {path} holds {Counted.Of(_results.Sum(r => r.Result.Findings.Count), "finding")}; give it with --baseline"
        );
        for (var i = 0; i < _results.Count; i++)
        {
            var (file, result) = _results[i];
            _results[i] = (file, result with { Findings = [], Known = result.Known + result.Findings.Count });
        }
    }

    private void Show(BaselineFile? baseline)
    {
        List<AuditResult> results = [.. _results.Select(r => r.Result)];
        if (!choices.DryRun)
            Write(results);
        // Where both go to one place, the sum comes last.
        host.Output.Flush();
        var stale = baseline?.Stale() ?? [];
        foreach (var entry in stale.Take(MostStale))
            host.Tell($"incidentkit: no longer found, take it out of {choices.Baseline}: {entry}");
        if (stale.Count > MostStale)
            host.Tell($"incidentkit: {stale.Count - MostStale} more entries of {choices.Baseline} are no longer found");
        if (choices.Fix)
            host.Tell($"incidentkit: {_fixer.Summary}");
        if (results.Count > 0 || _code == ExitCode.Done)
            host.Tell(AuditOutput.Summary(results) + Hints(results));
    }

    /// <summary>What else can be asked for.</summary>
    private string Hints(List<AuditResult> results)
    {
        var certain = choices.Fix ? 0 : results.Sum(r => r.Findings.Count(f => f.Edit is { Certain: true }));
        return (results.Exists(r => r.Unchecked > 0) && !choices.Unchecked ? " (--unchecked lists them)" : "")
            + (certain > 0 ? $"; --fix corrects {certain}" : "");
    }

    private void Write(List<AuditResult> results)
    {
        switch (choices.Format)
        {
            case "json":
                host.Show(AuditOutput.Json(results));
                break;
            case "sarif":
                host.Show(AuditOutput.Sarif(InReview(), CliHost.Version));
                break;
            case "line":
                host.Output.Write(AuditOutput.Lines(results));
                break;
            case "github":
                host.Output.Write(AuditOutput.GitHub(InReview()));
                break;
            default:
                host.Output.Write(AuditOutput.Text(results));
                break;
        }
    }

    /// <summary>The results with the paths that a review on GitHub knows, from the top of the checkout, wherever the step works.</summary>
    private List<AuditResult> InReview()
    {
        var top = host.Environment("GITHUB_WORKSPACE") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;
        return [.. _results.Select(r => r.Result with { File = From(top, r.File) ?? r.Result.File })];
    }

    private static string? From(string? top, ReportFile file) =>
        top is not null
        && file.Path is { } path
        && Path.GetRelativePath(top, Path.GetFullPath(path)) is var relative
        && !Path.IsPathRooted(relative)
        && !relative.StartsWith("..", StringComparison.Ordinal)
            ? relative
            : null;

    /// <summary>Of several the first code counts: what was asked for is not complete, whatever else was found.</summary>
    private void Fail(int code, string message)
    {
        host.Tell($"incidentkit: {message}");
        if (_code == ExitCode.Done)
            _code = code;
    }
}
