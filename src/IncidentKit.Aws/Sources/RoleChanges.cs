using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <summary>Changes of roles, which are in one region of a partition.</summary>
sealed class RoleChanges(RecordedRegion region) : ChangeSource(region, SourceNames.RoleChanges, region.GlobalName)
{
    protected override IEnumerable<string> EventNames(KnownSoFar known) => ChangeEvents.GlobalNames;
}
