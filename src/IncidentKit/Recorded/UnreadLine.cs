namespace IncidentKit.Recorded;

/// <summary>A line that was not understood.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">Its beginning.</param>
/// <param name="Why">What is missing or wrong.</param>
public sealed record UnreadLine(long Number, string Text, string Why);
