using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <summary>Changes of schedules and of what they need.</summary>
sealed class Changes(RecordedRegion region) : ChangeSource(region, SourceNames.Changes, region.Name, ChangeEvents.RegionalNames) { }
