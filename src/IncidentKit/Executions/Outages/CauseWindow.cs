using IncidentKit.Executions.Verdicts;
using NodaTime;

namespace IncidentKit.Executions.Outages;

/// <summary>
/// When a change can explain how a gap began or ended. Nothing is instantaneous: a call is made some time after its fire time, and a change
/// takes effect some time after its own. The two must be able to meet, and no call that succeeded may contradict them. The one rule for
/// triggers, recoveries, fixes and disabling.
/// </summary>
internal static class CauseWindow
{
    /// <summary>What a task meets while it starts: it may be lost by a change after its call.</summary>
    private static readonly Duration StartUp = Duration.FromMinutes(3);

    /// <summary>Whether a change can have lost the first run of a gap.</summary>
    /// <param name="gap">The gap.</param>
    /// <param name="at">When the change was made.</param>
    /// <param name="actsWithin">How long after it its effect may begin.</param>
    public static bool MayBegin(ExecutionGap gap, Instant at, Duration actsWithin) =>
        at <= Latest(gap.FirstLostCall, gap.Layer) && !(gap.LastGoodCall is { } good && at + actsWithin < good.Earliest);

    /// <summary>Whether a change can have brought about the run that ended a gap.</summary>
    /// <inheritdoc cref="MayBegin"/>
    public static bool MayEnd(ExecutionGap gap, Instant at, Duration actsWithin) =>
        gap.FirstGoodCall is { } good && at <= good.Latest + StartUpOf(gap.Layer) && at + actsWithin >= gap.LastLostCall.Earliest;

    /// <summary>Whether a change was made after the first run of a gap was lost, and before it ended.</summary>
    public static bool IsInside(ExecutionGap gap, Instant at) =>
        at > Latest(gap.FirstLostCall, gap.Layer) && !(gap.FirstGoodCall is { } good && at > good.Latest);

    /// <summary>Whether a change was made after a gap had ended.</summary>
    public static bool IsAfter(ExecutionGap gap, Instant at) => gap.FirstGoodCall is { } good && at > good.Latest + StartUpOf(gap.Layer);

    private static Instant Latest(CallTime call, FailureLayer layer) => call.Latest + StartUpOf(layer);

    private static Duration StartUpOf(FailureLayer layer) =>
        layer is FailureLayer.FailedToStart or FailureLayer.FailedRunning ? StartUp : Duration.Zero;
}
