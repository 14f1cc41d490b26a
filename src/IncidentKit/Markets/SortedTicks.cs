using NodaTime;

namespace IncidentKit.Markets;

/// <summary>Ticks from the Unix epoch in ascending order, and instants rounded to them.</summary>
internal readonly struct SortedTicks(long[] ticks)
{
    public int Length => ticks.Length;

    public long this[int index] => ticks[index];

    /// <summary>The last tick at or before an instant.</summary>
    public static long Floor(Instant instant) => instant.ToUnixTimeTicks();

    /// <summary>The first tick at or after an instant.</summary>
    public static long Ceiling(Instant instant)
    {
        long floor = instant.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(floor) < instant ? floor + 1 : floor;
    }

    /// <summary>How many lie before a tick.</summary>
    public int CountBefore(long tick)
    {
        long[] items = ticks;
        int low = 0;
        for (int left = items.Length; left > 0; )
        {
            int half = (left + 1) >>> 1;
            low = items[low + half - 1] < tick ? low + half : low;
            left -= half;
        }

        return low;
    }

    /// <summary>How many lie at or before a tick.</summary>
    public int CountThrough(long tick) => CountBefore(tick + 1);
}
