using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Sources;
using NodaTime;

namespace IncidentKit.Aws.Plan;

/// <summary>
/// Stands in for AWS while a recording is planned: what says which resources there are is asked, everything else is counted and
/// answered with nothing. So the recorder itself decides what would be sent. Safe for concurrent use.
/// </summary>
/// <param name="client">The way to AWS.</param>
/// <param name="clock">Gives the time of each request.</param>
sealed class CallPlan(AwsClient client, IClock clock)
{
    /// <summary>Free calls without which nothing can be planned.</summary>
    static readonly HashSet<AwsOperation> Listings =
    [
        AwsOperation.ListClusters,
        AwsOperation.ListScheduleGroups,
        AwsOperation.ListSchedules,
        AwsOperation.GetSchedule,
        AwsOperation.ListRules,
        AwsOperation.ListTargetsByRule,
        AwsOperation.DescribeTaskDefinition,
        AwsOperation.DescribeStateMachine,
        AwsOperation.DescribeJobQueues,
        AwsOperation.DescribeLogGroups,
    ];

    readonly ConcurrentDictionary<AwsOperation, int> _made = new();
    readonly ConcurrentDictionary<AwsOperation, int> _planned = new();

    /// <summary>Calls that were made for the plan and will be made again.</summary>
    public IReadOnlyDictionary<AwsOperation, int> Made => _made;

    /// <summary>Calls that were not made: the first page of each listing, and each other call.</summary>
    public IReadOnlyDictionary<AwsOperation, int> Planned => _planned;

    /// <summary>Bytes that Insights would scan, by the size of the log groups.</summary>
    public long ScannedBytes => Interlocked.Read(ref _scannedBytes);

    /// <summary>Metrics that GetMetricData would be asked for.</summary>
    public int Metrics => _metrics;

    long _scannedBytes;
    int _metrics;

    /// <summary>Counts bytes that a query would scan.</summary>
    public void Scan(long bytes) => Interlocked.Add(ref _scannedBytes, bytes);

    public async Task<RecordedCall> AnswerAsync(AwsOperation operation, string region, JsonElement parameters, CancellationToken ct)
    {
        if (Listings.Contains(operation))
        {
            _made.AddOrUpdate(operation, 1, (_, count) => count + 1);
            var now = clock.GetCurrentInstant();
            var answer = await client.SendAsync(operation, region, parameters, ct, came => came.Checked(operation, now));
            return new(JsonElement.Parse(answer.Body.Span), answer.Failure) { Error = $"{answer.Code}: {answer.Message}" };
        }
        var number = _planned.AddOrUpdate(operation, 1, (_, count) => count + 1);
        if (operation == AwsOperation.GetMetricData)
            Interlocked.Add(ref _metrics, parameters.GetProperty("MetricDataQueries").GetArrayLength());
        // Each query is a question of its own.
        return new(
            operation == AwsOperation.StartQuery ? JsonSerializer.SerializeToElement(new { queryId = $"{number}" }) : Nothing,
            AwsFailure.None
        );
    }

    static JsonElement Nothing { get; } = JsonSerializer.SerializeToElement(new JsonObject());
}
