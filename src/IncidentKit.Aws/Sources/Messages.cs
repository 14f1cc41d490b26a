using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>Up to ten messages of a queue. They stay in it and visible, but each one's receive count rises, which may move it to
    /// another queue.</summary>
    public static AwsOperation ReceiveMessage { get; } = new(Operations.ReceiveMessage, 10) { ReadsOnly = false };
}

/// <summary>The messages of dead-letter queues, where they are asked for.</summary>
sealed class Messages(RecordedRegion region) : Source(region, SourceNames.Messages, "not asked for: --read-dlq")
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        if (!Region.Request.ReadDeadLetters)
            return;
        foreach (var url in known.QueueUrls)
            await MessagesAsync(url, ct);
    }

    /// <summary>A visibility timeout of 0 leaves the messages where others see them.</summary>
    Task<RecordedCall> MessagesAsync(string url, CancellationToken ct) =>
        CallAsync(
            AwsOperation.ReceiveMessage,
            new()
            {
                ["QueueUrl"] = url,
                ["MaxNumberOfMessages"] = 10,
                ["VisibilityTimeout"] = 0,
                ["WaitTimeSeconds"] = 1,
                ["MessageAttributeNames"] = new JsonArray("All"),
            },
            ct
        );
}
