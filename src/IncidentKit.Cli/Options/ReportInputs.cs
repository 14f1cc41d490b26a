using System.CommandLine;
using IncidentKit.Analysis;
using IncidentKit.Inputs;
using IncidentKit.Sharing;

namespace IncidentKit.Cli.Options;

/// <summary>The bundle and the files beside it, as <c>report</c>, <c>runbook</c> and <c>fix</c> take them.</summary>
internal sealed class ReportInputs
{
    private readonly Argument<string> _bundle = new("BUNDLE") { Description = "The evidence bundle: a folder, or the same in a zip." };
    private readonly Option<string?> _incident = CommonOptions.Incident("What people say about the incident (incident.yaml).");
    private readonly Option<string?> _config = CommonOptions.Config();
    private readonly Option<string?> _outage = new("--outage")
    {
        Description = "The outage to report on, 1 for the first; default: the one that lost most runs.",
        HelpName = "N",
    };
    private readonly Option<string?> _templates = CommonOptions.Templates();
    private readonly Option<string?> _calendars = CalendarFolder.Create();
    private readonly Option<string?> _earlier = new("--earlier")
    {
        Description = "A folder of earlier reports (incident-report.json), to find recurrences.",
        HelpName = "DIR",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_bundle);
        command.Add(_incident);
        command.Add(_config);
        command.Add(_outage);
        command.Add(_templates);
        command.Add(_calendars);
        command.Add(_earlier);
    }

    /// <summary>The name the bundle was given by, without its folder and <c>.zip</c>.</summary>
    public string BundleName(ParseResult parsed)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(parsed.GetValue(_bundle)!));
        return name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    /// <summary>Reads all inputs and analyses the bundle.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="share">How the documents are made for readers outside; null for those inside.</param>
    /// <param name="final">Whether the report asks nobody to fill in anything.</param>
    public IncidentDocumentSet Analyse(ParseResult parsed, ShareRequest? share = null, bool final = false)
    {
        var request = new AnalysisInputs
        {
            Settings = parsed.GetValue(_config) is { } config ? Settings.Load(config) : null,
            Incident = parsed.GetValue(_incident) is { } incident ? IncidentFile.Load(incident) : null,
            Calendars = CalendarFolder.Calendars(parsed.GetValue(_calendars)),
            Earlier = parsed.GetValue(_earlier) is { } earlier ? EarlierReport.ReadAll(earlier) : null,
            Outage = parsed.GetValue(_outage),
            Final = final,
            SuggestsSeverity = Tells(KeptInside.Severity),
            TellsCounterfactuals = Tells(KeptInside.Counterfactuals),
            TellsPositions = Tells(KeptInside.Positions),
            ToolVersion = CliHost.Version,
        };
        using var bundle = Evidence.BundleReader.Open(parsed.GetValue(_bundle)!);
        return IncidentDocumentSet.Of(bundle, request, parsed.GetValue(_templates), share);

        bool Tells(KeptInside part) => share is null || share.Include.Contains(part);
    }
}
