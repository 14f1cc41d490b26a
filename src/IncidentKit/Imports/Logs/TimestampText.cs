namespace IncidentKit.Imports.Logs;

/// <summary>
/// A time as it is written. All forms are read from the beginning of a span, which may go on behind it.
/// </summary>
/// <param name="Ticks">Local ticks of 100 ns since 1970-01-01T00:00, or UTC's when there is an offset.</param>
/// <param name="HasZone">Whether the text says its offset from UTC, which is then taken off.</param>
/// <param name="HasYear">Whether the text says its year; 1972, a leap year, stands in for one that is missing.</param>
internal readonly record struct TimestampText(long Ticks, bool HasZone, bool HasYear)
{
    private const int StandInYear = 1972;

    /// <summary>Reads a time.</summary>
    public static bool TryRead(TimestampForm form, ReadOnlySpan<byte> text, out TimestampText stamp)
    {
        stamp = default;
        return form switch
        {
            TimestampForm.Iso => TryIso(text, out stamp),
            TimestampForm.DayMonthYear => TryDayMonthYear(text, out stamp),
            TimestampForm.MonthDay => TryMonthDay(text, withYear: false, out stamp),
            TimestampForm.MonthDayYear => TryMonthDay(text, withYear: true, out stamp),
            TimestampForm.EpochSeconds => TryEpoch(text, 10, TimeSpan.TicksPerSecond, 1, out stamp),
            TimestampForm.EpochMilliseconds => TryEpoch(text, 13, TimeSpan.TicksPerMillisecond, 1, out stamp),
            TimestampForm.EpochMicroseconds => TryEpoch(text, 16, TimeSpan.TicksPerMicrosecond, 1, out stamp),
            TimestampForm.EpochNanoseconds => TryEpoch(text, 19, 1, 100, out stamp),
            _ => false,
        };
    }

    /// <summary>The same local time in another year; null when it has no 29 February.</summary>
    public long? InYear(int year)
    {
        var at = DateTime.UnixEpoch.AddTicks(Ticks);
        return at.Day > DateTime.DaysInMonth(year, at.Month)
            ? null
            : new DateTime(year, at.Month, at.Day).Ticks - DateTime.UnixEpoch.Ticks + at.TimeOfDay.Ticks;
    }

    private static bool TryIso(ReadOnlySpan<byte> text, out TimestampText stamp)
    {
        stamp = default;
        var rest = text;
        if (!TryNumber(ref rest, 4, out var year) || rest.IsEmpty)
            return false;
        var separator = rest[0];
        var isBasic = separator is >= (byte)'0' and <= (byte)'9';
        if (!isBasic && separator is not ((byte)'-' or (byte)'/'))
            return false;
        if (
            !(isBasic || TryByte(ref rest, separator))
            || !TryNumber(ref rest, 2, out var month)
            || !(isBasic || TryByte(ref rest, separator))
            || !TryNumber(ref rest, 2, out var day)
            || rest.IsEmpty
        )
        {
            return false;
        }

        if (rest[0] is not ((byte)'T' or (byte)'t' or (byte)' ' or (byte)'_'))
            return false;
        rest = rest[1..];
        return TryTimeOfDay(ref rest, isBasic, out var time)
            && TryDate(year, month, day, out var date)
            && Finish(date + time, ref rest, hasYear: true, out stamp);
    }

    private static bool TryDayMonthYear(ReadOnlySpan<byte> text, out TimestampText stamp)
    {
        stamp = default;
        var rest = text;
        return TryDay(ref rest, out var day)
            && TrySeparator(ref rest)
            && TryMonth(ref rest, out var month)
            && TrySeparator(ref rest)
            && TryNumber(ref rest, 4, out var year)
            && rest.Length > 0
            && rest[0] is (byte)' ' or (byte)':' or (byte)'T'
            && TryTimeOfDay(rest[1..], out rest, out var time)
            && TryDate(year, month, day, out var date)
            && Finish(date + time, ref rest, hasYear: true, out stamp);
    }

    private static bool TryMonthDay(ReadOnlySpan<byte> text, bool withYear, out TimestampText stamp)
    {
        stamp = default;
        var rest = text;
        long year = 0;
        if (withYear && TryNumber(ref rest, 4, out year) && !TryByte(ref rest, (byte)' '))
            return false;
        if (!TryMonth(ref rest, out var month))
        {
            // Thu Jan 29 …
            if (rest.Length < 4 || rest[3] != (byte)' ')
                return false;
            rest = rest[4..];
            if (!TryMonth(ref rest, out month))
                return false;
        }

        if (!TryByte(ref rest, (byte)' '))
            return false;
        TryByte(ref rest, (byte)' ');
        if (!TryDay(ref rest, out var day) || !TryByte(ref rest, (byte)' '))
            return false;
        if (withYear && year == 0 && rest.Length > 4 && rest[4] == (byte)' ' && TryNumber(ref rest, 4, out year))
            rest = rest[1..];
        if (!TryTimeOfDay(ref rest, isBasic: false, out var time))
            return false;
        if (withYear && year == 0 && !(TryFraction(ref rest, ref time) && TryByte(ref rest, (byte)' ') && TryNumber(ref rest, 4, out year)))
            return false;
        return TryDate(withYear ? year : StandInYear, month, day, out var date) && Finish(date + time, ref rest, withYear, out stamp);
    }

    private static bool TryEpoch(ReadOnlySpan<byte> text, int digits, long ticks, long divisor, out TimestampText stamp)
    {
        stamp = default;
        var rest = text;
        if (!TryNumber(ref rest, digits, out var value) || (rest.Length > 0 && IsDigit(rest[0])))
            return false;
        var at = value / divisor * ticks;
        if (!TryFraction(ref rest, ref at, ticks))
            return false;
        stamp = new TimestampText(at, HasZone: true, HasYear: true);
        return true;
    }

    /// <summary>Fraction and offset, which may follow every form with a date.</summary>
    private static bool Finish(long ticks, ref ReadOnlySpan<byte> rest, bool hasYear, out TimestampText stamp)
    {
        stamp = default;
        if (!TryFraction(ref rest, ref ticks))
            return false;
        var hasZone = TryOffset(rest, out var offset);
        stamp = new TimestampText(ticks - offset, hasZone, hasYear);
        return true;
    }

    private static bool TryTimeOfDay(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest, out long ticks)
    {
        rest = text;
        return TryTimeOfDay(ref rest, isBasic: false, out ticks);
    }

    private static bool TryTimeOfDay(ref ReadOnlySpan<byte> rest, bool isBasic, out long ticks)
    {
        ticks = 0;
        if (!TryNumber(ref rest, 2, out var hour) || !(isBasic || TryByte(ref rest, (byte)':')) || !TryNumber(ref rest, 2, out var minute))
            return false;
        long second = 0;
        if ((isBasic || TryByte(ref rest, (byte)':')) && !TryNumber(ref rest, 2, out second))
            return false;
        ticks = ((hour * 60 + minute) * 60 + second) * TimeSpan.TicksPerSecond;
        // A leap second is the first second of the next minute.
        return hour < 24 && minute < 60 && second <= 60;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, ref long ticks, long unit = TimeSpan.TicksPerSecond)
    {
        if (rest.Length < 2 || rest[0] is not ((byte)'.' or (byte)',') || !IsDigit(rest[1]))
            return true;
        rest = rest[1..];
        for (unit /= 10; rest.Length > 0 && IsDigit(rest[0]); unit /= 10, rest = rest[1..])
            ticks += (rest[0] - '0') * unit;
        return true;
    }

    /// <summary>
    /// Reads <c>Z</c>, <c>+01:00</c>, <c>+0100</c>, <c>+01</c>, <c>UTC</c> or <c>GMT</c>, each behind a
    /// space or not. A number of two digits counts only without a space, because a message may begin so.
    /// </summary>
    private static bool TryOffset(ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        var spaced = rest.Length > 0 && rest[0] == (byte)' ';
        if (spaced)
            rest = rest[1..];
        if (rest.StartsWith("UTC"u8) || rest.StartsWith("GMT"u8))
            return rest.Length == 3 || !IsWord(rest[3]);
        if (rest.Length > 0 && rest[0] is (byte)'Z' or (byte)'z')
            return rest.Length == 1 || !IsWord(rest[1]);
        if (rest.Length < 3 || rest[0] is not ((byte)'+' or (byte)'-'))
            return false;
        var sign = rest[0] == (byte)'-' ? -1 : 1;
        rest = rest[1..];
        if (!TryNumber(ref rest, 2, out var hours) || hours > 18)
            return false;
        var hasColon = TryByte(ref rest, (byte)':');
        if (!TryNumber(ref rest, 2, out var minutes) && (hasColon || spaced))
            return false;
        if (minutes > 59 || (rest.Length > 0 && IsDigit(rest[0])))
            return false;
        ticks = sign * (hours * 60 + minutes) * TimeSpan.TicksPerMinute;
        return true;
    }

    private static bool TryDate(long year, long month, long day, out long ticks)
    {
        ticks = 0;
        if (year is < 1970 or > 2199 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month))
            return false;
        ticks = new DateTime((int)year, (int)month, (int)day).Ticks - DateTime.UnixEpoch.Ticks;
        return true;
    }

    private static bool TryMonth(ref ReadOnlySpan<byte> rest, out long month)
    {
        month = 0;
        if (rest.Length < 3)
            return false;
        // Three letters, the last two in lower or upper case.
        ReadOnlySpan<byte> months = "janfebmaraprmayjunjulaugsepoctnovdec"u8;
        for (var i = 0; i < months.Length; i += 3)
        {
            if ((rest[0] | 0x20) == months[i] && (rest[1] | 0x20) == months[i + 1] && (rest[2] | 0x20) == months[i + 2])
            {
                month = i / 3 + 1;
                rest = rest[3..];
                return true;
            }
        }

        return false;
    }

    private static bool TryDay(ref ReadOnlySpan<byte> rest, out long day) =>
        TryNumber(ref rest, 2, out day) || TryNumber(ref rest, 1, out day);

    private static bool TrySeparator(ref ReadOnlySpan<byte> rest) =>
        TryByte(ref rest, (byte)'/') || TryByte(ref rest, (byte)' ') || TryByte(ref rest, (byte)'-');

    private static bool TryByte(ref ReadOnlySpan<byte> rest, byte expected)
    {
        if (rest.IsEmpty || rest[0] != expected)
            return false;
        rest = rest[1..];
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> rest, int digits, out long value)
    {
        value = 0;
        if (rest.Length < digits)
            return false;
        for (var i = 0; i < digits; i++)
        {
            if (!IsDigit(rest[i]))
                return false;
            value = value * 10 + (rest[i] - '0');
        }

        rest = rest[digits..];
        return true;
    }

    private static bool IsDigit(byte character) => character is >= (byte)'0' and <= (byte)'9';

    /// <summary>Whether a character goes on with a word or a number.</summary>
    public static bool IsWord(byte character) => IsDigit(character) || (character | 0x20) is >= (byte)'a' and <= (byte)'z';
}
