using System.Globalization;
using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>One job as Batch listed it. Source: facts II §4.</summary>
/// <param name="Id">The job.</param>
/// <param name="Name">Its name: what submitted it chose it.</param>
/// <param name="Status"><c>SUBMITTED PENDING RUNNABLE STARTING RUNNING SUCCEEDED FAILED</c>.</param>
/// <param name="Submitted">When it was submitted.</param>
/// <param name="Started">When it ran; null where it has not.</param>
/// <param name="Stopped">When it ended; null where it has not.</param>
/// <param name="SeenAt">When it was asked for.</param>
/// <param name="EvidenceId">The record that shows it.</param>
internal sealed record BatchJob(
    string Id,
    string Name,
    string Status,
    Instant Submitted,
    Instant? Started,
    Instant? Stopped,
    Instant SeenAt,
    string EvidenceId
)
{
    /// <summary>What Batch says of its status; null where it says nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>The exit code of its container in the last attempt, and what is said of that; null where it is not told.</summary>
    public (int? ExitCode, string? Reason) Container { get; init; }

    /// <summary>Whether it ended without doing its work.</summary>
    public bool Failed => Status == "FAILED";

    /// <summary>Whether it was submitted and has not started.</summary>
    public bool Waits => Status is "SUBMITTED" or "PENDING" or "RUNNABLE";

    /// <summary>Whether it failed before its program ran.</summary>
    public bool NeverRan => Failed && (Started is null || Reason?.StartsWith("Task failed to start", StringComparison.Ordinal) == true);

    /// <summary>All that is said of its end, in one text.</summary>
    public string Words =>
        string.Join(
            ": ",
            new[]
            {
                Reason ?? "the job did not succeed",
                Container.Reason,
                Container.ExitCode is { } exit ? string.Create(CultureInfo.InvariantCulture, $"exit code {exit}") : null,
            }.OfType<string>()
        );

    /// <summary>The jobs of every listing of a bundle by the queue's name, each once, as described where they were described.</summary>
    public static IReadOnlyDictionary<(string Region, string Queue), JobListing> ReadAll(BundleReader bundle)
    {
        var described = Described(bundle);
        var records = bundle
            .Records(Operations.ListJobs)
            .Where(r => r.Parameters.Text("jobQueue") is not null)
            .ToLookup(r => (r.Region, Queue: Arn.LastNameOf(r.Parameters.Text("jobQueue")!)));
        return records.ToDictionary(r => r.Key, r => JobListing.Of(bundle, [.. r], described));
    }

    /// <summary>Reads one; null when what it is, or its time, is not told.</summary>
    internal static BatchJob? Of(JsonElement item, EvidenceRecord record) =>
        item.Text("jobId") is { } id
        && item.Text("jobName") is { } name
        && item.Text("status") is { } status
        && item.Milliseconds("createdAt") is { } created
            ? new BatchJob(
                id,
                name,
                status,
                created,
                item.Milliseconds("startedAt"),
                item.Milliseconds("stoppedAt"),
                record.RequestedAt,
                record.Id
            )
            {
                Reason = item.Text("statusReason"),
                Container = ContainerOf(item),
            }
            : null;

    /// <summary>The container of the job itself, or of its last attempt.</summary>
    private static (int?, string?) ContainerOf(JsonElement job)
    {
        var container =
            job.Items("attempts").Select(a => a.Member("container")).LastOrDefault(c => c is not null) ?? job.Member("container");
        return ((int?)container?.Number("exitCode"), container?.Text("reason"));
    }

    private static Dictionary<string, BatchJob> Described(BundleReader bundle)
    {
        var described = new Dictionary<string, BatchJob>(StringComparer.Ordinal);
        foreach (var record in bundle.Records(Operations.DescribeJobs).Where(r => r.Succeeded))
        {
            using var body = bundle.ParseBody(record);
            foreach (var job in body.RootElement.Items("jobs").Select(j => Of(j, record)).OfType<BatchJob>())
                described[job.Id] = job;
        }

        return described;
    }
}

/// <summary>What was listed of one queue's jobs: newest first, so that what is listed reaches back to a time.</summary>
/// <param name="Jobs">The jobs, by submission.</param>
/// <param name="CompleteFrom">Since when no job is missing; null where the newest are.</param>
/// <param name="AskedAt">When the listing was begun.</param>
/// <param name="Pages">Its records, each with the times that it covers.</param>
internal sealed record JobListing(IReadOnlyList<BatchJob> Jobs, Instant? CompleteFrom, Instant AskedAt, IReadOnlyList<ListingPage> Pages)
{
    /// <summary>So long at least Batch keeps jobs that ended. Source: facts II §4.</summary>
    public static readonly Duration Kept = Duration.FromDays(7);

    /// <summary>Follows the pages from the first on, as far as they were answered.</summary>
    internal static JobListing Of(
        BundleReader bundle,
        IReadOnlyList<EvidenceRecord> records,
        IReadOnlyDictionary<string, BatchJob> described
    )
    {
        var byToken = records.GroupBy(r => r.Parameters.Text("nextToken") ?? "").ToDictionary(g => g.Key, g => g.Last());
        var jobs = new Dictionary<string, BatchJob>(StringComparer.Ordinal);
        var pages = new List<ListingPage>();
        var asked = records.Min(r => r.RequestedAt);
        var begins = Instant.Max(Begins(records[0].Parameters) ?? Instant.MaxValue, asked - Kept);
        Instant? from = null;
        var token = "";
        while (byToken.Remove(token, out var record) && record.IsWhole)
        {
            using var body = bundle.ParseBody(record);
            var page = body.RootElement.Items("jobSummaryList").Select(j => BatchJob.Of(j, record)).OfType<BatchJob>().ToList();
            foreach (var job in page)
                jobs.TryAdd(job.Id, described.TryGetValue(job.Id, out var told) ? told : job);
            token = body.RootElement.Text("nextToken") ?? "";
            var (last, first) = (page.Select(j => j.Submitted).DefaultIfEmpty(begins).Min(), from ?? Instant.MaxValue);
            from = token.Length == 0 ? begins : Instant.Max(begins, last);
            pages.Add(new ListingPage(record.Id, token.Length == 0 ? begins : last, first));
        }

        return new JobListing([.. jobs.Values.OrderBy(j => j.Submitted).ThenBy(j => j.Id, StringComparer.Ordinal)], from, asked, pages);
    }

    /// <summary>Since when jobs were asked for; null where the listing is of another kind, whose order tells nothing.</summary>
    private static Instant? Begins(JsonElement asked) =>
        asked.Items("filters").FirstOrDefault(f => f.Text("name") == "AFTER_CREATED_AT") is { ValueKind: JsonValueKind.Object } filter
        && filter.Texts("values").FirstOrDefault() is { } text
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? Instant.FromUnixTimeMilliseconds(at)
            : null;
}
