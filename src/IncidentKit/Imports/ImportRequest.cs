using IncidentKit.Imports.Logs;
using NodaTime;

namespace IncidentKit.Imports;

/// <summary>What the files do not say themselves.</summary>
public sealed record ImportRequest
{
    /// <summary>The window to explain, half-open, with both ends.</summary>
    public required Interval Window { get; init; }

    /// <summary>When the files were imported.</summary>
    public required Instant ImportedAt { get; init; }

    /// <summary>The version of the tool, kept in the manifest.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The region of files that name none; null when it is not known.</summary>
    public string? Region { get; init; }

    /// <summary>The account, twelve digits; null to find it in the files.</summary>
    public string? Account { get; init; }

    /// <summary>The log group of logs; null to name each by its file.</summary>
    public string? LogGroup { get; init; }

    /// <summary>How logs are to be read.</summary>
    public LogReading Reading { get; init; } = new();
}
