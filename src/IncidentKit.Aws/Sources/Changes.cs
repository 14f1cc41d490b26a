using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <summary>Changes of schedules and of what they need; of state machines and of Batch only where a target is one.</summary>
sealed class Changes(RecordedRegion region) : ChangeSource(region, SourceNames.Changes, region.Name)
{
    protected override IEnumerable<string> EventNames(KnownSoFar known) =>
        ChangeEvents
            .RegionalNames.Except(known.Targets.Machines.Count > 0 ? [] : ChangeEvents.MachineNames)
            .Except(known.Targets.JobQueues.Count > 0 ? [] : ChangeEvents.BatchNames);
}
