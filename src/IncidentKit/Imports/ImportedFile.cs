using IncidentKit.Recorded;

namespace IncidentKit.Imports;

/// <summary>What became of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Understood">What it was taken for, and how much of it: <c>3 answers of logs DescribeLogStreams</c>.</param>
/// <param name="Log">What was found in it, if it is a log.</param>
public sealed record ImportedFile(string Path, string Understood, LogActivity? Log);
