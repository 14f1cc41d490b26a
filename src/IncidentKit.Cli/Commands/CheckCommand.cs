using System.CommandLine;
using System.Text;
using IncidentKit.Analysis;
using IncidentKit.Aws;
using IncidentKit.Aws.Client;
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
        var recorded = new Argument<string?>("BUNDLE")
        {
            Description = "A recording to answer from, instead of asking AWS.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var asOf = new Option<string?>("--as-of")
        {
            Description = "With BUNDLE: what check would have said at this time; nothing later is used. Default: when it was recorded.",
            HelpName = "TIME",
        };
        var account = new AccountInputs();
        var config = CommonOptions.Config("What the system is for (incidentkit.yaml): its market, services and log groups.");
        var incident = CommonOptions.Incident("When schedules were meant not to run: intended: of incident.yaml.");
        var templates = CommonOptions.Templates();
        var calendars = CalendarFolder.Create();
        var format = new Option<string>("--format")
        {
            Description = "table, md or json; default: table.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "md", "json");
        var output = new Option<string?>("--out")
        {
            Description =
                "Keep the recording there when something is broken or unknown (exit codes 1 and 4): a folder that does not exist yet.",
            HelpName = "BUNDLE",
        };
        var command = new Verb(
            "check",
            "Asks AWS now: are all targets sound, did every schedule run when it last should have, is everything "
                + "ready for the next open? Exits with 1 when something is broken and with 4 when something is unknown.",
            "incidentkit check --region us-west-2 --config incidentkit.yaml --since 2026-01-29T23:01Z"
        )
        {
            recorded,
            asOf,
            since,
            config,
            incident,
            calendars,
            format,
            templates,
            output,
        };
        foreach (var option in account.All)
            command.Add(option);
        command.Add(PingOption.Create());
        command.SetAction(
            async (parsed, ct) =>
            {
                var then = parsed.GetValue(asOf) is { } time ? TimeText.Read("--as-of", time, DateTimeZone.Utc) : (Instant?)null;
                var bundle = parsed.GetValue(recorded);
                if (bundle is null && then is not null)
                    throw new InputException(InputProblem.CommandLine, "--as-of needs the BUNDLE to answer from");
                if (
                    bundle is not null
                    && account.All.Append(output).FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } given
                )
                    throw new InputException(InputProblem.CommandLine, $"{given.Name} is for asking AWS, not for a BUNDLE");
                var now = then ?? Instant.FromUnixTimeSeconds(host.Clock.GetCurrentInstant().ToUnixTimeSeconds());
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
                    Incident = parsed.GetValue(incident) is { } said ? IncidentFile.Load(said) : null,
                    Calendars = CalendarFolder.Calendars(parsed.GetValue(calendars)),
                    ToolVersion = CliHost.Version,
                };
                if (bundle is not null)
                    return Tell(host, parsed.GetValue(format)!, parsed.GetValue(templates), AsOf(bundle, request, proved, then));
                var collection = new CollectionRequest
                {
                    Window = new Interval(Instant.Min(proved ?? now, now - LookBack), now),
                    Regions = account.Regions(parsed),
                    RunTaskCalls = 0,
                    ToolVersion = CliHost.Version,
                    LogGroups = settings?.LogGroups ?? [],
                };
                var kept = NewFolder(parsed.GetValue(output));
                var report = await AskAsync(host, collection, account.Client(parsed), request, proved, kept, ct);
                return Tell(host, parsed.GetValue(format)!, parsed.GetValue(templates), report);
            }
        );
        return command;
    }

    private static int Tell(CliHost host, string format, string? templates, CheckDocument report)
    {
        host.Show(
            format switch
            {
                "json" => Encoding.UTF8.GetString(report.ToFile()),
                "md" => new TemplateRenderer(templates).Render("check.md.sbn", report.Model),
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

    private static CheckDocument AsOf(string path, AnalysisInputs request, Instant? since, Instant? at)
    {
        using var bundle = BundleReader.Open(path);
        return BundleAnalyses.Run(bundle, () => CheckDocument.AsOf(bundle, request, since, at, LookBack));
    }

    /// <summary>A path at which nothing is yet, so that nothing there is replaced, nor deleted when all is well.</summary>
    /// <exception cref="InputException">Something is there.</exception>
    private static string? NewFolder(string? path)
    {
        if (path is null)
            return null;
        foreach (var at in new[] { path, BundleWriter.PartialPath(path) })
        {
            if (Path.Exists(at))
                throw new InputException(
                    InputProblem.CommandLine,
                    $"--out {at} exists already: name a new folder, such as one with the time"
                );
        }

        return path;
    }

    /// <summary>
    /// Records and analyses. The recording is deleted afterwards, unless it is to be kept and something is broken or unknown.
    /// </summary>
    private static async Task<CheckDocument> AskAsync(
        CliHost host,
        CollectionRequest collection,
        AwsClientOptions options,
        AnalysisInputs request,
        Instant? since,
        string? kept,
        CancellationToken ct
    )
    {
        using var folder = kept is null ? ScratchFolder.Create("check") : null;
        var path = kept ?? Path.Combine(folder!.FullPath, "now");
        var keep = false;
        try
        {
            using var client = new AwsClient(host.Reach(options));
            await using (var display = ProgressDisplay.Start(host))
                await new Recorder(collection, client, host.Clock, display).RecordAsync(path, resume: false, ct);
            using var bundle = BundleReader.Open(path);
            var report = CheckDocument.Of(bundle, request, since);
            keep = kept is not null && report.Verdict != Readiness.Ready;
            if (keep)
                host.Tell($"the recording is kept in {path}");
            return report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.Output, $"{kept ?? path} cannot be written: {e.Message}", e);
        }
        finally
        {
            foreach (var made in keep ? [] : new[] { path, BundleWriter.PartialPath(path) })
            {
                if (Directory.Exists(made))
                    Directory.Delete(made, recursive: true);
            }
        }
    }

    private static string Table(CheckDocument report)
    {
        var text = new StringBuilder();
        Line(report.Headline);
        foreach (var reason in report.Reasons)
            Line($"  {reason}");
        foreach (var remark in report.NotTold)
            Line($"  {remark}");
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
