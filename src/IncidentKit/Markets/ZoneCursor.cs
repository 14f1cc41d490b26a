using NodaTime;

namespace IncidentKit.Markets;

/// <summary>Turns wall-clock times that come roughly in order into instants, asking the zone only near its changes.</summary>
internal sealed class ZoneCursor(DateTimeZone zone)
{
    private static readonly Duration Margin = Duration.FromDays(1);

    private long _offset;
    private long _from = 1;
    private long _to;

    /// <summary>
    /// The instant of a wall-clock time, in seconds from the Unix epoch. A time
    /// that is skipped is moved on. Of a time that comes twice the first is meant.
    /// </summary>
    /// <param name="local">Seconds from 1970-01-01T00:00 on the local clock.</param>
    public long ToUnix(long local)
    {
        long unix = local - _offset;
        if (unix >= _from && unix < _to)
            return unix;
        Instant instant = zone.AtLeniently(NodaConstants.UnixEpoch.InUtc().LocalDateTime.PlusSeconds(local)).ToInstant();
        var interval = zone.GetZoneInterval(instant);
        _offset = interval.WallOffset.Seconds;
        _from = interval.HasStart ? (interval.Start + Margin).ToUnixTimeSeconds() : long.MinValue;
        _to = interval.HasEnd ? (interval.End - Margin).ToUnixTimeSeconds() : long.MaxValue;
        return instant.ToUnixTimeSeconds();
    }
}
