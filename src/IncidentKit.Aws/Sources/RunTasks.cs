using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <summary>The calls of RunTask, newest first, as many as the budget allows.</summary>
sealed class RunTasks(RecordedRegion region) : TrailSource(region, SourceNames.RunTasks)
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        var from = Instant.Max(Region.Start - known.Targets.LongestLookBack, Region.Now - EventsKept);
        var (read, pages, oldest) = (0, 0, Region.RunsEnd);
        (Ledger.From, Ledger.To) = (from, Region.RunsEnd);
        if (from >= Region.RunsEnd)
            return;
        await foreach (
            var page in PagesAsync(AwsOperation.LookupEvents, Lookup("EventName", ChangeEvents.RunTaskName, from, Region.RunsEnd), ct)
        )
        {
            read++;
            oldest = page.Items("Events").Select(item => item.Time("EventTime")).OfType<Instant>().Append(oldest).Min();
            if (string.IsNullOrEmpty(page.Text("NextToken")))
                return;
            // Events come newest first: the pages so far covered [oldest, end), and the rest is taken to be as dense.
            var covered = Math.Max(1, (Region.RunsEnd - oldest).TotalSeconds);
            pages = (int)Math.Ceiling(read * (Region.RunsEnd - from).TotalSeconds / covered);
            if ((read == 1 && pages > Region.Request.RunTaskCalls) || read >= Region.Request.RunTaskCalls)
            {
                Ledger.From = oldest;
                Ledger.Limit(
                    $"over the call budget: about {pages} pages of RunTask events, {Region.Request.RunTaskCalls} allowed; "
                        + "raise --run-task-calls"
                );
                return;
            }
        }
    }
}
