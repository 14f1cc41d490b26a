using System.CommandLine;
using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Auditing;
using IncidentKit.Cli.Options;
using IncidentKit.Evidence;
using IncidentKit.Inputs;

namespace IncidentKit.Cli.Commands.Audit;

/// <summary><c>audit</c>: a linter for incident reports.</summary>
internal static class AuditCommand
{
    public static Command Create(CliHost host)
    {
        var reports = new Argument<string[]>("PATH")
        {
            Description = "Reports in Markdown or HTML: files, folders, patterns such as 'docs/**/*.md', or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var bundle = new Option<string?>("--bundle")
        {
            Description = "An evidence bundle to compare the reports with.",
            HelpName = "BUNDLE",
        };
        var market = new Option<string?>("--market")
        {
            Description = "The market that matters; default: those of the settings, else one that the report names.",
            HelpName = "ID",
        };
        var config = CommonOptions.Config(
            "Settings, also of the audit itself; default: incidentkit.yaml in the working directory or above it."
        );
        var calendars = CalendarFolder.Create();
        var incident = CommonOptions.Incident("What people say about the incident (incident.yaml).");
        var options = new AuditOptions();
        var command = new Verb(
            "audit",
            "Checks what reports say against arithmetic, the market's calendar, themselves "
                + "and, with --bundle, the evidence. Exits with 1 when it finds an error.",
            "incidentkit audit postmortems --market XNYS --baseline known.json"
        )
        {
            reports,
            bundle,
            market,
            config,
            incident,
            calendars,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var paths = parsed.GetValue(reports)!;
            var choices = options.Read(parsed, paths);
            var file = parsed.GetValue(config) ?? NearestSettings.Above(host.Folder);
            var settings = file is null ? null : Settings.Load(file);
            var inputs = new AnalysisInputs
            {
                Settings = settings,
                Incident = parsed.GetValue(incident) is { } path ? IncidentFile.Load(path) : null,
                Calendars = CalendarFolder.Calendars(parsed.GetValue(calendars)),
                ToolVersion = CliHost.Version,
            };
            var request = new AuditRequest
            {
                Known = inputs.Calendars,
                Calendars = parsed.GetValue(market) is { } id ? [inputs.Calendars.Get(id)] : inputs.Markets(),
                Settings = settings?.Audit ?? new AuditSettings(),
                ListUnchecked = choices.Unchecked,
                Measured = parsed.GetValue(bundle) is { } evidence ? Evidence(evidence, inputs) : null,
            };
            var root = file is null ? host.Folder : Path.GetDirectoryName(Path.GetFullPath(file))!;
            return new AuditRun(host, request, choices).Of(paths, new IgnoreRules(root, request.Settings.Ignore));
        });
        return command;
    }

    private static JsonElement Evidence(string path, AnalysisInputs inputs)
    {
        using var bundle = BundleReader.Open(path);
        return IncidentDocumentSet.Of(bundle, inputs, templates: null).Report.Model;
    }
}
