using IncidentKit.Recorded;

namespace IncidentKit.Imports;

/// <summary>What became of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Understood">
/// What it was taken for, and how much of it: <c>3 answers of logs DescribeLogStreams</c>. Why not, where it is refused.
/// </param>
/// <param name="Log">What was found in it, if it is a log.</param>
public sealed record ImportedFile(string Path, string Understood, LogActivity? Log)
{
    /// <summary>Whether nothing of it is in the bundle.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>What in it was not understood, with its line: <c>line 3: a text, no object</c>.</summary>
    public IReadOnlyList<string> NotUnderstood { get; init; } = [];

    /// <summary>What is worth knowing of it: what it was taken to be of, what another file gives too or says otherwise.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    internal static ImportedFile Refused(string path, string reason) => new(path, reason, null) { IsRefused = true };
}
