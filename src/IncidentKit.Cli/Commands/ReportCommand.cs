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
        var final = new Option<bool>("--final") { Description = "Leave out the list of what people should still fill in." };
        var command = new Verb(
            "report",
            "Writes incident-report.json, .md and .html, brief.md and .txt, runbook.md and fix.sh from a bundle. Needs no network.",
            "incidentkit report freeze --incident incident.yaml --config incidentkit.yaml --out report"
        );
        var share = new ShareOptions();
        var pdf = new PdfOptions();
        inputs.AddTo(command);
        command.Add(output);
        command.Add(strict);
        command.Add(failOn);
        command.Add(init);
        command.Add(final);
        share.AddTo(command);
        pdf.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                if (parsed.GetValue(init) && (share.Share(parsed) || pdf.Asked(parsed)))
                    throw new InputException(InputProblem.CommandLine, "--init writes no report: leave --share and --pdf out");
                if (parsed.GetValue(init))
                    return Init(host, inputs.Analyse(parsed).Report, parsed.GetValue(output) ?? ".");
                var browser = pdf.Find(host, parsed);
                var folder =
                    parsed.GetValue(output) ?? (share.Share(parsed) ? ShareOptions.DefaultFolder : inputs.BundleName(parsed) + "-report");
                var request = share.Read(parsed, folder);
                var documents = inputs.Analyse(parsed, request, parsed.GetValue(final));
                var files = documents.In(folder);
                if (request is null)
                    Write(host, files);
                else
                    WriteShared(host, documents, folder, files, share.KeyPath(parsed, folder), withPdf: browser is not null);
                if (browser is not null)
                    await PdfOptions.PrintAsync(host, browser, files, ct);
                return Code(host, documents.Report, parsed.GetValue(strict), parsed.GetValue(failOn));
            }
        );
        return command;
    }

    private static void Write(CliHost host, IReadOnlyList<(string Path, byte[] Content)> files, string? secret = null)
    {
        foreach (var path in WholeFile.WriteAll(files, secret))
            host.Output.WriteLine(path);
    }

    /// <summary>Writes what may leave, and the key beside it.</summary>
    private static void WriteShared(
        CliHost host,
        IncidentDocumentSet documents,
        string folder,
        IReadOnlyList<(string Path, byte[] Content)> files,
        string key,
        bool withPdf
    )
    {
        var names = files.Select(f => Path.GetFileName(f.Path));
        ShareOptions.RefuseOthers(folder, withPdf ? names.Append(PdfOptions.Name) : names);
        if (documents.CanBeRun)
        {
            Write(host, files);
            return;
        }

        Write(host, [(key, documents.Shared!.Key.ToFile()), .. files], secret: key);
        host.Tell($"{key} says which name each pseudonym stands for: keep it inside.");
        host.Tell("fix.sh is left out: a repair with pseudonyms cannot run. incidentkit fix makes one for you.");
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
