using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Executions.Outages;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>All that is judged of a window of a bundle. Reports are composed from it, and judge nothing themselves.</summary>
internal sealed record BundleAnalysis
{
    /// <summary>What else the judgement is made from.</summary>
    public required AnalysisInputs Inputs { get; init; }

    /// <summary>What was recorded, and of when.</summary>
    public required BundleManifest Recording { get; init; }

    /// <summary>The runs of the window and everything the rules look at.</summary>
    public required DiagnosisContext Context { get; init; }

    /// <summary>The findings, what explains an onset first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The outages, by onset.</summary>
    public required IReadOnlyList<ExplainedOutage> Outages { get; init; }

    /// <summary>The outage that a report is about; null without one.</summary>
    public required ExplainedOutage? Chosen { get; init; }

    /// <summary>The key times of the chosen outage.</summary>
    public required KeyTimes Times { get; init; }

    /// <summary>How far the incident is.</summary>
    public required string Status { get; init; }

    /// <summary>The schedules of the chosen outage before and after it.</summary>
    public required IReadOnlyList<ScheduleRecovery> Recoveries { get; init; }

    /// <summary>What would have told of the chosen outage, earliest first.</summary>
    public required IReadOnlyList<Counterfactual> Detectors { get; init; }

    /// <summary>Missed and failed runs, by schedule and time.</summary>
    public required IReadOnlyList<LostRuns> Lost { get; init; }

    /// <summary>What happened, in time order.</summary>
    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }

    /// <summary>The recorded changes, in time order.</summary>
    public required IReadOnlyList<ConfigurationChange> Changes { get; init; }

    /// <summary>The changes of the window, those that were made in one go as one.</summary>
    public required IReadOnlyList<ChangePush> Pushes { get; init; }

    /// <summary>What can be put right mechanically.</summary>
    public required RepairPlan Repairs { get; init; }

    /// <summary>What of the account was not seen.</summary>
    public required IReadOnlyList<UnseenPart> Unseen { get; init; }

    /// <summary>Whether everything is ready for the next open.</summary>
    public required OpenReadiness Readiness { get; init; }

    /// <summary>What the findings suggest to do.</summary>
    public required IReadOnlyList<SuggestedAction> Suggestions { get; init; }

    /// <summary>Earlier incidents of the same cause.</summary>
    public required Known<IReadOnlyList<Recurrence>> Recurrences { get; init; }

    /// <summary>What a reader should know of how the values came about.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>When schedules were meant not to run, with the runs that did not happen for it.</summary>
    public required IReadOnlyList<IntendedLoss> Intended { get; init; }

    /// <summary>What people say against what was measured.</summary>
    public required IReadOnlyList<Contradiction> Contradictions { get; init; }

    /// <summary>How the schedules are named to people.</summary>
    public ScheduleNames Names => Context.Names;

    /// <summary>The gaps of the window, by start and schedule.</summary>
    public IReadOnlyList<ExecutionGap> Gaps => [.. Context.Runs.SelectMany(r => r.Gaps).OrderBy(g => g.Start).ThenBy(g => g.Schedule)];

    /// <summary>The sums over all schedules.</summary>
    public RunCounts Totals => Context.Runs.Aggregate(new RunCounts(), (total, r) => total + r.Counts);

    /// <summary>The runs started by hand in the window.</summary>
    public IEnumerable<ManualRun> ManualRuns => Context.Ledger.ManualRuns.Where(r => Context.Window.Contains(r.At));

    /// <summary>The chosen outage, up to the end of the window while it is open; null without one.</summary>
    public Interval? OutageSpan => Chosen?.Within(Context.Window);

    /// <summary>Analyses a window of a bundle; what of it lies outside the bundle's own window is unknown.</summary>
    /// <param name="bundle">The evidence.</param>
    /// <param name="inputs">What people say of the system and the incident.</param>
    /// <param name="window">The window; null for the bundle's own.</param>
    /// <exception cref="InputException">
    /// The bundle is damaged or its content cannot be read, the settings name an unknown market, or there is no such outage.
    /// </exception>
    public static BundleAnalysis Of(BundleReader bundle, AnalysisInputs inputs, Interval? window = null)
    {
        var context = Match(bundle, inputs, window);
        var findings = context.Diagnose();
        var outages = ExplainedOutage.All(
            OutageFinder.Find(context.Runs, new GapCauses(findings).Of),
            findings,
            context.ChangesNotRecorded
        );
        return Of(bundle, inputs, context, findings, outages);
    }

    /// <summary>The stages before the rules: what ran, matched with what should have run, and all that the rules look at.</summary>
    public static DiagnosisContext Match(BundleReader bundle, AnalysisInputs inputs, Interval? window = null)
    {
        var events = TrailEvent.ReadAll(bundle);
        var schedules = ScheduleHistory.ReadAll(bundle, events);
        var targets = TargetStates.Read(bundle);
        var executions = ExecutionReader.Read(bundle, schedules, events, targets);
        bundle.ReadRest();
        var recorded = bundle.Manifest.Window;
        var runs = RunAnalysis.Analyse(
            schedules,
            executions,
            window ?? recorded,
            inputs.Allowance,
            recorded,
            inputs.Incident?.Intended,
            inputs.Stated
        );
        return DiagnosisContext.Read(bundle, runs, executions, targets, events, inputs.Markets(), window);
    }

    private static BundleAnalysis Of(
        BundleReader bundle,
        AnalysisInputs inputs,
        DiagnosisContext context,
        IReadOnlyList<Finding> findings,
        IReadOnlyList<ExplainedOutage> outages
    )
    {
        var recording = bundle.Manifest;
        var chosen = ExplainedOutage.Choose(outages, inputs.Outage);
        var times = KeyTimes.Of(chosen, context, findings, inputs.Incident);
        var unseen = UnseenPart.Of(recording, context, inputs.Settings);
        var checks = ScheduleCheck.All(context, findings, outages, inputs.Settings, inputs.ProvedSince);
        var status = IncidentStatus.Of(outages, context.Runs, findings, unseen);
        var repairs = RepairPlan.Of(context, findings, inputs.Settings);
        var changes = RecordedChanges.Of(context, findings);
        var pushes = ChangePush.Of(changes, context.Window, context.Runs);
        return new BundleAnalysis
        {
            Inputs = inputs,
            Recording = recording,
            Context = context,
            Findings = findings,
            Outages = outages,
            Chosen = chosen,
            Times = times,
            Recoveries = ScheduleRecovery.Of(chosen, context.Runs, context.Window),
            Timeline = IncidentKit.Analysis.Timeline.Build(context, pushes, inputs.Incident),
            Unseen = unseen,
            Readiness = OpenReadiness.Of(context, checks, unseen, inputs.Settings, context.Names, repairs.CountFor(checks)),
            Repairs = repairs,
            Suggestions = SuggestedAction.Of(findings, inputs.Incident),
            Detectors = Counterfactual.Of(chosen, context.Runs, inputs.Allowance),
            Lost = LostRuns.Of(context.Runs),
            Changes = changes,
            Pushes = pushes,
            Recurrences = Recurrence.Of(inputs.Earlier, findings, times.Onset, context.Names),
            Status = status,
            Intended = IntendedLoss.Of(inputs.Incident, context),
            Notices = EvidenceNotices.Of(recording, bundle.Unread, context),
            Contradictions = inputs.Incident is { } said
                ? IncidentKit.Analysis.Contradictions.Find(said, MeasuredIncident.Of(context, chosen, status, inputs.Settings))
                : [],
        };
    }
}
