using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Logs;

/// <summary>Puts together what several answers say of one log group.</summary>
internal sealed class GroupTally
{
    /// <summary>How far the metric may be behind (facts §3.1, best effort), and a log (facts §4.4).</summary>
    private static readonly Duration MetricLag = Duration.FromMinutes(15);
    private static readonly Duration LogLag = Duration.FromMinutes(5);

    /// <summary>One-minute points are kept this long. Source: facts §3.4.</summary>
    private static readonly Duration PointsKept = Duration.FromDays(15);

    private readonly SortedDictionary<Instant, (long Events, string Answer)> _events = [];
    private readonly SortedDictionary<Instant, (long Events, string Answer)> _points = [];
    private readonly SortedSet<string> _evidence = new(StringComparer.Ordinal);
    private readonly List<(Interval Asked, Interval Looked, bool ByIngestion)> _looked = [];
    private readonly HashSet<Interval> _broken = [];
    private Interval? _covered;

    /// <summary>What AWS had to read.</summary>
    public long ScannedBytes { get; set; }

    /// <summary>Events by their own time; answers that have some of the same minute are added up.</summary>
    public void AddEvents(Instant minute, long events, string answer) => _events[minute] = (_events.GetValueOrDefault(minute).Events + events, answer);

    /// <summary>A point of the metric; the same minute asked twice is one point.</summary>
    public void AddPoint(Instant minute, long events, string answer)
    {
        if (_points.GetValueOrDefault(minute).Events < events)
            _points[minute] = (events, answer);
    }

    /// <summary>Notes what an answer is about.</summary>
    /// <param name="record">The answer.</param>
    /// <param name="span">The time that was asked for.</param>
    /// <param name="whole">Whether nothing of it is missing.</param>
    /// <param name="byIngestion">Whether minutes are those of ingestion.</param>
    public void Cover(EvidenceRecord record, Interval span, bool whole, bool byIngestion)
    {
        _evidence.Add(record.Id);
        _covered = _covered is { } earlier ? new Interval(Instant.Min(earlier.Start, span.Start), Instant.Max(earlier.End, span.End)) : span;
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
    /// <param name="since">When the group was made, and since when it keeps what was written to it.</param>
    public RecordedActivity ToActivity(string region, string name, (Instant Created, Instant Kept) since)
    {
        var whole = _looked.Where(l => !_broken.Contains(l.Asked)).ToList();
        var minutes = new List<(Instant Minute, long Events, string Answer)>(_events.Count + _points.Count);
        minutes.AddRange(_events.Select(e => (e.Key, e.Value.Events, e.Value.Answer)));
        minutes.AddRange(Uncounted(Intervals.Union(whole.Where(l => !l.ByIngestion).Select(l => l.Looked))));
        minutes.Sort(static (a, b) => a.Minute.CompareTo(b.Minute));
        List<string> evidence = [.. _evidence];
        return new RecordedActivity
        {
            Region = region,
            LogGroup = name,
            Covered = _covered!.Value,
            Looked = Intervals.Union(whole.Select(l => new Interval(Instant.Min(Instant.Max(l.Looked.Start, l.ByIngestion ? since.Created : since.Kept), l.Looked.End), l.Looked.End))),
            Minutes = minutes.ConvertAll(m => new MinuteCount(m.Minute, m.Events)),
            AnswerOf = minutes.ConvertAll(m => evidence.BinarySearch(m.Answer, StringComparer.Ordinal)),
            ScannedBytes = ScannedBytes,
            EvidenceIds = evidence,
        };
    }

    /// <summary>The points of the metric where events were not counted by their own time.</summary>
    private IEnumerable<(Instant Minute, long Events, string Answer)> Uncounted(IReadOnlyList<Interval> counted)
    {
        var next = 0;
        foreach (var (minute, point) in _points)
        {
            while (next < counted.Count && counted[next].End <= minute)
                next++;
            if ((next == counted.Count || minute < counted[next].Start) && !_events.ContainsKey(minute))
                yield return (minute, point.Events, point.Answer);
        }
    }
}
