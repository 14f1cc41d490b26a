using NodaTime;

namespace IncidentKit.Evidence;

/// <summary>The head of a bundle, <c>manifest.json</c>.</summary>
public sealed record BundleManifest
{
    /// <summary>Version of the bundle format, MODEL.REVISION.ADDITION.</summary>
    public required string SchemaVersion { get; init; }

    /// <summary>Version of the tool that recorded the bundle.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The window that was asked for, half-open.</summary>
    public required Interval Window { get; init; }

    /// <summary>The regions that were asked.</summary>
    public required IReadOnlyList<string> Regions { get; init; }

    /// <summary>The AWS account, twelve digits.</summary>
    public required string Account { get; init; }

    /// <summary>When recording began.</summary>
    public required Instant CollectedAt { get; init; }

    /// <summary>False while recording, and for a bundle whose recording was interrupted.</summary>
    public required bool Complete { get; init; }

    /// <summary>One row a source, ordered by name.</summary>
    public required IReadOnlyList<SourceCoverage> Coverage { get; init; }

    /// <summary>How many secrets were replaced by markers, by kind (<c>password</c>, <c>token</c>, <c>accessKey</c>, …); empty until
    /// complete.</summary>
    public required IReadOnlyDictionary<string, int> Redactions { get; init; }
}
