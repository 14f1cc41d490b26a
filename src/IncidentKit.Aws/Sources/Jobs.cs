using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source. AWS documents no rates of Batch; these are low.</content>
sealed partial class AwsOperation
{
    /// <summary>Whether job queues are there and take jobs, up to 100 a call.</summary>
    public static AwsOperation DescribeJobQueues { get; } = new(Operations.DescribeJobQueues, 5) { Path = "/v1/describejobqueues" };

    /// <summary>Whether compute environments can start jobs, up to 100 a call.</summary>
    public static AwsOperation DescribeComputeEnvironments { get; } =
        new(Operations.DescribeComputeEnvironments, 5) { Path = "/v1/describecomputeenvironments" };

    /// <summary>Whether a job definition is there and active.</summary>
    public static AwsOperation DescribeJobDefinitions { get; } =
        new(Operations.DescribeJobDefinitions, 5)
        {
            Path = "/v1/describejobdefinitions",
            Paging = new("nextToken", "nextToken", "jobDefinitions"),
        };

    /// <summary>The jobs of a queue that were submitted since a time, of any status, newest first, up to 100 a page.</summary>
    public static AwsOperation ListJobs { get; } =
        new(Operations.ListJobs, 5) { Path = "/v1/listjobs", Paging = new("nextToken", "nextToken", "jobSummaryList") };

    /// <summary>Jobs with their attempts, up to 100 a call.</summary>
    public static AwsOperation DescribeJobs { get; } = new(Operations.DescribeJobs, 5) { Path = "/v1/describejobs" };
}

/// <summary>The job queues that targets name, what those need, their jobs, and the attempts of those that failed or wait.</summary>
sealed class Jobs(RecordedRegion region) : Source(region, SourceNames.Jobs)
{
    /// <summary>Batch keeps ended jobs so long at least. Source: facts II §4.</summary>
    static readonly Duration Kept = Duration.FromDays(7);

    const int Many = 100;

    public override bool HasRow => Ledger.Calls.Calls > 0;

    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        if (known.Targets.JobQueues.Count == 0)
            return;
        var from = Region.Start - known.Targets.JobQueues.Values.Max();
        (Ledger.From, Ledger.To) = (from, Region.Now);
        if (from < Region.Now - Kept)
        {
            Ledger.From = Region.Now - Kept;
            Ledger.Limit("Batch keeps ended jobs for 7 days");
        }
        foreach (var definition in known.Targets.JobDefinitions.Order(StringComparer.Ordinal))
            await ItemsAsync(
                AwsOperation.DescribeJobDefinitions,
                Arn.HasRevision(definition)
                    ? new() { ["jobDefinitions"] = new JsonArray(definition) }
                    : new() { ["jobDefinitionName"] = Arn.LastNameOf(definition), ["status"] = "ACTIVE" },
                ct
            );
        foreach (var queues in known.Targets.JobQueues.Keys.Order(StringComparer.Ordinal).Chunk(Many))
            await QueuesAsync(queues, known.Targets.JobQueues, ct);
    }

    async Task QueuesAsync(IReadOnlyList<string> asked, IReadOnlyDictionary<string, Duration> lookBacks, CancellationToken ct)
    {
        var described = await CallAsync(AwsOperation.DescribeJobQueues, new() { ["jobQueues"] = ArrayOf(asked) }, ct);
        var queues = described.Succeeded ? described.Body.Items("jobQueues").ToList() : [];
        var environments = queues
            .SelectMany(q => q.Items("computeEnvironmentOrder"))
            .Select(e => e.Text("computeEnvironment"))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        foreach (var some in environments.Chunk(Many))
            await CallAsync(AwsOperation.DescribeComputeEnvironments, new() { ["computeEnvironments"] = ArrayOf(some) }, ct);
        foreach (var queue in asked)
        {
            // One that is not there is not listed; where that is not known it is tried.
            if (!described.Succeeded || queues.Exists(q => q.Text("jobQueueArn") == queue || q.Text("jobQueueName") == queue))
                await JobsAsync(queue, Region.Start - lookBacks[queue], ct);
        }
    }

    async Task JobsAsync(string queue, Instant from, CancellationToken ct)
    {
        var (told, read, oldest) = (new List<string>(), 0, Region.Now);
        var asked = new JsonObject
        {
            ["jobQueue"] = queue,
            ["filters"] = new JsonArray(
                new JsonObject { ["name"] = "AFTER_CREATED_AT", ["values"] = new JsonArray($"{from.ToUnixTimeMilliseconds()}") }
            ),
            ["maxResults"] = Many,
        };
        await foreach (var page in PagesAsync(AwsOperation.ListJobs, asked, ct))
        {
            read++;
            var jobs = page.Items("jobSummaryList").ToList();
            told.AddRange(jobs.Where(HasMoreToTell).Select(j => j.Text("jobId")).OfType<string>());
            oldest = jobs.Select(j => j.Milliseconds("createdAt")).OfType<Instant>().Append(oldest).Min();
            if (string.IsNullOrEmpty(page.Text("nextToken")) || read < Region.Calls.Limits.JobPages)
                continue;
            Ledger.From = Instant.Max(Ledger.From ?? oldest, oldest);
            Ledger.Limit($"over the call budget: {read} pages of jobs of {queue} reach back to {oldest}");
            break;
        }
        if (told.Count > Many)
        {
            Ledger.Limit($"{told.Count} jobs of {queue} failed or wait: the first and last {Many / 2} were described");
            told = [.. told.Take(Many / 2), .. told.TakeLast(Many / 2)];
        }
        if (told.Count > 0)
            await CallAsync(AwsOperation.DescribeJobs, new() { ["jobs"] = ArrayOf(told) }, ct);
    }

    static bool HasMoreToTell(JsonElement job) => job.Text("status") is not ("SUCCEEDED" or "RUNNING" or "STARTING");
}
