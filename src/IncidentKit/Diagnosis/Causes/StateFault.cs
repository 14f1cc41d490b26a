using IncidentKit.Basics;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>
/// Finds schedules that point at something they cannot run on: in a gap by the recorded state of what the configuration of that time
/// names, or by a recorded change that broke it and one that mended it; and, where no run was lost, by the present state.
/// </summary>
internal sealed record StateFault
{
    /// <summary>The link of the chain it is about.</summary>
    public required FailingChain Chain { get; init; }

    /// <summary>The resources a configuration names; none of this kind for another target.</summary>
    public required Func<ScheduleKey, Schedule, IEnumerable<string>> Resources { get; init; }

    /// <summary>What is wrong with a resource for that schedule; a state that <see cref="IsFaulty"/> does not call faulty when nothing is, null when it was not recorded.</summary>
    public required Func<ScheduleKey, Schedule, string, ResourceState?> State { get; init; }

    /// <summary>The names by which changes name a resource; none where any change of the fields may have brought the fault.</summary>
    public Func<Schedule, string, IReadOnlyList<string>> Names { get; init; } = (_, resource) => [resource];

    /// <summary>Whether a breaking and a mending call around a gap are enough; false where they do not tell this fault from a like one.</summary>
    public bool MendedByCalls { get; init; } = true;

    /// <summary>What should be there; a value from before is added.</summary>
    public required string Expected { get; init; }

    /// <summary>What is there instead.</summary>
    public required Func<string, ResourceState?, string> Found { get; init; }

    /// <summary>The rule it is of: answers that mean it are more evidence of a fault, and without one a fault by themselves.</summary>
    public required string Rule { get; init; }

    /// <summary>All faults of this kind, at most one a schedule and gap.</summary>
    public IEnumerable<ScheduleFault> Find(DiagnosisContext context)
    {
        foreach (var runs in context.Runs)
        {
            var all = context.Responses.Of(runs.History.Key);
            var answers = context.Answers.Of(runs.History.Key, Rule);
            var faulty = false;
            foreach (var gap in runs.Gaps)
            {
                if (gap.Layer == FailureLayer.NotScheduled || runs.History.At(gap.Start) is not { Active: true } epoch)
                    continue;
                var inGap = ResponseFault.In(gap, answers);
                var answersElse = inGap.Count == 0 && ResponseFault.In(gap, all).Count > 0;
                foreach (var fault in InGap(context, runs, gap, epoch, inGap, answersElse).OrderByDescending(f => f.Certainty).Take(1))
                {
                    faulty = true;
                    yield return fault;
                }
            }

            if (!faulty && Present(runs) is { } present)
                yield return present;
        }
    }

    /// <summary>Whether runs cannot use a resource in that state.</summary>
    private static bool IsFaulty(ResourceState? state) =>
        state?.Status is ResourceState.Missing or ResourceState.Unusable or "INACTIVE" or "DELETE_IN_PROGRESS";

    /// <summary>The faults of a gap. Where the target told of something else, the state is a fault but not shown to be the cause.</summary>
    private IEnumerable<ScheduleFault> InGap(
        DiagnosisContext context,
        ScheduleRuns runs,
        ExecutionGap gap,
        ConfigurationEpoch epoch,
        IReadOnlyList<TargetResponse> answers,
        bool answersElse
    )
    {
        var found = false;
        foreach (var resource in Resources(runs.History.Key, epoch.Configuration).Distinct(StringComparer.Ordinal))
        {
            var state = State(runs.History.Key, epoch.Configuration, resource);
            var names = Names(epoch.Configuration, resource);
            // A field may list several resources.
            bool PointsAt(string? after) =>
                names.Count == 0
                || (
                    after is not null && names.Any(n => after.Split(", ").Any(a => a == n || a.EndsWith("/" + n, StringComparison.Ordinal)))
                );
            var cause = Chain.Trigger(context, runs, gap, names, PointsAt);
            var recovery = Chain.Recovery(context, runs, gap, names);
            var hidden = cause is null && IsFaulty(state) ? Chain.Hidden(context, runs, gap, names, PointsAt) : null;
            var closed = MendedByCalls && cause is { Schedule: null } && recovery is not null && !answersElse;
            if (!IsFaulty(state) && (answers.Count == 0 || cause is null) && !closed)
                continue;
            found = true;
            yield return new ScheduleFault
            {
                Runs = runs,
                Gap = gap,
                Expected = cause?.Before is { } before ? $"{Expected}, as before: {before}" : Expected,
                Found =
                    Found(resource, IsFaulty(state) ? state : null)
                    + (hidden is null ? "" : $" (since {hidden.At.ToIso()}, after the first missed run)"),
                Answered = AnswerTexts.Of(answers),
                Certainty = answersElse ? Certainty.Supported : Sure(runs, gap, epoch, state, cause, recovery, answers),
                Cause = cause,
                Recovery = recovery,
                Since = cause?.At ?? hidden?.At ?? state?.Since,
                EvidenceIds = [.. answers.Select(a => a.EvidenceId).Prepend(state?.EvidenceId).Append(hidden?.EvidenceId).OfType<string>()],
            };
        }

        if (!found && answers.Count > 0)
        {
            var names = Resources(runs.History.Key, epoch.Configuration)
                .SelectMany(r => Names(epoch.Configuration, r))
                .Distinct(StringComparer.Ordinal)
                .ToList();
            yield return ResponseFault.From(context, runs, gap, answers, Chain, names, Expected);
        }
    }

    private static Certainty Sure(
        ScheduleRuns runs,
        ExecutionGap gap,
        ConfigurationEpoch epoch,
        ResourceState? state,
        ConfigurationChange? cause,
        ConfigurationChange? recovery,
        IReadOnlyList<TargetResponse> answers
    )
    {
        if (answers.Count > 0 || (cause is not null && recovery is not null))
            return Certainty.Confirmed;
        return !IsFaulty(state) || RanUnder(runs, gap, epoch, cause) ? Certainty.Supported : Certainty.Confirmed;
    }

    /// <summary>Whether any run of the window, or the one before the gap, succeeded while the faulty configuration was in force.</summary>
    private static bool RanUnder(ScheduleRuns runs, ExecutionGap gap, ConfigurationEpoch epoch, ConfigurationChange? cause)
    {
        var since = cause?.At ?? epoch.From ?? Instant.MinValue;
        return gap.LastGood >= since
            || (gap.End is { } end && epoch.Contains(end))
            || runs.Gaps.Any(g =>
                g != gap
                && (
                    (g.LastGood is { } good && epoch.Contains(good) && good >= since) || (g.End is { } e && epoch.Contains(e) && e >= since)
                )
            );
    }

    /// <summary>The present state, where no gap shows it: runs will be lost, or were not looked at.</summary>
    private ScheduleFault? Present(ScheduleRuns runs)
    {
        if (runs.History.Current is not { Enabled: true } now)
            return null;
        foreach (var resource in Resources(runs.History.Key, now).Distinct(StringComparer.Ordinal))
        {
            if (State(runs.History.Key, now, resource) is { } state && IsFaulty(state))
            {
                return new ScheduleFault
                {
                    Runs = runs,
                    Gap = null,
                    Expected = Expected,
                    Found = Found(resource, state),
                    Certainty = Certainty.Supported,
                    Since = state.Since,
                    EvidenceIds = [state.EvidenceId],
                };
            }
        }

        return null;
    }
}
