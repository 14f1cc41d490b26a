namespace IncidentKit.Aws.Plan;

/// <summary>The calls of one operation.</summary>
/// <param name="Action">The operation's IAM action, <c>logs:DescribeLogStreams</c>.</param>
/// <param name="Calls">How many.</param>
/// <param name="HasMorePages">Whether these are first pages, and there may be more: how many is known only from the answers.</param>
public sealed record PlannedCalls(string Action, int Calls, bool HasMorePages);
