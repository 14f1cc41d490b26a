using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Imports.Logs;

/// <summary>Counts events by minute, on one thread.</summary>
internal sealed class MinuteTally(LogLimits limits)
{
    private const int PageBits = 10;

    private readonly Dictionary<long, long[]> _pages = [];
    private long[] _page = [];
    private long _pageNumber = -1;

    /// <exception cref="LogLimitException">The events are spread over too many minutes.</exception>
    public void Add(long ticks)
    {
        var minute = ticks / TimeSpan.TicksPerMinute;
        if (minute >> PageBits != _pageNumber)
            Turn(minute >> PageBits);
        _page[minute & ((1 << PageBits) - 1)]++;
    }

    public void AddAll(MinuteTally other)
    {
        foreach (var (number, counts) in other._pages)
        {
            Turn(number);
            for (var i = 0; i < counts.Length; i++)
                _page[i] += counts[i];
        }
    }

    public IReadOnlyList<MinuteCount> ToCounts()
    {
        var counts = new List<MinuteCount>();
        foreach (var (number, page) in _pages.OrderBy(page => page.Key))
        {
            for (var i = 0; i < page.Length; i++)
            {
                if (page[i] > 0)
                    counts.Add(new MinuteCount(Instant.FromUnixTimeTicks(((number << PageBits) + i) * TimeSpan.TicksPerMinute), page[i]));
            }
        }

        return counts;
    }

    private void Turn(long number)
    {
        if (!_pages.TryGetValue(number, out var page))
        {
            if (_pages.Count == limits.MaxMinutePages)
                throw new LogLimitException(
                    "its events are spread over more time than eight years of minutes: are its times what they seem?"
                );
            _pages.Add(number, page = new long[1 << PageBits]);
        }

        (_page, _pageNumber) = (page, number);
    }
}
