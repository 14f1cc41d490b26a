using System.Text;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>Finds runs among log streams, the bulk of a bundle, without building objects for them; and what their absence proves.</summary>
internal sealed class LogStreams(LedgerParts parts, KnownTasks tasks)
{
    /// <summary>A stream listing may be this late. Source: facts §4.4.</summary>
    private static readonly Duration Lag = Duration.FromMinutes(60);

    /// <summary>How late it may be once later streams have appeared. Source: facts §4.4.</summary>
    private static readonly Duration ShortLag = Duration.FromMinutes(5);

    private readonly Dictionary<(string Region, string Group), StreamListing> _listings = [];
    private readonly Dictionary<string, Instant> _latestStream = new(StringComparer.Ordinal);
    private readonly Dictionary<TaskKey, Instant> _lastOutput = [];

    /// <summary>When each task that had not ended last wrote, of those whose streams tell.</summary>
    public IReadOnlyDictionary<TaskKey, Instant> LastOutput => _lastOutput;

    private sealed class StreamListing
    {
        public bool Ended { get; set; }

        /// <summary>Whether some of it could not be read: what that would have shown is not silence.</summary>
        public bool Unread { get; set; }
        public Instant? Oldest { get; set; }
        public Instant AskedAt { get; set; }
        public bool ByLastEvent { get; set; }
        public List<ListingPage> Pages { get; } = [];
    }

    /// <summary>Reads every listing.</summary>
    public void Read(BundleReader bundle)
    {
        foreach (var record in ReadAhead.Of(bundle.Records(Operations.DescribeLogStreams)))
        {
            if (record.Parameters.Text("logGroupName") is not { } group || !record.IsSuccess)
                continue;
            if (!_listings.TryGetValue((record.Region, group), out var listing))
                _listings.Add((record.Region, group), listing = new StreamListing { AskedAt = record.RequestedAt });
            listing.Unread |= !record.IsWhole;
            if (!record.Succeeded)
                continue;
            // A listing by prefix is silent about all other streams.
            var all = record.Parameters.Text("logStreamNamePrefix") is null;
            listing.ByLastEvent = all && record.Parameters.Text("orderBy") == "LastEventTime";
            if (record.RequestedAt < listing.AskedAt)
                listing.AskedAt = record.RequestedAt;
            listing.Ended |= !bundle.ReadBody(record, body => ReadPage(record, body.Span, group, listing)) && all;
        }
    }

    /// <summary>Reads one page of a group's streams; whether there is a next one.</summary>
    private bool ReadPage(EvidenceRecord record, ReadOnlySpan<byte> body, string group, StreamListing listing)
    {
        var evidence = parts.EvidenceIndex(record.Id);
        var page = new StreamPage(body);
        ReadOnlySpan<byte> names = default;
        IReadOnlyList<int> byNames = [];
        var latest = _latestStream.TryGetValue(record.Region, out var seen) ? seen : Instant.MinValue;
        var (from, to) = (Instant.MaxValue, Instant.MinValue);
        while (page.Next(out var stream))
        {
            if (stream.LastEvent is { } last && (listing.Oldest is not { } oldest || last < oldest))
                listing.Oldest = last;
            var taskAt = stream.Name.LastIndexOf((byte)'/');
            var containerAt = taskAt > 0 ? stream.Name[..taskAt].LastIndexOf((byte)'/') : -1;
            if (containerAt < 0 || (stream.FirstEvent ?? stream.Created) is not { } first)
                continue;
            // A creation after the first event is an emulator's or an import's, not the driver's.
            var start = stream.Created is { } created && created < first ? created : first;
            latest = Instant.Max(latest, start);
            (from, to) = (Instant.Min(from, start), Instant.Max(to, start));
            // The streams of a group are mostly of one prefix and container, so their schedules are looked up once for all of them.
            if (!stream.Name[..taskAt].SequenceEqual(names))
            {
                names = stream.Name[..taskAt];
                byNames = Schedules(
                    record.Region,
                    group,
                    Encoding.UTF8.GetString(names[..containerAt]),
                    Encoding.UTF8.GetString(names[(containerAt + 1)..])
                );
            }

            var task = TaskKey.Of(stream.Name[(taskAt + 1)..]);
            var schedules = tasks.SchedulesOf(task) ?? byNames;
            if (stream.LastEvent is { } wrote && tasks.IsRunning(task))
                _lastOutput[task] = Instant.Max(wrote, _lastOutput.GetValueOrDefault(task, Instant.MinValue));
            if (schedules.Count > 0)
                parts
                    .Found[schedules[0]]
                    .Add(
                        new Execution
                        {
                            StartedAt = start,
                            Task = task,
                            Sources = ExecutionSources.LogStream,
                            Evidence = evidence,
                        }
                    );
        }

        if (latest > Instant.MinValue)
            _latestStream[record.Region] = latest;
        listing.Pages.Add(from <= to ? new ListingPage(record.Id, from, to) : ListingPage.OfAllTime(record.Id));
        return page.HasNextToken;
    }

    private IReadOnlyList<int> Schedules(string region, string group, string prefix, string container) =>
        parts.Index.ByStream(region, group, prefix, container) is { Count: > 0 } exact ? exact : parts.Index.ByContainer(region, container);

    /// <summary>
    /// Notes what silence proves: that of a log group counts where its listing reached back far enough, within retention, for a group
    /// older than the fire time.
    /// </summary>
    public void NoteSilence(IReadOnlyDictionary<(string Region, string Name), RecordedLogGroup> groups)
    {
        for (var i = 0; i < parts.Histories.Count; i++)
        {
            var region = parts.Histories[i].Key.Region;
            foreach (var group in parts.Index.Containers[i].Select(c => c.LogGroup).Distinct(StringComparer.Ordinal))
            {
                if (!_listings.TryGetValue((region, group), out var listing) || (!listing.Ended && !listing.ByLastEvent))
                    continue;
                if (listing.Unread || groups.GetValueOrDefault((region, group))?.KeptSince(listing.AskedAt) is not { } from)
                    continue;
                if (!listing.Ended)
                    from = Instant.Max(from, (listing.Oldest ?? listing.AskedAt) + Lag);
                parts
                    .Silence[i]
                    .Add(
                        new AbsenceCoverage(
                            ExecutionSources.LogStream,
                            from,
                            listing.AskedAt,
                            Lag,
                            ShortLag,
                            _latestStream.TryGetValue(region, out var latest) ? latest : null,
                            [.. listing.Pages.OrderBy(p => p.EvidenceId, StringComparer.Ordinal)]
                        )
                    );
            }
        }
    }
}
