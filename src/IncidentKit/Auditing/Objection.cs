namespace IncidentKit.Auditing;

/// <summary>What a check has against a place of a report.</summary>
/// <param name="Offset">The place in the report's text.</param>
/// <param name="Claim">What stands there.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Found">What was found instead.</param>
/// <param name="How">How.</param>
internal sealed record Objection(int Offset, string Claim, string Message, string Found, string How);
