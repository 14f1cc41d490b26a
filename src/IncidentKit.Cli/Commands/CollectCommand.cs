using System.CommandLine;
using System.Globalization;
using IncidentKit.Aws;
using IncidentKit.Aws.Client;
using IncidentKit.Basics;
using IncidentKit.Cli.Options;
using IncidentKit.Evidence;
using IncidentKit.Inputs;
using NodaTime;

namespace IncidentKit.Cli.Commands;

/// <summary><c>collect</c>: records evidence.</summary>
internal static class CollectCommand
{
    /// <summary>How long AWS keeps one-minute metric points. Source: facts §3.4.</summary>
    private static readonly Duration MetricRetention = Duration.FromDays(15);

    /// <summary>How long CloudTrail keeps its event history. Source: facts §6.1.</summary>
    private static readonly Duration TrailRetention = Duration.FromDays(90);

    public static Command Create(CliHost host)
    {
        var from = new Option<string>("--from")
        {
            Description = "Start of the window, inclusive: ISO 8601 with an offset or Z, or a date.",
            HelpName = "TIME",
            Required = true,
        };
        var to = new Option<string>("--to")
        {
            Description = "End of the window, exclusive; a bare date means its whole day.",
            HelpName = "TIME",
            Required = true,
        };
        var zone = new Option<string?>("--zone") { Description = "The time zone of bare dates; default: UTC.", HelpName = "ZONE" };
        var output = new Option<string>("--out")
        {
            Description = "The bundle to make: a folder that does not exist yet.",
            HelpName = "BUNDLE",
            Required = true,
        };
        var recording = new RecordingInputs();
        var config = CommonOptions.Config("incidentkit.yaml, whose log groups are recorded too.");
        var readDeadLetters = new Option<bool>("--read-dlq")
        {
            Description = "Read messages of dead-letter queues too; it raises their receive counts.",
        };
        var activity = new Option<bool>("--log-activity")
        {
            Description = "Record the events a minute of the log groups too; past 15 days that is paid for by what is scanned.",
        };
        var plan = new Option<bool>("--plan")
        {
            Description = "Show what would be asked and what it costs, from free listings; record nothing.",
        };
        var command = new Verb(
            "collect",
            "Records what AWS says about a window into an evidence bundle. Only reads.",
            "incidentkit collect --from 2026-01-29T14:00Z --to 2026-01-29T23:10Z --region us-west-2 --out freeze"
        )
        {
            from,
            to,
            zone,
            output,
        };
        recording.AddTo(command);
        command.Add(config);
        command.Add(readDeadLetters);
        command.Add(activity);
        command.Add(plan);
        command.SetAction(
            async (parsed, ct) =>
            {
                var window = TimeText.Window(parsed.GetValue(from)!, parsed.GetValue(to)!, TimeText.Zone(parsed.GetValue(zone)));
                var settings = parsed.GetValue(config) is { } file ? Settings.Load(file) : null;
                var request = recording.Request(parsed, window, settings) with
                {
                    ReadDeadLetters = parsed.GetValue(readDeadLetters),
                    LogActivity = parsed.GetValue(activity),
                };
                if (parsed.GetValue(plan))
                    return await PlanAsync(host, request, recording.Client(parsed), ct);
                await RecordAsync(host, request, recording.Client(parsed), parsed.GetValue(output)!, recording.Resume(parsed), ct);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task<int> PlanAsync(CliHost host, CollectionRequest request, AwsClientOptions options, CancellationToken ct)
    {
        using var client = new AwsClient(host.Reach(options));
        var plan = await new Recorder(request, client, host.Clock, progress: null).PlanAsync(ct);
        var width = plan.Calls.Max(row => row.Action.Length);
        foreach (var row in plan.Calls)
            host.Output.WriteLine($"{row.Action.PadRight(width)}  {row.Calls, 6}{(row.HasMorePages ? " or more, by pages" : "")}");
        host.Output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Scanned by Insights: about {plan.ScannedBytes / 1e9:0.###} GB. Metrics: {plan.Metrics}. "
                    + $"Cost: about {plan.Dollars:0.####} USD at the prices of us-east-1."
            )
        );
        host.Output.WriteLine("Limits, past which a source is partial and says so:");
        foreach (var limit in client.Limits.Lines)
            host.Output.WriteLine($"  {limit}");
        return ExitCode.Done;
    }

    /// <summary>Records a bundle; prints its path, and how it went.</summary>
    /// <exception cref="InputException">No call got an answer, or the path cannot be written.</exception>
    public static async Task RecordAsync(
        CliHost host,
        CollectionRequest request,
        AwsClientOptions options,
        string path,
        bool resume,
        CancellationToken ct
    )
    {
        if (request.ReadDeadLetters)
            host.Tell(
                "--read-dlq: each message that is read counts as received once more; a redrive policy of the queue may then move it."
            );
        using var client = new AwsClient(host.Reach(options));
        await using var display = ProgressDisplay.Start(host);
        BundleManifest manifest;
        try
        {
            manifest = await new Recorder(request, client, host.Clock, display).RecordAsync(path, resume, ct);
        }
        // Whatever a source makes of being cancelled, it was not its failure.
        catch (Exception e) when (ct.IsCancellationRequested && Directory.Exists(BundleWriter.PartialPath(path)))
        {
            throw new OperationCanceledException($"cancelled{GoesOn(path)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.Output, $"{path} cannot be written: {e.Message}{GoesOn(path)}", e);
        }

        await display.DisposeAsync();
        host.Output.WriteLine(path);
        Summarise(host, manifest);
    }

    /// <summary>What becomes of what was recorded so far.</summary>
    private static string GoesOn(string path) =>
        Directory.Exists(BundleWriter.PartialPath(path))
            ? $"; what was recorded is kept in {BundleWriter.PartialPath(path)}: --resume goes on"
            : "";

    /// <summary>Says how many secrets a new bundle would hold.</summary>
    public static void TellReplaced(CliHost host, BundleManifest manifest)
    {
        if (manifest.Redactions.Count == 0)
            return;
        var kinds = manifest.Redactions.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Value} {r.Key}");
        host.Tell($"Secrets replaced: {manifest.Redactions.Values.Sum()} ({string.Join(", ", kinds)}).");
    }

    private static void Summarise(CliHost host, BundleManifest manifest)
    {
        var width = manifest.Coverage.Max(c => c.Source.Length);
        foreach (var row in manifest.Coverage)
            host.Tell(
                $"  {row.Source.PadRight(width)}  {row.Status.ToString().ToLowerInvariant()}{(row.Reason is null ? "" : $": {row.Reason}")}"
            );
        host.Tell(
            "What AWS forgets next: stopped ECS tasks after about an hour; "
                + $"the window's one-minute metrics from {(manifest.Window.Start + MetricRetention).ToIso()}, "
                + $"its CloudTrail events from {(manifest.Window.Start + TrailRetention).ToIso()}."
        );
        TellReplaced(host, manifest);
    }
}
