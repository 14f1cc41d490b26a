namespace IncidentKit.Auditing;

/// <summary>What a check has against a place of a report.</summary>
/// <param name="Offset">Where the claim begins in the report's text.</param>
/// <param name="End">The offset behind the claim's last character.</param>
/// <param name="Claim">What stands there.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Found">What was found instead.</param>
/// <param name="How">How.</param>
/// <param name="Fix">What to write instead; null where more than one value would have to change, or the right one is not known.</param>
internal sealed record Objection(int Offset, int End, string Claim, string Message, string Found, string How, Fix? Fix = null);
