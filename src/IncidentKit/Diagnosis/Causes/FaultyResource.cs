using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>A resource that may be why the runs of a gap were lost, and how recorded changes are recognised as about it.</summary>
internal sealed record FaultyResource
{
    /// <summary>The evidence.</summary>
    public required DiagnosisContext Context { get; init; }

    /// <summary>The schedule.</summary>
    public required ScheduleRuns Runs { get; init; }

    /// <summary>The gap.</summary>
    public required ExecutionGap Gap { get; init; }

    /// <summary>The names by which calls name the resource.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Whether a value of the schedule's field means the faulty resource.</summary>
    public Func<string?, bool> IsPointedAtBy { get; init; } = _ => true;

    /// <summary>Whether it was found in the schedule's configuration, not in an answer.</summary>
    public bool IsOfConfiguration { get; init; }

    /// <summary>
    /// Of a call that the schedule cannot name: whether the ids in it say that it is about what the schedule uses, or that it is not; null
    /// where they do not tell.
    /// </summary>
    public Func<TrailEvent, bool?> Means { get; init; } = _ => null;

    /// <summary>The state in which a call leaves the resource, where the call itself tells; otherwise null.</summary>
    public Func<TrailEvent, ResourceState?> Leaves { get; init; } = _ => null;
}
