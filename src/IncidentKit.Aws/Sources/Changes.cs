using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <summary>Changes of schedules and of what they need; of state machines only where a target is one.</summary>
sealed class Changes(RecordedRegion region) : ChangeSource(region, SourceNames.Changes, region.Name)
{
    protected override IEnumerable<string> EventNames(KnownSoFar known) =>
        known.Targets.Machines.Count > 0 ? ChangeEvents.RegionalNames : ChangeEvents.RegionalNames.Except(ChangeEvents.MachineNames);
}
