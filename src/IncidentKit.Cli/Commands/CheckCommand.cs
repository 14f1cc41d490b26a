using System.CommandLine;
using System.Text;
using IncidentKit.Analysis;
using IncidentKit.Aws;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;
using IncidentKit.Basics;
using IncidentKit.Cli.Options;
using IncidentKit.Evidence;
using IncidentKit.Inputs;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Check;
using NodaTime;

namespace IncidentKit.Cli.Commands;

/// <summary><c>check</c>: what is sound and what is broken now.</summary>
internal static class CheckCommand
{
    /// <summary>A daily schedule has been due once in it, with an hour to spare.</summary>
    private static readonly Duration LookBack = Duration.FromHours(25);

    public static Command Create(CliHost host)
    {
        var since = new Option<string?>("--since")
        {
            Description = "Ask for the first good run of each schedule since this time: did the repair work?",
            HelpName = "TIME",
        };
        var account = new AccountInputs();
        var config = CommonOptions.Config("What the system is for (incidentkit.yaml): its market, services and log groups.");
        var templates = CommonOptions.Templates();
        var calendars = CalendarFolder.Create();
        var format = new Option<string>("--format")
        {
            Description = "table, md or json; default: table.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "md", "json");
        var command = new Verb(
            "check",
            "Asks AWS now: are all targets sound, did every schedule run when it last should have, is everything ready for the next open? Exits with 1 when something is broken and with 4 when something is unknown.",
            "incidentkit check --region us-west-2 --config incidentkit.yaml --since 2026-01-29T23:01Z"
        )
        {
            since,
            config,
            calendars,
            format,
            templates,
        };
        foreach (var option in account.All)
            command.Add(option);
        command.SetAction(
            async (parsed, ct) =>
            {
                var now = Instant.FromUnixTimeSeconds(host.Clock.GetCurrentInstant().ToUnixTimeSeconds());
                var proved = parsed.GetValue(since) is { } text ? TimeText.Read("--since", text, DateTimeZone.Utc) : (Instant?)null;
                if (proved >= now)
                    throw new InputException(
                        InputProblem.CommandLine,
                        $"--since {proved.Value.ToIso()} is not in the past: it is {now.ToIso()}"
                    );
                var settings = parsed.GetValue(config) is { } file ? Settings.Load(file) : null;
                var request = new AnalysisInputs
                {
                    Settings = settings,
                    Calendars = CalendarFolder.Calendars(parsed.GetValue(calendars)),
                    ToolVersion = CliHost.Version,
                };
                var collection = new CollectionRequest
                {
                    Window = new Interval(Instant.Min(proved ?? now, now - LookBack), now),
                    Regions = account.Regions(parsed),
                    RunTaskCalls = 0,
                    ToolVersion = CliHost.Version,
                    LogGroups = settings?.LogGroups ?? [],
                };
                var report = await AskAsync(host, collection, account.Client(parsed), request, proved, ct);
                host.Output.Write(
                    parsed.GetValue(format) switch
                    {
                        "json" => Encoding.UTF8.GetString(report.ToFile()),
                        "md" => new TemplateRenderer(parsed.GetValue(templates)).Render("check.md.sbn", report.Model),
                        _ => Table(report),
                    }
                );
                return report.Verdict switch
                {
                    Readiness.NotReady => ExitCode.Findings,
                    Readiness.Unknown => ExitCode.PartlyUnknown,
                    _ => ExitCode.Done,
                };
            }
        );
        return command;
    }

    /// <summary>Records into a folder that is deleted afterwards, and analyses it.</summary>
    private static async Task<CheckDocument> AskAsync(
        CliHost host,
        CollectionRequest collection,
        AwsClientOptions options,
        AnalysisInputs request,
        Instant? since,
        CancellationToken ct
    )
    {
        var folder = Directory.CreateTempSubdirectory("incidentkit-check-");
        try
        {
            var path = Path.Combine(folder.FullName, "now");
            using var client = new AwsClient(options);
            await using (var display = ProgressDisplay.Start(host))
                await new Recorder(collection, client, host.Clock, display).RecordAsync(path, resume: false, ct);
            using var bundle = BundleReader.Open(path);
            return CheckDocument.Of(bundle, request, since);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Table(CheckDocument report)
    {
        var text = new StringBuilder();
        Line(report.Headline);
        foreach (var reason in report.Reasons)
            Line($"  {reason}");
        Line("");
        var rows = report.Rows.Select(r => r.Select(VisibleText.Line).ToList()).ToList();
        var widths = rows[0].Select((_, i) => rows.Max(r => r[i].Length)).ToList();
        foreach (var row in rows)
            Line(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        if (report.Incomplete.Count > 0)
            Line("");
        foreach (var source in report.Incomplete)
            Line(source);
        return text.ToString();

        void Line(string line) => text.Append(VisibleText.Line(line)).Append('\n');
    }
}
