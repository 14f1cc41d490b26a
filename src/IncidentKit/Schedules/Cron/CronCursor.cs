using System.Numerics;
using NodaTime;
using NodaTime.TimeZones;

namespace IncidentKit.Schedules.Cron;

/// <summary>
/// Enumerates a cron expression in local time, one zone interval (time between two changes of the zone's offset) after the other. Local
/// times that a change skips lie in no interval and are never seen; those that it repeats are seen twice, the second time as optional.
/// </summary>
internal struct CronCursor
{
    private const long Day = NodaConstants.SecondsPerDay;

    private readonly CronExpression _cron;
    private readonly DateTimeZone _zone;

    /// <summary>End of the window in Unix seconds, exclusive.</summary>
    private readonly long _to;

    private ZoneInterval? _interval;
    private long _offset;

    // Local seconds since 1970-01-01T00:00 from here on.
    private long _intervalEnd;
    private long _overlapEnd;
    private long _month;
    private long _day;
    private long _hour;

    // What is left of the month, day and hour the cursor stands in: bit 0 is day 1, hour 0, minute 0.
    private DateOnly _firstOfMonth;
    private uint _days;
    private uint _hours;
    private ulong _minutes;

    public CronCursor(CronExpression cron, Instant from, Instant to, DateTimeZone zone)
    {
        (_cron, _zone) = (cron, zone);
        var start = Math.Max(SecondsAtOrAfter(from), -Day);
        _to = Math.Min(SecondsAtOrAfter(to), Unix(new DateOnly(CronField.Year.Max + 1, 1, 2)));
        if (start >= _to)
            return;
        _interval = zone.GetZoneInterval(Instant.FromUnixTimeSeconds(start));
        Enter(start, _interval.HasStart ? zone.GetZoneInterval(_interval.Start - Duration.Epsilon) : null);
    }

    public bool MoveNext(out FireTime next)
    {
        while (_interval is not null)
        {
            if (_minutes == 0 && !NextHour())
            {
                NextInterval();
                continue;
            }

            var local = _hour + 60 * BitOperations.TrailingZeroCount(_minutes);
            if (local < _intervalEnd)
            {
                _minutes &= _minutes - 1;
                next = new(Instant.FromUnixTimeSeconds(local - _offset), local < _overlapEnd);
                return true;
            }

            NextInterval();
        }

        next = default;
        return false;
    }

    private bool NextHour()
    {
        if (_hours == 0 && !NextDay())
            return false;
        _hour = _day + 3600 * BitOperations.TrailingZeroCount(_hours);
        _hours &= _hours - 1;
        _minutes = _cron.Minutes;
        return true;
    }

    private bool NextDay()
    {
        while (_days == 0)
        {
            _firstOfMonth = _firstOfMonth.AddMonths(1);
            _month = Unix(_firstOfMonth);
            if (_month >= _intervalEnd)
                return false;
            _days = _cron.DaysIn(_firstOfMonth);
        }

        _day = _month + Day * BitOperations.TrailingZeroCount(_days);
        _days &= _days - 1;
        _hours = _cron.Hours;
        return true;
    }

    private void NextInterval()
    {
        var previous = _interval!;
        if (!previous.HasEnd || previous.End.ToUnixTimeSeconds() >= _to)
        {
            _interval = null;
            return;
        }

        _interval = _zone.GetZoneInterval(previous.End);
        Enter(previous.End.ToUnixTimeSeconds(), previous);
    }

    private void Enter(long start, ZoneInterval? previous)
    {
        _offset = _interval!.WallOffset.Seconds;
        _intervalEnd = _offset + (_interval.HasEnd ? Math.Min(_interval.End.ToUnixTimeSeconds(), _to) : _to);
        _overlapEnd = previous is null ? long.MinValue : previous.End.ToUnixTimeSeconds() + previous.WallOffset.Seconds;
        Seek(Math.Max(start + _offset, 0));
    }

    /// <summary>Puts the cursor before the first local time at or after <paramref name="local"/>.</summary>
    private void Seek(long local)
    {
        var minutes = (local + 59) / 60;
        var date = DateOnly.FromDayNumber(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + (int)(minutes / 1440));
        _firstOfMonth = new DateOnly(date.Year, date.Month, 1);
        _month = Unix(_firstOfMonth);
        _days = _cron.DaysIn(_firstOfMonth) & uint.MaxValue << (date.Day - 1);
        _hours = 0;
        _minutes = 0;
        if (!Take(ref _days, date.Day - 1))
            return;
        var hour = (int)(minutes % 1440 / 60);
        _day = Unix(date);
        _hours = _cron.Hours & uint.MaxValue << hour;
        if (!Take(ref _hours, hour))
            return;
        _hour = _day + 3600 * hour;
        _minutes = _cron.Minutes & ulong.MaxValue << (int)(minutes % 60);
    }

    private static bool Take(ref uint bits, int bit)
    {
        var isSet = (bits >> bit & 1) == 1;
        bits &= ~(1u << bit);
        return isSet;
    }

    private static long Unix(DateOnly date) => (date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * Day;

    private static long SecondsAtOrAfter(Instant instant)
    {
        var seconds = instant.ToUnixTimeSeconds();
        return Instant.FromUnixTimeSeconds(seconds) == instant ? seconds : seconds + 1;
    }
}
