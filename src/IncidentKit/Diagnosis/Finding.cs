using IncidentKit.Diagnosis.Causes;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis;

/// <summary>One cause or weakness and the schedules it holds for.</summary>
internal sealed record Finding
{
    /// <summary>The rule that found it.</summary>
    public required IFindingRule Rule { get; init; }

    /// <summary>The rule's stable id, <c>IK2001</c>.</summary>
    public string RuleId => Rule.Id;

    /// <summary>The rule's name, <c>cluster-not-found</c>.</summary>
    public string Name => Rule.Name;

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How sure it is.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>The schedules it holds for, in order.</summary>
    public required IReadOnlyList<ScheduleKey> Subjects { get; init; }

    /// <summary>The gaps it explains or fits, by the schedule and their first fire time; none where no run was lost by it.</summary>
    public IReadOnlyList<(ScheduleKey Schedule, Instant Start)> Gaps { get; init; } = [];

    /// <summary>Whether it is shown to be why runs of the window were lost, and no weakness beside.</summary>
    public bool IsCause => Certainty == Certainty.Confirmed && Severity >= Severity.High && Gaps.Count > 0;

    /// <summary>Whether it tells of how things stand when they are recorded, and of no lost run and no change.</summary>
    public bool IsOfPresent =>
        Gaps.Count == 0 && Causes.Count == 0 && Rule is { LosesRuns: true, IsOfStartedRuns: false } && Rule.Sources.Any(s => !s.InTime);

    /// <summary>What should have been there.</summary>
    public required string Expected { get; init; }

    /// <summary>What was there.</summary>
    public required string Found { get; init; }

    /// <summary>Whether a recorded change between the last good and the first missed run brought it about.</summary>
    public required bool ExplainsOnset { get; init; }

    /// <summary>
    /// The recorded changes that brought it about, by time. A fault that lost no run may have some without <see cref="ExplainsOnset"/>.
    /// </summary>
    public IReadOnlyList<ConfigurationChange> Causes { get; init; } = [];

    /// <summary>The recorded changes that mended it, by time: each between the last missed and the first good run.</summary>
    public IReadOnlyList<ConfigurationChange> Recoveries { get; init; } = [];

    /// <summary>When the fault began; null when that is not known. Later than the onset it was hidden behind another fault.</summary>
    public Instant? Since { get; init; }

    /// <summary>Whether what was found has ended by itself, so that it says nothing of how things stand.</summary>
    public bool IsOver { get; init; }

    /// <summary>The records that show it, each once.</summary>
    public required IReadOnlyList<string> EvidenceIds { get; init; }

    /// <summary>What to do, in one sentence.</summary>
    public required string Remedy { get; init; }
}
