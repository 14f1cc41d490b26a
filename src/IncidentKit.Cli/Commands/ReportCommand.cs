using System.CommandLine;
using System.Text.Json;
using IncidentKit.Cli.Options;

namespace IncidentKit.Cli.Commands;

/// <summary><c>report</c>: all documents of a bundle.</summary>
internal static class ReportCommand
{
    private static readonly string[] Severities = ["low", "medium", "high", "critical"];

    public static Command Create(CliHost host)
    {
        var inputs = new ReportInputs();
        var output = new Option<string?>("--out") { Description = "The folder to write to; default: the bundle's name with -report, here.", HelpName = "DIR" };
        var strict = new Option<bool>("--strict") { Description = "Exit with 4 when a source was not looked at in full or a run is unknown." };
        var failOn = new Option<string?>("--fail-on") { Description = "Exit with 1 when a finding is at least this severe.", HelpName = "SEVERITY" };
        failOn.AcceptOnlyFromAmong(Severities);
        var command = new Command("report", "Writes incident-report.json, .md and .html, runbook.md and fix.sh from a bundle.\n\nExample:\n  incidentkit report freeze --incident incident.yaml --config incidentkit.yaml --out report");
        inputs.AddTo(command);
        command.Add(output);
        command.Add(strict);
        command.Add(failOn);
        command.SetAction(parsed =>
        {
            var documents = inputs.Analyse(parsed);
            foreach (var path in documents.WriteTo(parsed.GetValue(output) ?? inputs.BundleName(parsed) + "-report"))
                host.Output.WriteLine(path);
            return Code(documents.Report, parsed.GetValue(strict), parsed.GetValue(failOn));
        });
        return command;
    }

    private static int Code(JsonElement report, bool strict, string? failOn)
    {
        if (failOn is not null && report.GetProperty("findings").EnumerateArray().Any(f => Rank(f.GetProperty("severity").GetString()!) >= Rank(failOn)))
            return ExitCode.Findings;
        var unknown = report.GetProperty("totals").GetProperty("unknown").GetInt32() > 0
            || report.GetProperty("provenance").GetProperty("bundleSha256").ValueKind == JsonValueKind.Null
            || report.GetProperty("coverage").EnumerateArray().Any(c => c.GetProperty("status").GetString() != "complete");
        return strict && unknown ? ExitCode.PartlyUnknown : ExitCode.Done;
    }

    private static int Rank(string severity) => Array.IndexOf(Severities, severity);
}
