namespace IncidentKit.Aws.Sources;

/// <summary>Records the sources of one region.</summary>
sealed class RegionRecorder(RecordedRegion region)
{
    readonly Step _steps = Order(region);

    /// <summary>Each source that has a row once, in the order of the list.</summary>
    public IReadOnlyList<SourceLedger> Ledgers =>
        [.. _steps.Sources.Where(source => source.IsAsked && source.HasRow).Select(source => source.Ledger).Distinct()];

    public async Task RecordAsync(CancellationToken ct)
    {
        var known = new KnownSoFar(region);
        await _steps.RecordAsync(known, ct);
        if (known.SchedulesUnread is { } reason)
            foreach (var ledger in Ledgers)
                ledger.SkipReason = reason;
    }

    /// <summary>The sources of a region. What vanishes first is asked first, then what the others need.</summary>
    public static Step Order(RecordedRegion region)
    {
        var clusters = new ClusterList(region);
        return Step.InTurn(
            clusters,
            new Tasks(region),
            Step.Together(new Schedules(region), new Rules(region)),
            Step.Together(new Changes(region), new RoleChanges(region)),
            new TaskDefinitions(region),
            Step.Together(
                new Clusters(clusters),
                Step.InTurn(Step.Together(new LogGroups(region), new LogStreams(region)), new TaskEvents(region), new LogActivity(region)),
                new Roles(region),
                new Networks(region),
                Step.InTurn(new Queues(region), new Messages(region)),
                new RuleMetrics(region),
                new Alarms(region),
                new SchedulerMetrics(region),
                new LogMetrics(region),
                new RunTasks(region),
                new TargetCalls(region),
                new Principals(region),
                new Functions(region),
                new Invocations(region),
                Step.InTurn(new Executions(region), new MachineMetrics(region)),
                new Jobs(region)
            )
        );
    }
}
