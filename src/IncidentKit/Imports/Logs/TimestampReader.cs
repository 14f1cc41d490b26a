using System.Buffers.Text;
using NodaTime;

namespace IncidentKit.Imports.Logs;

/// <summary>
/// Reads the times of one file, on one thread. Lines that follow one another mostly share their minute, so what a minute means is worked
/// out once.
/// </summary>
/// <param name="form">The file's form.</param>
/// <param name="reading">The zone and the year of times that lack one.</param>
internal sealed class TimestampReader(TimestampForm form, LogReading reading)
{
    /// <summary><c>yyyy-MM-ddTHH:mm:</c></summary>
    private const int MinuteLength = 17;

    /// <summary>Eight years back there has been a 29 February.</summary>
    private const int MostYearsBack = 9;

    /// <summary>A file goes forward: an earlier time is taken only where no later one can be.</summary>
    private const long MuchEarlier = long.MaxValue / 2;

    private readonly byte[] _minute = new byte[MinuteLength];
    private long _minuteTicks;
    private long _localMinute = long.MinValue;
    private long _localOffset;

    /// <summary>
    /// Reads the time at the beginning of a text, in ticks of 100 ns since
    /// 1970-01-01T00:00Z. False when there is none, or its zone is not known.
    /// </summary>
    public bool TryRead(ReadOnlySpan<byte> text, out long ticks)
    {
        if (
            form == TimestampForm.Iso
            && text.Length > MinuteLength + 2
            && text.StartsWith(_minute)
            && TryWithinMinute(text[MinuteLength..], out ticks)
        )
            return true;
        return TryAny(text, out ticks);
    }

    private bool TryAny(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (!TimestampText.TryRead(form, text, out var stamp))
            return form == TimestampForm.EpochSeconds && TryScientific(text, out ticks);
        if (!stamp.HasZone && reading.Zone is null)
            return false;
        ticks = stamp.Ticks;
        if (!stamp.HasYear && !TryYear(stamp, out ticks))
            return false;
        if (stamp.HasZone)
        {
            // Kept only for UTC, where the minute's start needs nothing else.
            if (
                form == TimestampForm.Iso
                && text.Length > MinuteLength
                && text[MinuteLength - 1] == (byte)':'
                && EndsInZ(text[MinuteLength..])
            )
            {
                text[..MinuteLength].CopyTo(_minute);
                _minuteTicks = ticks - (ticks % TimeSpan.TicksPerMinute);
            }

            return true;
        }

        ticks -= OffsetAt(ticks);
        return true;
    }

    /// <summary><c>SS[.fraction]Z</c> of the minute that was read last.</summary>
    private bool TryWithinMinute(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        uint tens = text[0] - (uint)'0',
            ones = text[1] - (uint)'0';
        if (tens > 5 || ones > 9)
            return false;
        var within = (tens * 10 + ones) * TimeSpan.TicksPerSecond;
        var i = 2;
        if (text[2] is (byte)'.' or (byte)',')
        {
            var unit = TimeSpan.TicksPerSecond / 10;
            for (i = 3; i < text.Length && text[i] - (uint)'0' <= 9; i++, unit /= 10)
                within += (text[i] - '0') * unit;
        }

        if (i >= text.Length || text[i] != (byte)'Z' || (i + 1 < text.Length && TimeScanner.IsWord(text[i + 1])))
            return false;
        ticks = _minuteTicks + within;
        return true;
    }

    private static bool EndsInZ(ReadOnlySpan<byte> seconds)
    {
        var i = seconds.IndexOfAnyExceptInRange((byte)',', (byte)'9');
        return i > 0 && seconds[i] == (byte)'Z';
    }

    /// <summary>
    /// The year of a time that does not say it: the first in which it is not before the file's first event. For that event itself it is the
    /// year in which it is nearest to what is looked for, the latest of several. None is more than a day after the latest possible event.
    /// </summary>
    private bool TryYear(TimestampText stamp, out long ticks)
    {
        ticks = 0;
        if (reading.Latest is not { } latest)
            return false;
        var bound = latest.ToUnixTimeTicks() + TimeSpan.TicksPerDay;
        var from = (reading.Window?.Start ?? latest).ToUnixTimeTicks();
        var to = (reading.Window?.End ?? latest).ToUnixTimeTicks();
        var year = latest.InUtc().Year + 1;
        var first = Math.Min(year, DateTime.UnixEpoch.AddTicks(Math.Min(from, reading.Anchor ?? from)).Year) - MostYearsBack;
        var nearest = long.MaxValue;
        for (; year >= first; year--)
        {
            if (stamp.InYear(year) is not { } at || at - (stamp.HasZone ? 0 : OffsetAt(at)) > bound)
                continue;
            var distance = reading.Anchor is { } anchor
                ? (at < anchor - TimeSpan.TicksPerDay ? MuchEarlier : 0) + Math.Abs(at - anchor)
                : Math.Max(0, Math.Max(from - at, at - to));
            if (distance >= nearest)
                break;
            (ticks, nearest) = (at, distance);
        }

        return nearest < long.MaxValue;
    }

    /// <summary>
    /// Takes the earlier of two instants with the same local time. For a local time that was skipped it takes the instant after the change.
    /// </summary>
    private long OffsetAt(long localTicks)
    {
        var minute = localTicks / TimeSpan.TicksPerMinute;
        if (minute != _localMinute)
        {
            var local = LocalDateTime.FromDateTime(DateTime.UnixEpoch.AddTicks(minute * TimeSpan.TicksPerMinute));
            _localOffset = minute * TimeSpan.TicksPerMinute - reading.Zone!.AtLeniently(local).ToInstant().ToUnixTimeTicks();
            _localMinute = minute;
        }

        return _localOffset;
    }

    /// <summary>A JSON number with an exponent, <c>1.7697046e9</c>.</summary>
    private static bool TryScientific(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (!Utf8Parser.TryParse(text, out decimal seconds, out var read, 'e') || read != text.Length || seconds is < 0 or > 7_258_118_400m)
            return false;
        ticks = (long)(seconds * TimeSpan.TicksPerSecond);
        return true;
    }
}
