using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// Finds runs among the listed executions of state machines. Whose a run is, its name tells where it holds a due time that is a fire time
/// of one schedule; otherwise its start does, as for any run. Source: facts II §3.
/// </summary>
internal sealed class MachineRuns
{
    /// <summary>A listing may be so far behind: it is eventually consistent. Source: facts II §3, no number given.</summary>
    private static readonly Duration Lag = Duration.FromMinutes(5);

    private readonly LedgerParts _parts;
    private readonly Dictionary<TaskKey, RunSpan> _spans = [];
    private readonly List<(MachineExecution Execution, IReadOnlyList<int> Schedules)> _failed = [];

    private MachineRuns(LedgerParts parts) => _parts = parts;

    /// <summary>When each execution was up.</summary>
    public IReadOnlyDictionary<TaskKey, RunSpan> Spans => _spans;

    /// <summary>The executions that did not succeed, each with the schedules whose run it may be.</summary>
    public IReadOnlyList<(MachineExecution Execution, IReadOnlyList<int> Schedules)> Failed => _failed;

    /// <summary>Adds the executions to what was found, and what whole listings prove by silence.</summary>
    public static MachineRuns Read(BundleReader bundle, LedgerParts parts, TargetStates states, IReadOnlyList<TrailEvent> events)
    {
        var runs = new MachineRuns(parts);
        var machines = MachinesOf(parts.Histories);
        var listings = MachineExecution.ReadAll(bundle);
        foreach (var machine in machines.SelectMany(m => m.Value.Select(arn => (parts.Histories[m.Key].Key.Region, arn))).Distinct())
        {
            if (listings.TryGetValue(machine, out var listing))
                runs.Add(listing, [.. machines.Where(m => IsOf(m, machine)).Select(m => m.Key)]);
        }

        var missing = new MissingThing(bundle, events);
        foreach (var (schedule, arns) in machines)
            runs.NoteSilence(schedule, [.. arns.Select(arn => Silence(parts.Histories[schedule].Key, arn, listings, states, missing))]);
        return runs;

        bool IsOf(KeyValuePair<int, List<string>> schedule, (string Region, string Arn) machine) =>
            parts.Histories[schedule.Key].Key.Region == machine.Region && schedule.Value.Contains(machine.Arn);
    }

    /// <summary>The machines of each schedule that has any, over all its configurations.</summary>
    private static SortedDictionary<int, List<string>> MachinesOf(IReadOnlyList<ScheduleHistory> histories)
    {
        var all = new SortedDictionary<int, List<string>>();
        for (var i = 0; i < histories.Count; i++)
        {
            var arns = histories[i].Epochs.Select(e => e.Configuration.Target).OfType<SfnTarget>().Select(t => t.MachineArn);
            if (arns.Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } found)
                all.Add(i, found);
        }

        return all;
    }

    private void Add(MachineListing listing, IReadOnlyList<int> schedules)
    {
        var names = listing.Executions.Select(e => DueName.Of(e.Name, e.Start)).ToList();
        var owners = Owners(names, schedules);
        foreach (var (execution, name) in listing.Executions.Zip(names))
        {
            int? owner = name is { } due && owners.TryGetValue(due.Sign, out var schedule) ? schedule : null;
            var key = TaskKey.Of(execution.Arn);
            _spans[key] = new RunSpan(execution.Start, execution.Stop, execution.SeenAt, execution.EvidenceId);
            _parts
                .Found[owner ?? schedules[0]]
                .Add(
                    new Execution
                    {
                        StartedAt = execution.Start,
                        Task = key,
                        Sources = ExecutionSources.Listing,
                        Owner = owner,
                        ScheduledTime = owner is { } mine && IsExact(mine, name!.Value.Due) ? name.Value.Due : null,
                        Outcome = OutcomeOf(execution),
                        Evidence = _parts.EvidenceIndex(execution.EvidenceId),
                    }
                );
            if (execution.Failed)
                _failed.Add((execution, owner is { } one ? [one] : schedules));
        }
    }

    private static ExecutionOutcome OutcomeOf(MachineExecution execution) =>
        execution.Status switch
        {
            "SUCCEEDED" => ExecutionOutcome.Succeeded,
            "RUNNING" => ExecutionOutcome.Running,
            _ => execution.Failed ? ExecutionOutcome.Failed : ExecutionOutcome.Unknown,
        };

    /// <summary>The one schedule of the Scheduler whose fire times all due times of one sign are; none where there are several.</summary>
    private Dictionary<(ulong, ulong), int> Owners(List<DueName?> names, IReadOnlyList<int> schedules)
    {
        var owners = new Dictionary<(ulong, ulong), int>();
        foreach (var sign in names.OfType<DueName>().GroupBy(n => n.Sign))
        {
            var fits = schedules.Where(s => !_parts.Histories[s].Key.IsRule && sign.All(n => IsDue(s, n.Due))).ToList();
            if (fits is [var only])
                owners.Add(sign.Key, only);
        }

        return owners;
    }

    /// <summary>Whether a schedule is due then; a rate to the second, which is all that a name holds.</summary>
    private bool IsDue(int schedule, Instant due) => FireTimes(schedule, due).Any();

    private bool IsExact(int schedule, Instant due) => FireTimes(schedule, due).Any(at => at == due);

    /// <summary>Its fire times of that second; none where the phase of a rate is not known.</summary>
    private IEnumerable<Instant> FireTimes(int schedule, Instant due)
    {
        var history = _parts.Histories[schedule];
        return history.Epochs.Any(e => e.Configuration is { Expression: RateExpression, Phase: null })
            ? []
            : history.FireTimes(due, due + Duration.FromSeconds(1), Instant.MinValue).Select(f => f.Fire.At);
    }

    /// <summary>What silence proves of a schedule: what it proves of each of its machines.</summary>
    private void NoteSilence(int schedule, IReadOnlyList<AbsenceCoverage?> machines)
    {
        if (machines.Any(m => m is null))
            return;
        var from = machines.Max(m => m!.Value.From);
        var asked = machines.Min(m => m!.Value.AskedAt);
        _parts
            .Silence[schedule]
            .Add(
                new AbsenceCoverage(
                    ExecutionSources.Listing,
                    from,
                    asked,
                    Lag,
                    Lag,
                    null,
                    [.. machines.SelectMany(m => m!.Value.Pages).OrderBy(p => p.EvidenceId, StringComparer.Ordinal)]
                )
            );
    }

    /// <summary>
    /// Since when nothing that a machine executed is missing: as far as it was listed; of one that is not there, since its deletion, which
    /// takes the executions with it. Null where that is not known.
    /// </summary>
    private static AbsenceCoverage? Silence(
        ScheduleKey schedule,
        string arn,
        IReadOnlyDictionary<(string Region, string Machine), MachineListing> listings,
        TargetStates states,
        MissingThing missing
    )
    {
        if (listings.TryGetValue((schedule.Region, arn), out var listing) && listing.CompleteFrom is { } from)
            return new(ExecutionSources.Listing, from, listing.AskedAt, Lag, Lag, null, listing.Pages);
        return missing.Silence(
            schedule,
            states.Machine(schedule.Region, arn),
            ChangeEvents.DeleteStateMachine,
            "stateMachineArn",
            name => name == arn
        );
    }
}
