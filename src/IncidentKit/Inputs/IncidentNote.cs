using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>Something a person said about the incident.</summary>
/// <param name="At">When it was said or seen; null when not given.</param>
/// <param name="By">Who said it; null when not given.</param>
/// <param name="Text">What was said.</param>
/// <param name="Line">The line of the file it stands on, from 1.</param>
public sealed record IncidentNote(Instant? At, string? By, string Text, int Line);
