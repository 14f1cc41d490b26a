namespace IncidentKit.Claims;

/// <summary>A place in a report's file as an editor shows it.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 code units, from 1.</param>
internal readonly record struct SourcePosition(int Line, int Column);
