using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>
/// IK4011: runs of a schedule that start and do not end, or end later than usual. Tasks pile up: when it was recorded, several of them ran
/// at once, the oldest for longer than several of its fire times. A run took longer than usual, or than stated; it still runs, and writes
/// nothing any more; where too few runs are known to tell what is usual, it still ran when the next one was due. They count as ran,
/// since they started, but they are not well. Source: facts §4.3, a running task has no stoppedAt.
/// </summary>
internal sealed class TasksPileUp : IFindingRule
{
    /// <summary>So many tasks of one schedule at once are a pile, unless its tasks always take that long.</summary>
    private const int Pile = 3;

    /// <summary>How many runs a finding names.</summary>
    private const int Named = 3;

    /// <summary>The last line of a stream may be listed this late. Source: facts §4.4.</summary>
    private static readonly Duration OutputLag = Duration.FromHours(1);

    /// <inheritdoc/>
    public string Id => "IK4011";

    /// <inheritdoc/>
    public string Name => "run-longer-than-usual";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.RunningTasks];

    /// <inheritdoc/>
    public bool IsOfStartedRuns => true;

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var running = context.Tasks.Where(t => t.Stopped is null).ToLookup(t => (t.Region, t.Family));
        var faults = context
            .Runs.Select(r => PileOf(context, running, r) ?? LongOf(context, r) ?? OverlapOf(r))
            .OfType<ScheduleFault>()
            .ToLookup(f => f.IsOver);
        const string remedy =
            "Look into one of the tasks before it is stopped; give the job a time limit, and let it refuse to start beside itself.";
        return ScheduleFault
            .Summarise(this, faults[false], remedy, Severity.High)
            .Concat(ScheduleFault.Summarise(this, faults[true], "Read the log of the longest run; say what is allowed with maxDuration."));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Give the job a time limit, and let it refuse to start while an earlier run goes on", ActionPriority.High)];

    private static ScheduleFault? PileOf(
        DiagnosisContext context,
        ILookup<(string Region, string Family), DescribedTask> allRunning,
        ScheduleRuns runs
    )
    {
        var key = runs.History.Key;
        if (runs.History.Current is not { Enabled: true, Target.Task: { Family: { } family } task } now)
            return null;
        var running = allRunning[(key.Region, family)].Where(t => CallerMark.IsOf(t.StartedBy, key.Name, key.IsRule)).ToList();
        if (running.Count < Pile * task.Count)
            return null;
        var oldest = running[0];
        var due = now.FireTimes(oldest.Created, oldest.SeenAt).Take(Pile + 1).Count();
        // Those that were stopped in the end, after the pile began, tell nothing of what is usual.
        var longest = context
            .Tasks.TakeWhile(t => t.Created < oldest.Created)
            .Where(t => t.Stopped is not null && t.Region == key.Region && t.Family == family)
            .Where(t => CallerMark.IsOf(t.StartedBy, key.Name, key.IsRule))
            .Select(t => (Duration?)t.Age)
            .Max();
        // Tasks that always take as long overlap as a matter of course.
        if (due <= Pile || oldest.Age <= longest * 2)
            return null;
        return new ScheduleFault
        {
            Runs = runs,
            Gap = null,
            Expected = "tasks that end before the next ones start",
            Found =
                $"{running.Count} tasks still running at {oldest.SeenAt.ToIso()}, "
                + $"the oldest started at {oldest.Created.ToIso()} and not ended",
            Certainty = Certainty.Supported,
            Since = oldest.Created,
            EvidenceIds = [.. running.Select(t => t.EvidenceId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }

    private static ScheduleFault? LongOf(DiagnosisContext context, ScheduleRuns runs)
    {
        var (lengths, runsOver) = (runs.Lengths, runs.Lengths.Long);
        if (runsOver.Count == 0)
            return null;
        var expected = lengths.Stated is { } stated
            ? $"runs of at most {LengthText.Of(stated)}, as the settings say"
            : $"runs of about {LengthText.Of(lengths.Usual ?? lengths.Median ?? Duration.Zero)}, as usual";
        var words = lengths.Stated is null ? "longer than usual" : "longer than allowed";
        return FaultOf(
            runs,
            runsOver,
            expected,
            $"{Counted.Of(runsOver.Count, "run")} {words}: {Some(runsOver.Select(r => Words(context, r)))}"
        );
    }

    private static ScheduleFault? OverlapOf(ScheduleRuns runs)
    {
        // Where it is known what is usual, or allowed, that decides.
        var overlapping = runs.Lengths.PastNext;
        if (overlapping.Count == 0)
            return null;
        return FaultOf(
            runs,
            overlapping,
            "runs that end before the next fire time",
            $"{Counted.Of(overlapping.Count, "run")} went on past the next fire time: "
                + Some(overlapping.Select(r => $"that of {r.FireTime.ToIso()} {Took(r)}"))
        );
    }

    private static ScheduleFault FaultOf(ScheduleRuns runs, IReadOnlyList<RunTime> longRuns, string expected, string found) =>
        new()
        {
            Runs = runs,
            Gap = null,
            Expected = expected,
            Found = found,
            Certainty = Certainty.Supported,
            Since = longRuns[0].Started,
            IsOver = longRuns.All(r => r.Ended is not null),
            EvidenceIds = [.. longRuns.Select(r => r.EvidenceId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };

    private static string Words(DiagnosisContext context, RunTime run)
    {
        var words = $"that of {run.FireTime.ToIso()} {Took(run)}";
        return run.Ended is null && context.Ledger.LastOutput.TryGetValue(run.Task, out var wrote) && wrote + OutputLag < run.SeenAt
            ? $"{words}, hung: no output since {wrote.ToIso()}"
            : words;
    }

    private static string Took(RunTime run) =>
        run.Ended is null ? $"still ran at {run.SeenAt.ToIso()}, after {LengthText.Of(run.Length)}" : $"took {LengthText.Of(run.Length)}";

    private static string Some(IEnumerable<string> words)
    {
        var all = words.ToList();
        return string.Join(", ", all.Take(Named)) + (all.Count > Named ? ", …" : "");
    }
}
