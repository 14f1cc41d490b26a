using System.Text.Json;
using IncidentKit.Evidence;
using NodaTime;
using Events = IncidentKit.Recorded.TaskEvents;

namespace IncidentKit.Aws.Sources;

/// <summary>
/// The events of stopped tasks that a flight recorder keeps: of runs of the window and as long before as two fire times go, 50 hours at
/// most. A run of the window may end a day after it.
/// </summary>
sealed class TaskEvents(RecordedRegion region)
    : Source(region, SourceNames.TaskEvents, "no recorder of task events is known; incidentkit recorder makes one")
{
    static readonly Duration MostLookBack = Duration.FromHours(50);
    static readonly Duration LongestRun = Duration.FromDays(1);

    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        var from = Region.Start - Duration.Min(known.Targets.LongestLookBack, MostLookBack);
        var to = Instant.Min(Region.Now, Region.End + LongestRun);
        var kept = known.TaskEventGroups.ToDictionary(group => group.Key, group => Instant.Max(from, KeptSince(group.Value)));
        if (kept.Count == 0 || from >= to)
            return;
        (Ledger.From, Ledger.To) = (kept.Values.Min(), to);
        await Task.WhenAll(kept.Where(group => group.Value < to).Select(group => EventsAsync(group.Key, group.Value, to, ct)));
    }

    async Task EventsAsync(string group, Instant from, Instant to, CancellationToken ct)
    {
        await foreach (var _ in PagesAsync(AwsOperation.FilterLogEvents, Events.Question(group, from, to), ct)) { }
    }

    /// <summary>Since when the group can hold events: its making, and what its retention has left.</summary>
    Instant KeptSince(JsonElement group)
    {
        var made = group.Milliseconds("creationTime") ?? Instant.MinValue;
        return group.Number("retentionInDays") is { } days ? Instant.Max(made, Region.Now - Duration.FromDays(days)) : made;
    }
}
