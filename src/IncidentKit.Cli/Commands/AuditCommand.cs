using System.CommandLine;
using System.Text;
using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Auditing;
using IncidentKit.Basics;
using IncidentKit.Cli.Options;
using IncidentKit.Evidence;
using IncidentKit.Inputs;

namespace IncidentKit.Cli.Commands;

/// <summary><c>audit</c>: a linter for incident reports.</summary>
internal static class AuditCommand
{
    private const int LargestReport = 16 << 20;

    public static Command Create(CliHost host)
    {
        var reports = new Argument<string[]>("REPORT.md")
        {
            Description = "Incident reports in Markdown, hand-written or rendered.",
            Arity = ArgumentArity.OneOrMore,
        };
        var bundle = new Option<string?>("--bundle")
        {
            Description = "An evidence bundle to compare the reports with.",
            HelpName = "BUNDLE",
        };
        var market = new Option<string?>("--market")
        {
            Description = "The market that matters; default: those of --config, else one that the report names.",
            HelpName = "ID",
        };
        var config = CommonOptions.Config();
        var calendars = CalendarFolder.Create();
        var incident = new Option<string?>("--incident")
        {
            Description = "What people say about the incident (incident.yaml).",
            HelpName = "FILE",
        };
        var format = new Option<string>("--format")
        {
            Description = "How to write what is found: text, json or sarif.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json", "sarif");
        var command = new Verb(
            "audit",
            "Checks what reports say against arithmetic, the market's calendar, themselves "
                + "and, with --bundle, the evidence. Exits with 1 when it finds an error.",
            "incidentkit audit postmortem.md --market XNYS --bundle freeze"
        )
        {
            reports,
            bundle,
            market,
            config,
            incident,
            calendars,
            format,
        };
        command.SetAction(parsed =>
        {
            var inputs = new AnalysisInputs
            {
                Settings = parsed.GetValue(config) is { } file ? Settings.Load(file) : null,
                Incident = parsed.GetValue(incident) is { } path ? IncidentFile.Load(path) : null,
                Calendars = CalendarFolder.Calendars(parsed.GetValue(calendars)),
                ToolVersion = CliHost.Version,
            };
            var request = new AuditRequest
            {
                Known = inputs.Calendars,
                Calendars = parsed.GetValue(market) is { } id ? [inputs.Calendars.Get(id)] : inputs.Markets(),
                Measured = parsed.GetValue(bundle) is { } evidence ? Evidence(evidence, inputs) : null,
            };
            return Run(host, parsed.GetValue(reports)!, request, parsed.GetValue(format)!);
        });
        return command;
    }

    private static JsonElement Evidence(string path, AnalysisInputs inputs)
    {
        using var bundle = BundleReader.Open(path);
        return IncidentDocumentSet.Of(bundle, inputs, templates: null).Report.Model;
    }

    private static int Run(CliHost host, IReadOnlyList<string> reports, AuditRequest request, string format)
    {
        var results = reports.Select(path => ReportAudit.Of(path, Read(path), request)).ToList();
        if (format == "text")
            host.Output.Write(AuditOutput.Text(results));
        else
            host.Show(format == "sarif" ? AuditOutput.Sarif(results, CliHost.Version) : AuditOutput.Json(results));
        host.Tell(AuditOutput.Summary(results));
        return results.Exists(r => r.HasErrors) ? ExitCode.Findings : ExitCode.Done;
    }

    /// <summary>A report as text; UTF-16 is known by its mark, what is neither is read as far as it goes.</summary>
    private static string Read(string path)
    {
        try
        {
            if (Directory.Exists(path))
                throw new InputException(
                    InputProblem.Content,
                    $"{path} is a folder; name the reports in it, such as {Path.Combine(path, "*.md")}"
                );
            using var content = new MemoryStream(InputFile.ReadAll(path, LargestReport));
            using var reader = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.Content, $"{path} cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
