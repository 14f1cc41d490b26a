using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>The URL of a queue.</summary>
    public static AwsOperation GetQueueUrl { get; } = new(Operations.GetQueueUrl, 50);

    /// <summary>A queue's depth and settings.</summary>
    public static AwsOperation GetQueueAttributes { get; } = new(Operations.GetQueueAttributes, 50);
}

/// <summary>The dead-letter queues of schedules: how deep they are.</summary>
sealed class Queues(RecordedRegion region) : Source(region, SourceNames.Queues, "no target names a dead-letter queue")
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        foreach (var arn in known.Targets.Queues.Order(StringComparer.Ordinal))
        {
            if (Arn.Of(arn) is not { } queue)
                continue;
            var asked = new JsonObject { ["QueueName"] = queue.LastName, ["QueueOwnerAWSAccountId"] = queue.Account };
            if ((await CallAsync(AwsOperation.GetQueueUrl, asked, ct)).Body.Text("QueueUrl") is not { } url)
                continue;
            known.QueueUrls.Add(url);
            asked = new() { ["QueueUrl"] = url, ["AttributeNames"] = new JsonArray("All") };
            await CallAsync(AwsOperation.GetQueueAttributes, asked, ct);
        }
    }
}
