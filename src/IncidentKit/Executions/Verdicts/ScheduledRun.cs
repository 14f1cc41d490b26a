using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>One fire time and what became of it.</summary>
/// <param name="FireTime">When the schedule should have fired.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Layer">Where it was lost, for a missed or failed run.</param>
/// <param name="StartedAt">When its execution started; null without one.</param>
internal readonly record struct ScheduledRun(Instant FireTime, RunVerdict Verdict, FailureLayer Layer, Instant? StartedAt)
{
    /// <summary>Whether it started, in time or late.</summary>
    public bool IsGood => Verdict is RunVerdict.Ran or RunVerdict.Late;

    /// <summary>Whether it was lost: missed or failed.</summary>
    public bool IsBad => Verdict is RunVerdict.Missed or RunVerdict.Failed;
}
