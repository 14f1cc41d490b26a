namespace IncidentKit.Auditing;

/// <summary>Something that a report states and that no check could compare with anything: neither wrong nor right.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 code units, from 1.</param>
/// <param name="Kind">What it is: <c>time</c>, <c>duration</c>, <c>count</c>.</param>
/// <param name="Claim">What the report says, as written.</param>
/// <param name="Reason">Why it was not compared.</param>
public sealed record UncheckedClaim(int Line, int Column, string Kind, string Claim, string Reason);
