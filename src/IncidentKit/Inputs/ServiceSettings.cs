using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>A service of the user's system and what belongs to it.</summary>
public sealed record ServiceSettings
{
    /// <summary>What it does for the business.</summary>
    public ServiceRole Role { get; init; } = ServiceRole.Other;

    /// <summary>What people call it, without an article: <c>signal engine</c>. Null where the settings give no name.</summary>
    internal string? Name { get; init; }

    /// <summary>The id of the market that it serves, one of the settings; null for all of them.</summary>
    internal string? Market { get; init; }

    /// <summary>Whether the market's open needs it; every role but other unless said.</summary>
    internal bool RequiredForOpen { get; init; } = true;

    /// <summary>How long a run of one of its schedules may take, more than zero; null where nobody says.</summary>
    internal Duration? MaxDuration { get; init; }

    /// <summary>With how little of its runs people are content; null where they ask for everything.</summary>
    internal AcceptedEvidence? Accept { get; init; }

    /// <summary>Names of its schedules, in the order given.</summary>
    public IReadOnlyList<string> Schedules { get; init; } = [];

    /// <summary>Names of its log groups, in the order given.</summary>
    public IReadOnlyList<string> LogGroups { get; init; } = [];

    /// <summary>The data its runs bring, in the order given.</summary>
    public IReadOnlyList<DatasetSettings> Datasets { get; init; } = [];

    /// <summary>The line of the settings file it begins on, from 1.</summary>
    public int Line { get; init; } = 1;
}
