using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>One schedule of a pool, and what is worked out of it on the way to its runs.</summary>
/// <param name="index">Its index among all schedules.</param>
/// <param name="history">Its configurations as recorded.</param>
internal sealed class PoolMember(int index, ScheduleHistory history)
{
    /// <summary>Its index among all schedules.</summary>
    public int Index => index;

    /// <summary>Its configurations as recorded.</summary>
    public ScheduleHistory Recorded => history;

    /// <summary>Its configurations with the phase of their rates; null where nothing tells the phase.</summary>
    public ScheduleHistory? Anchored { get; set; }

    /// <summary>What a reader should know, one sentence each.</summary>
    public List<string> Notices { get; } = [.. history.Latest.Notices];

    /// <summary>The places of its slots among those of the pool, in order.</summary>
    public List<int> Slots { get; } = [];

    /// <summary>The fire times that started fewer tasks than asked for.</summary>
    public IReadOnlyList<Instant> Partial { get; set; } = [];

    /// <summary>How many executions belong to none of its slots.</summary>
    public int Extra { get; set; }
}
