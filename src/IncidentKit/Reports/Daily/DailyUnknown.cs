namespace IncidentKit.Reports.Daily;

/// <summary>One thing about the day that is unknown.</summary>
/// <param name="Text">What and why, in one sentence without its full stop.</param>
/// <param name="ToKnow">What to do to know it; null when nothing helps.</param>
internal sealed record DailyUnknown(string Text, string? ToKnow);
