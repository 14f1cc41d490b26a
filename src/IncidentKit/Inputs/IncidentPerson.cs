namespace IncidentKit.Inputs;

/// <summary>Somebody who took part.</summary>
/// <param name="Name">Who, as the team calls them.</param>
/// <param name="Role">What they did: incident lead, on call; null when not given.</param>
/// <param name="Line">The line of the file it stands on, from 1.</param>
public sealed record IncidentPerson(string Name, string? Role, int Line);
