using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <summary>The calls of targets that leave no trace of their own, where CloudTrail has them: newest first, as many as the budget
/// allows.</summary>
sealed class TargetCalls(RecordedRegion region) : TrailSource(region, SourceNames.TargetCalls)
{
    public override bool HasRow => Ledger.Calls.Calls > 0;

    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        if (known.Targets.Calls.Count == 0)
            return;
        var from = Instant.Max(Region.Start - known.Targets.Calls.Values.Max(), Region.Now - EventsKept);
        (Ledger.From, Ledger.To) = (from, Region.RunsEnd);
        if (from < Region.RunsEnd)
            await Task.WhenAll(known.Targets.Calls.Keys.Order(StringComparer.Ordinal).Select(name => EventsAsync(name, from, ct)));
    }

    async Task EventsAsync(string name, Instant from, CancellationToken ct)
    {
        var (read, oldest) = (0, Region.RunsEnd);
        await foreach (var page in PagesAsync(AwsOperation.LookupEvents, Lookup("EventName", name, from, Region.RunsEnd), ct))
        {
            oldest = page.Items("Events").Select(item => item.Time("EventTime")).OfType<Instant>().Append(oldest).Min();
            if (string.IsNullOrEmpty(page.Text("NextToken")) || ++read < Region.Request.RunTaskCalls)
                continue;
            Ledger.From = Instant.Max(Ledger.From ?? oldest, oldest);
            Ledger.Limit($"over the call budget: {read} pages of {name} events reach back to {oldest}; raise --run-task-calls");
            return;
        }
    }
}
