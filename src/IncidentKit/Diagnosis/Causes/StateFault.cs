using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Executions.Outages;
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

    /// <summary>
    /// What is wrong with a resource for that schedule. When nothing is, it is a state
    /// that <see cref="IsFaulty"/> does not call faulty; null when it was not recorded.
    /// </summary>
    public required Func<ScheduleKey, Schedule, string, ResourceState?> State { get; init; }

    /// <summary>The names by which changes name a resource; none where any change of the fields may have brought the fault.</summary>
    public Func<Schedule, string, IReadOnlyList<string>> Names { get; init; } = (_, resource) => [resource];

    /// <summary>The state in which a call leaves a resource for that schedule, where the call itself tells; otherwise null.</summary>
    public Func<ScheduleKey, Schedule, string, TrailEvent, ResourceState?> Leaves { get; init; } = (_, _, _, _) => null;

    /// <summary>
    /// Whether a breaking and a mending call around a gap are enough. They are not where they do not tell this fault from a like one.
    /// </summary>
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
                if (gap.Layer == FailureLayer.NotScheduled || runs.History.At(gap.FirstLostCall.Latest) is not { Active: true } epoch)
                    continue;
                var inGap = ResponseFault.In(gap, answers);
                // What the target told of the first lost runs is the cause; what it told later came on top.
                var answersElse = ResponseFault.In(gap, all) is [var first, ..] && context.Answers.RuleOf(first) != Rule;
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
        state?.Status
            is ResourceState.Missing
                or ResourceState.Unusable
                or "INACTIVE"
                or "DELETE_IN_PROGRESS"
                or "DISABLED"
                or "DELETING"
                or "DELETED"
        || state?.Status.StartsWith(ResourceState.Failed, StringComparison.Ordinal) == true;

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
        var (key, configuration) = (runs.History.Key, epoch.Configuration);
        var found = false;
        foreach (var resource in Resources(key, configuration).Distinct(StringComparer.Ordinal))
        {
            var fault = Faulty(context, runs, gap, configuration, resource);
            var state = State(key, configuration, resource);
            var triggers = Chain.Triggers(fault);
            var cause = triggers is [var likeliest, ..] ? likeliest : null;
            var recovery = Chain.Recovery(fault);
            // Where nobody read the resource itself, the last recorded change tells how it was left.
            var left = state is null && recovery is null && cause is not null ? Left(fault, cause) : null;
            state ??= left;
            var hidden = cause is null && IsFaulty(state) ? Chain.Hidden(fault) : null;
            // A state that began after the gap had ended tells nothing of it.
            if (cause is null && hidden is null && (Chain.BrokenAfter(fault) is not null || IsAfter(gap, state)))
                state = null;
            var began = hidden?.At ?? (state?.Since is { } since && CauseWindow.IsInside(gap, since) && cause is null ? since : null);
            var closed =
                MendedByCalls
                && cause is { Schedule: null }
                && recovery is not null
                && !answersElse
                && Proves(fault, cause, IsFaulty)
                && Proves(fault, recovery, s => s.IsActive);
            if (!IsFaulty(state) && (answers.Count == 0 || cause is null) && !closed)
                continue;
            found = true;
            // That nothing else was changed, or not since, is known only where all changes were recorded.
            var cut = context.Sources.ChangesCut(key.Region, gap.LastGood ?? gap.Start) is not null;
            var late = answersElse || began is not null;
            var rivals = triggers.Select(t => t.EventId).Distinct(StringComparer.Ordinal).Count() > 1;
            yield return new ScheduleFault
            {
                Runs = runs,
                Gap = gap,
                Expected = cause?.Before is { } before ? $"{Expected}, as before: {before}" : Expected,
                Found =
                    Found(resource, IsFaulty(state) ? state : null)
                    + (began is { } at ? $" (since {at.ToIso()}, after the first missed run)" : ""),
                Answered = AnswerTexts.Of(answers),
                Certainty =
                    late ? Certainty.Supported
                    : answers.Count > 0 || (closed && !rivals && !cut) ? Certainty.Confirmed
                    : IsFaulty(state) && left is null && !(cut && cause is null) && !RanUnder(runs, gap, epoch, cause) ? Certainty.Confirmed
                    : Certainty.Supported,
                Cause = late ? null : cause,
                Recovery = recovery,
                Since = cause?.At ?? began ?? state?.Since,
                EvidenceIds = [.. answers.Select(a => a.EvidenceId).Prepend(state?.EvidenceId).Append(hidden?.EvidenceId).OfType<string>()],
            };
        }

        if (!found && answers.Count > 0)
        {
            var resources = Resources(key, configuration).Distinct(StringComparer.Ordinal).ToList();
            var names = resources.SelectMany(r => Names(configuration, r)).Distinct(StringComparer.Ordinal).ToList();
            var fault = ResponseFault.From(context, runs, gap, answers, Chain, names, Expected, LeavesAny);
            yield return answersElse ? fault with { Certainty = Certainty.Supported, Cause = null } : fault;
            ResourceState? LeavesAny(TrailEvent call) =>
                resources.Select(r => Leaves(key, configuration, r, call)).FirstOrDefault(s => s is not null);
        }
    }

    private FaultyResource Faulty(DiagnosisContext context, ScheduleRuns runs, ExecutionGap gap, Schedule configuration, string resource)
    {
        var names = Names(configuration, resource);
        return new FaultyResource
        {
            Context = context,
            Runs = runs,
            Gap = gap,
            Names = names,
            IsOfConfiguration = true,
            // A field may list several resources.
            IsPointedAtBy = after =>
                names.Count == 0
                || (
                    after is not null
                    && names.Any(n =>
                        after.Split(", ").Any(a => a == n || a.EndsWith("/" + n, StringComparison.Ordinal)) || IsInside(after, n)
                    )
                ),
            Leaves = call => Leaves(runs.History.Key, configuration, resource, call),
        };
    }

    /// <summary>Whether the parameters of a call, a JSON text, name a resource.</summary>
    private static bool IsInside(string text, string name) =>
        text.StartsWith('{') && text.Contains($"\"{name}\"", StringComparison.Ordinal);

    /// <summary>
    /// Whether a call by itself leaves the resource so: by the document it carries, or because that is all it can do. A call that may do
    /// either, such as a policy whose text was not recorded, proves nothing by its time.
    /// </summary>
    private static bool Proves(FaultyResource fault, ConfigurationChange change, Predicate<ResourceState> wanted) =>
        Left(fault, change) is { } state ? wanted(state) : ChangeEvents.HasOneDirection(change.Action);

    /// <summary>The state in which a change left the resource, where the call itself tells.</summary>
    private static ResourceState? Left(FaultyResource fault, ConfigurationChange change) =>
        fault.Context.Events.FirstOrDefault(e => e.Id == change.EventId) is { } call ? fault.Leaves(call) : null;

    private static bool IsAfter(ExecutionGap gap, ResourceState? state) => state?.Since is { } since && CauseWindow.IsAfter(gap, since);

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
