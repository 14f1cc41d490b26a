using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>Puts together what several answers say of one log group.</summary>
internal sealed class GroupTally
{
    /// <summary>How far the metric may be behind (facts §3.1, best effort), and a log (facts §4.4).</summary>
    private static readonly Duration MetricLag = Duration.FromMinutes(15);
    private static readonly Duration LogLag = Duration.FromMinutes(5);

    /// <summary>One-minute points are kept this long. Source: facts §3.4.</summary>
    private static readonly Duration PointsKept = Duration.FromDays(15);

    private readonly List<Counted> _events = [];
    private readonly List<Counted> _points = [];
    private readonly SortedSet<string> _evidence = new(StringComparer.Ordinal);
    private readonly List<(Interval Asked, Interval Looked, bool ByIngestion)> _looked = [];
    private readonly HashSet<Interval> _broken = [];
    private Interval? _covered;

    /// <summary>What AWS had to read.</summary>
    public long ScannedBytes { get; set; }

    /// <summary>Events by their own time; answers that have some of the same minute are added up.</summary>
    public void AddEvents(Instant minute, long events, string answer) => _events.Add(new Counted(minute, events, answer));

    /// <summary>A point of the metric; the same minute asked twice is one point.</summary>
    public void AddPoint(Instant minute, long events, string answer) => _points.Add(new Counted(minute, events, answer));

    /// <summary>Notes what an answer is about.</summary>
    /// <param name="record">The answer.</param>
    /// <param name="span">The time that was asked for.</param>
    /// <param name="whole">Whether nothing of it is missing.</param>
    /// <param name="byIngestion">Whether minutes are those of ingestion.</param>
    public void Cover(EvidenceRecord record, Interval span, bool whole, bool byIngestion)
    {
        _evidence.Add(record.Id);
        _covered = _covered is { } earlier
            ? new Interval(Instant.Min(earlier.Start, span.Start), Instant.Max(earlier.End, span.End))
            : span;
        if (!whole)
        {
            _broken.Add(span);
            return;
        }

        var from = byIngestion ? Instant.Max(span.Start, record.RequestedAt - PointsKept) : span.Start;
        var to = Instant.Min(span.End, record.RequestedAt - (byIngestion ? MetricLag : LogLag));
        if (from < to)
            _looked.Add((span, new Interval(from, to), byIngestion));
    }

    /// <summary>What all answers say together. Where events were counted by their own time, the metric adds nothing.</summary>
    /// <param name="region">The region.</param>
    /// <param name="name">The log group.</param>
    /// <param name="listed">What is known of the group itself; null for nothing.</param>
    public RecordedActivity ToActivity(string region, string name, RecordedLogGroup? listed)
    {
        var (created, kept) = (listed?.Created ?? Instant.MinValue, listed?.KeptSince(listed.AskedAt) ?? Instant.MinValue);
        var whole = _looked.Where(l => !_broken.Contains(l.Asked)).ToList();
        var minutes = Merge(_events, static (a, b) => a + b);
        var counted = minutes.ConvertAll(m => new Interval(m.Minute, m.Minute + Duration.FromMinutes(1)));
        minutes.AddRange(
            Outside(Intervals.Union([.. counted, .. whole.Where(l => !l.ByIngestion).Select(l => l.Looked)]), Merge(_points, Math.Max))
        );
        minutes.Sort();
        List<string> evidence = [.. _evidence];
        return new RecordedActivity
        {
            Region = region,
            LogGroup = name,
            Covered = _covered!.Value,
            Looked = Intervals.Union(
                whole.Select(l => new Interval(
                    Instant.Min(Instant.Max(l.Looked.Start, l.ByIngestion ? created : kept), l.Looked.End),
                    l.Looked.End
                ))
            ),
            Minutes = minutes.ConvertAll(m => new MinuteCount(m.Minute, m.Events)),
            AnswerOf = minutes.ConvertAll(m => evidence.BinarySearch(m.Answer, StringComparer.Ordinal)),
            ScannedBytes = ScannedBytes,
            EvidenceIds = evidence,
        };
    }

    /// <summary>Those that lie in none of some intervals; both in order.</summary>
    private static IEnumerable<Counted> Outside(IReadOnlyList<Interval> intervals, List<Counted> counts)
    {
        var next = 0;
        foreach (var count in counts)
        {
            while (next < intervals.Count && intervals[next].End <= count.Minute)
                next++;
            if (next == intervals.Count || count.Minute < intervals[next].Start)
                yield return count;
        }
    }

    /// <summary>One a minute, in order.</summary>
    private static List<Counted> Merge(List<Counted> counts, Func<long, long, long> both)
    {
        counts.Sort();
        var merged = new List<Counted>(counts.Count);
        foreach (var count in counts)
        {
            if (merged.Count > 0 && merged[^1].Minute == count.Minute)
                merged[^1] = merged[^1] with { Events = both(merged[^1].Events, count.Events) };
            else
                merged.Add(count);
        }

        return merged;
    }

    /// <summary>Events of one minute as one answer has them; ordered by minute, then answer.</summary>
    private readonly record struct Counted(Instant Minute, long Events, string Answer) : IComparable<Counted>
    {
        public int CompareTo(Counted other)
        {
            var order = Minute.CompareTo(other.Minute);
            return order == 0 ? string.CompareOrdinal(Answer, other.Answer) : order;
        }
    }
}
