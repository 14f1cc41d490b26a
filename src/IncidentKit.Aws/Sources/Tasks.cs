using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>The tasks of a cluster by desired status, 100 a page. Stopped tasks are kept for about an hour.</summary>
    public static AwsOperation ListTasks { get; } = new(Operations.ListTasks, 20) { Paging = new("nextToken", "nextToken", "taskArns") };

    /// <summary>Up to 100 tasks of one cluster.</summary>
    public static AwsOperation DescribeTasks { get; } = new(Operations.DescribeTasks, 20);
}

/// <summary>The tasks of every cluster, with their stop reasons. Stopped ones vanish first.</summary>
sealed class Tasks : Source
{
    /// <summary>ECS keeps stopped tasks for at least an hour (ECS API reference, DescribeTasks).</summary>
    static readonly Duration StoppedTasksKept = Duration.FromHours(1);

    public Tasks(RecordedRegion region)
        : base(region, SourceNames.Tasks, "no cluster is known") => (Ledger.From, Ledger.To) = (region.Now - StoppedTasksKept, region.Now);

    public override Task RecordAsync(KnownSoFar known, CancellationToken ct) =>
        Task.WhenAll(known.Clusters.Select(cluster => TasksAsync(cluster, ct)));

    async Task TasksAsync(string cluster, CancellationToken ct)
    {
        foreach (var status in (string[])["STOPPED", "RUNNING"])
        {
            var tasks = await TextsAsync(AwsOperation.ListTasks, new() { ["cluster"] = cluster, ["desiredStatus"] = status }, ct);
            foreach (var some in tasks.Order(StringComparer.Ordinal).Chunk(100))
                Answered(
                    await CallAsync(AwsOperation.DescribeTasks, new() { ["cluster"] = cluster, ["tasks"] = ArrayOf(some) }, ct),
                    some,
                    "tasks"
                );
        }
    }
}
