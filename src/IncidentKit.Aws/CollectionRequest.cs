using NodaTime;

namespace IncidentKit.Aws;

/// <summary>What to record.</summary>
public sealed record CollectionRequest
{
    /// <summary>The window to explain, half-open, with both ends.</summary>
    public required Interval Window { get; init; }

    /// <summary>The regions to ask; empty for the region of the profile or the environment.</summary>
    public required IReadOnlyList<string> Regions { get; init; }

    /// <summary>The version of the tool, kept in the manifest.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Most pages of RunTask events to ask for in a region (50 events each, 2 calls a second); 40 unless told.</summary>
    public int RunTaskCalls { get; init; } = 40;

    /// <summary>Whether to read the messages of dead-letter queues, which raises their receive counts.</summary>
    public bool ReadDeadLetters { get; init; }

    /// <summary>Log groups to record besides those the targets name.</summary>
    public IReadOnlyList<string> LogGroups { get; init; } = [];

    /// <summary>Whether to record the events a minute of the log groups too. Where no metric has them any more, that is paid for by what
    /// is scanned.</summary>
    public bool LogActivity { get; init; }
}
