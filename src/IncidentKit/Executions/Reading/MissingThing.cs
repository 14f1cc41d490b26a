using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// What it proves that a thing was not there when it was asked for: nothing ran on it since it was deleted, and what ran before is gone
/// with it. Of one that never was, where calls were made and none was refused, it proves nothing: one of the two answers is wrong.
/// </summary>
/// <param name="bundle">The evidence.</param>
/// <param name="events">Its events.</param>
internal sealed class MissingThing(BundleReader bundle, IReadOnlyList<TrailEvent> events)
{
    private readonly Lazy<Dictionary<(string Region, string Namespace, string Name, string? Dimension), MetricSeries>> _counts = new(() =>
        MetricSeries.ReadAll(bundle)
    );

    /// <summary>
    /// The silence of one that a schedule calls; null where it is there, was not recorded, or its deletion may not be among the changes.
    /// </summary>
    public AbsenceCoverage? Silence(
        ScheduleKey schedule,
        ResourceState? state,
        ChangeEvent deletion,
        string member,
        Predicate<string> isName
    )
    {
        var (region, calls) = (schedule.Region, CallCounts.Of(schedule));
        if (state is not { Status: ResourceState.Missing } missing || !HasAllChanges(region))
            return null;
        var deleted = events.LastOrDefault(e =>
            e.ErrorCode is null && e.Region == region && e.Name == deletion.Name && e.Named(member).Any(n => isName(n))
        );
        if (
            deleted is null
            && calls.SayNoneWasRefused(name => _counts.Value.GetValueOrDefault((calls.Region, calls.Namespace, name, calls.Value)))
        )
            return null;
        return new(
            ExecutionSources.Listing,
            deleted is null ? Instant.MinValue : deleted.At + deletion.ActsWithin,
            missing.SeenAt,
            Duration.Zero,
            Duration.Zero,
            null,
            [ListingPage.OfAllTime(missing.EvidenceId)]
        );
    }

    private bool HasAllChanges(string region) =>
        bundle.Manifest.Coverage.Any(c =>
            c.Status == CoverageStatus.Complete && (c.Source == SourceNames.Changes || c.Source == $"{SourceNames.Changes}[{region}]")
        );
}
