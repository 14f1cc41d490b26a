using System.Text.Json;
using IncidentKit.Evidence.Shapes;
using NodaTime;

namespace IncidentKit.Evidence;

/// <summary>One recorded call: the request as it was sent and the answer as it came.</summary>
public sealed record EvidenceRecord
{
    /// <summary>First 16 hex digits of SHA-256 over service, operation, region and canonical parameters (page token included).</summary>
    public required string Id { get; init; }

    /// <summary>The service's signing name in lower case: <c>scheduler</c>, <c>ecs</c>, <c>logs</c>, <c>cloudtrail</c>, <c>lambda</c>,
    /// <c>cloudwatch</c>, <c>sts</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The operation as AWS names it, <c>DescribeLogStreams</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The region the call was sent to, <c>us-west-2</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The request's members with AWS's own names, as a JSON object.</summary>
    public required JsonElement Parameters { get; init; }

    /// <summary>When the request was sent.</summary>
    public required Instant RequestedAt { get; init; }

    /// <summary>HTTP status of the answer; 0 when no answer came.</summary>
    public required int Status { get; init; }

    /// <summary>The answer as UTF-8 JSON without insignificant white space; an answer that is not JSON is a JSON string; a failed call is
    /// <c>{"error":{"code","message"}}</c> where no body came.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What the body is, held against what the operation answers; a whole answer until that is done.</summary>
    internal AnswerCheck Check { get; init; }

    /// <summary>Whether a success was answered (2xx), with what the operation answers.</summary>
    public bool Succeeded => IsSuccess && Check.Problem is null;

    /// <summary>Whether it succeeded and all of it could be read: only then does what is not in it mean anything.</summary>
    internal bool IsWhole => Succeeded && Check.Unread == 0;

    /// <summary>Whether the status says so, whatever the body is.</summary>
    internal bool IsSuccess => Status is >= 200 and < 300;
}
