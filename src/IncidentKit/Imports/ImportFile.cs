using NodaTime;

namespace IncidentKit.Imports;

/// <summary>A file to import.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="WrittenAt">When it was last written, taken as the time at which AWS was asked: silence after it proves nothing.</param>
public sealed record ImportFile(string Path, Instant WrittenAt)
{
    /// <summary>What people know it by: its path, or its path in an archive after the archive's own.</summary>
    public string Name { get; init; } = Path;
}
