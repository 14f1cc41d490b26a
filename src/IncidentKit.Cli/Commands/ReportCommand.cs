using System.CommandLine;
using System.Text;
using IncidentKit.Basics;
using IncidentKit.Cli.Options;
using IncidentKit.Diagnosis;
using IncidentKit.Reports.Incident;

namespace IncidentKit.Cli.Commands;

/// <summary><c>report</c>: all documents of a bundle.</summary>
internal static class ReportCommand
{
    private static readonly string[] Severities = [.. Enum.GetNames<Severity>().Select(s => s.ToLowerInvariant())];

    public static Command Create(CliHost host)
    {
        var inputs = new ReportInputs();
        var output = new Option<string?>("--out")
        {
            Description = "The folder to write to; default: the bundle's name with -report, here.",
            HelpName = "DIR",
        };
        var strict = new Option<bool>("--strict")
        {
            Description = "Exit with 4 when a source was not looked at in full or a run is unknown.",
        };
        var failOn = new Option<string?>("--fail-on")
        {
            Description = "Exit with 1 when a finding is at least this severe.",
            HelpName = "SEVERITY",
        };
        failOn.AcceptOnlyFromAmong(Severities);
        var init = new Option<bool>("--init")
        {
            Description =
                "Instead write a first incident.yaml: what is known is filled in, what is missing is marked. It is never overwritten.",
        };
        var command = new Verb(
            "report",
            "Writes incident-report.json, .md and .html, runbook.md and fix.sh from a bundle. Needs no network.",
            "incidentkit report freeze --incident incident.yaml --config incidentkit.yaml --out report"
        );
        inputs.AddTo(command);
        command.Add(output);
        command.Add(strict);
        command.Add(failOn);
        command.Add(init);
        command.SetAction(parsed =>
        {
            var documents = inputs.Analyse(parsed);
            if (parsed.GetValue(init))
                return Init(host, documents.Report, parsed.GetValue(output) ?? ".");
            foreach (var path in WholeFile.WriteAll(documents.In(parsed.GetValue(output) ?? inputs.BundleName(parsed) + "-report")))
                host.Output.WriteLine(path);
            return Code(host, documents.Report, parsed.GetValue(strict), parsed.GetValue(failOn));
        });
        return command;
    }

    private static int Init(CliHost host, IncidentDocument report, string folder)
    {
        var path = Path.Combine(folder, "incident.yaml");
        if (File.Exists(path))
            throw new InputException(
                InputProblem.CommandLine,
                $"{path} is there already, and would be lost; give another folder with --out"
            );
        host.Output.WriteLine(WholeFile.Write(path, Encoding.UTF8.GetBytes(report.IncidentFile)));
        return ExitCode.Done;
    }

    /// <summary>What the user asked to fail on, certain findings before what is unknown.</summary>
    private static int Code(CliHost host, IncidentDocument report, bool strict, string? failOn)
    {
        var severe = failOn is null ? [] : report.Rules(Enum.Parse<Severity>(failOn, ignoreCase: true));
        if (severe.Count > 0)
        {
            host.Tell($"{string.Join(", ", severe)}: {failOn} or worse");
            return ExitCode.Findings;
        }

        var unknown = strict ? report.Unknowns : [];
        if (unknown.Count == 0)
            return ExitCode.Done;
        host.Tell($"partly unknown: {string.Join(", ", unknown)}");
        return ExitCode.PartlyUnknown;
    }
}
