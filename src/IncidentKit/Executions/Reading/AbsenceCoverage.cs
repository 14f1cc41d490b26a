using IncidentKit.Basics;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>Since when, and until when, the silence of one source of a schedule proves that nothing ran.</summary>
/// <param name="Source">The source.</param>
/// <param name="From">Fire times from here on are covered, inclusive.</param>
/// <param name="AskedAt">When the source was asked.</param>
/// <param name="Lag">How far the source may be behind.</param>
/// <param name="ShortLag">The lag once something later than the fire time's deadline has appeared in the source.</param>
/// <param name="LatestSeen">The latest time that appeared anywhere in the source; null when nothing did.</param>
/// <param name="Pages">The records of the listing, in order of id.</param>
internal readonly record struct AbsenceCoverage(
    ExecutionSources Source,
    Instant From,
    Instant AskedAt,
    Duration Lag,
    Duration ShortLag,
    Instant? LatestSeen,
    IReadOnlyList<ListingPage> Pages
)
{
    /// <summary>The first time that appeared anywhere in the source, for one that is of several schedules.</summary>
    public Instant FirstSeen { get; init; } = Instant.MaxValue;

    /// <summary>The minutes in which the source counts what may be of several: there its silence proves nothing; null for none.</summary>
    public IReadOnlySet<Instant>? Blurred { get; init; }

    /// <summary>Whether silence at a fire time whose run must have started by <paramref name="deadline"/> means that none did.</summary>
    public bool Proves(Instant fireTime, Instant deadline)
    {
        var lag = LatestSeen >= deadline ? ShortLag : Lag;
        return fireTime >= From && deadline + lag <= AskedAt && !IsBlurred(fireTime);
    }

    /// <summary>A call is made within a minute.</summary>
    private bool IsBlurred(Instant fireTime) =>
        Blurred is { Count: > 0 } blurred
        && (blurred.Contains(WholeMinute.Of(fireTime)) || blurred.Contains(WholeMinute.Of(fireTime + Duration.FromMinutes(1))));

    /// <summary>The records that reach into a time, both ends inclusive; where a listing has nothing in it, those beside it.</summary>
    public IReadOnlyList<string> EvidenceOver(Instant from, Instant to)
    {
        List<ListingPage> over = [.. Pages.Where(p => p.First <= to && p.Last >= from)];
        if (over.Count == 0)
            over =
            [
                .. Pages.Where(p => p.Last < from).OrderBy(p => p.Last).TakeLast(1),
                .. Pages.Where(p => p.First > to).OrderBy(p => p.First).Take(1),
            ];
        return [.. over.Select(p => p.EvidenceId)];
    }
}
