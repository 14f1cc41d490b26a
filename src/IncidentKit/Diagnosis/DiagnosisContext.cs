using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Iam;
using IncidentKit.Diagnosis.Rules.Runs;
using IncidentKit.Evidence;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis;

/// <summary>What the rules look at.</summary>
internal sealed class DiagnosisContext
{
    private readonly ILookup<string, TrailEvent> _events;
    private ILookup<string, (string Arn, int Schedules)>? _runningClusters;

    private DiagnosisContext(
        BundleReader bundle,
        IReadOnlyList<ScheduleRuns> runs,
        ExecutionLedger ledger,
        TargetStates states,
        IReadOnlyList<TrailEvent> events,
        IReadOnlyList<MarketCalendar> markets,
        Interval window
    )
    {
        Markets = markets;
        Window = window;
        Account = bundle.Manifest.Account;
        RecordedAt = bundle.Manifest.CollectedAt;
        States = states;
        Events = events;
        Ledger = ledger;
        Resources = RecordedResources.Read(bundle);
        Sources = SourceIndex.Read(bundle);
        Responses = ledger.Responses.About(runs);
        var judged = LayerAttribution.Of(runs, Responses, Resources).ToLookup(r => r.Accepts == AcceptedEvidence.Ignore);
        (Runs, Ignored) = ([.. judged[false]], [.. judged[true]]);
        Names = ScheduleNames.Of(runs.Select(r => r.History.Key));
        _events = events.ToLookup(e => e.Name, StringComparer.Ordinal);
        Answers = new AnswersByRule(Runs, Responses, (r, a) => ExecutionRoleDenial.Is(this, r, a) ? TaskExecutionRoleDenied.RuleId : null);
    }

    /// <summary>The window, half-open.</summary>
    public Interval Window { get; }

    /// <summary>The account the evidence is of.</summary>
    public string Account { get; }

    /// <summary>When the evidence was recorded: "now" for what it says of the present.</summary>
    public Instant RecordedAt { get; }

    /// <summary>Every schedule that is judged with its runs, each lost one with the step at which it was lost.</summary>
    public IReadOnlyList<ScheduleRuns> Runs { get; }

    /// <summary>The schedules that the settings say to ignore: nothing is judged of them.</summary>
    public IReadOnlyList<ScheduleRuns> Ignored { get; }

    /// <summary>How the schedules are named to people.</summary>
    public ScheduleNames Names { get; }

    /// <summary>The executions, by <see cref="ScheduleRuns.Index"/>.</summary>
    public ExecutionLedger Ledger { get; }

    /// <summary>The recorded clusters, task definitions and functions.</summary>
    public TargetStates States { get; }

    /// <summary>The recorded roles, networks, log groups, metrics and alarms.</summary>
    public RecordedResources Resources { get; }

    /// <summary>What targets answered to attempts that did not succeed.</summary>
    public TargetResponses Responses { get; }

    /// <summary>The same, by the rule that each means.</summary>
    public AnswersByRule Answers { get; }

    /// <summary>The tasks that ECS described, by creation.</summary>
    public IReadOnlyList<DescribedTask> Tasks => Ledger.Tasks;

    /// <summary>Which sources were collected.</summary>
    public SourceIndex Sources { get; }

    /// <summary>All recorded events, by time.</summary>
    public IReadOnlyList<TrailEvent> Events { get; }

    /// <summary>The markets the schedules serve, in the order of the settings; empty where none is named.</summary>
    public IReadOnlyList<MarketCalendar> Markets { get; }

    /// <summary>The recorded events of one kind, by time.</summary>
    public IEnumerable<TrailEvent> EventsOf(ChangeEvent kind) => _events[kind.Name];

    /// <summary>The active clusters of a region in which schedules ran, and how many did.</summary>
    public IEnumerable<(string Arn, int Schedules)> RunningClusters(string region) => (_runningClusters ??= ClustersWithRuns())[region];

    /// <summary>Reads what the rules need besides the runs.</summary>
    /// <param name="bundle">The evidence.</param>
    /// <param name="runs">The runs of every schedule.</param>
    /// <param name="ledger">The executions, in the same order.</param>
    /// <param name="states">What the targets name.</param>
    /// <param name="events">All recorded events, by time.</param>
    /// <param name="markets">The markets the schedules serve.</param>
    /// <param name="window">The window to explain; null for the bundle's.</param>
    public static DiagnosisContext Read(
        BundleReader bundle,
        IReadOnlyList<ScheduleRuns> runs,
        ExecutionLedger ledger,
        TargetStates states,
        IReadOnlyList<TrailEvent> events,
        IReadOnlyList<MarketCalendar> markets,
        Interval? window = null
    ) => new(bundle, runs, ledger, states, events, markets, window ?? bundle.Manifest.Window);

    /// <summary>
    /// Why changes of the window may have been made that are not among the recorded ones: a source that was cut, or a schedule's own date
    /// of a change of which no call was recorded. Empty where all were recorded. What rests on there being no change rests on this.
    /// </summary>
    public IReadOnlyList<string> ChangesNotRecorded =>
        [
            .. Runs.Select(r => r.History.Key.Region)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(r => Sources.ChangesCut(r, Window.Start))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
            .. Runs.SelectMany(r =>
                r.History.Changes.Where(c => !c.HasCall)
                    .Select(c => $"{Names[r.History.Key]} was changed at {c.At.ToIso()} by a call that is not among the recorded events")
                    .Distinct(StringComparer.Ordinal)
            ),
        ];

    /// <summary>
    /// The findings of all rules. What explains an onset comes first, then severity,
    /// certainty, rule and first subject decide. What could not be excluded comes last.
    /// </summary>
    public IReadOnlyList<Finding> Diagnose()
    {
        var found = FindingRules.All.SelectMany(r => r.Examine(this)).ToList();
        return
        [
            .. found
                .Concat(Unexcluded.Causes(this, found))
                .OrderByDescending(f => f.ExplainsOnset)
                .ThenBy(f => f.Certainty == Certainty.NotExcluded)
                .ThenByDescending(f => f.Severity)
                .ThenByDescending(f => f.Certainty)
                .ThenBy(f => f.RuleId, StringComparer.Ordinal)
                .ThenBy(f => f.Subjects[0]),
        ];
    }

    private ILookup<string, (string Arn, int Schedules)> ClustersWithRuns() =>
        Runs.Where(r =>
                r.LastGood is not null
                && r.History.Current is { Target.Task: { } task }
                && States.Cluster(r.History.Key.Region, task.ClusterArn)?.IsActive == true
            )
            .GroupBy(r => (r.History.Key.Region, r.History.Current!.Target.Task!.ClusterArn))
            .ToLookup(g => g.Key.Region, g => (g.Key.ClusterArn, g.Count()), StringComparer.Ordinal);
}
