namespace IncidentKit.Aws.Client;

/// <summary>How an operation's listing goes on.</summary>
/// <param name="Request">The request's member that carries the token, <c>nextToken</c>.</param>
/// <param name="Answer">The answer's member that holds the next token.</param>
/// <param name="Items">The answer's member that holds the items.</param>
public sealed record Paging(string Request, string Answer, string Items);
