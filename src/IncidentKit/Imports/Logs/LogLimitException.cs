namespace IncidentKit.Imports.Logs;

/// <summary>A file exceeds a limit or cannot be read to its end; the reader adds its name.</summary>
internal sealed class LogLimitException(string message) : Exception(message);
