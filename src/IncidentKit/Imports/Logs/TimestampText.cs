namespace IncidentKit.Imports.Logs;

/// <summary>
/// A time as it is written. All forms are read from the beginning of a span, which may go on behind it.
/// </summary>
/// <param name="Ticks">Local ticks of 100 ns since 1970-01-01T00:00, or UTC's when there is an offset.</param>
/// <param name="HasZone">Whether the text says its offset from UTC, which is then taken off.</param>
/// <param name="HasYear">Whether the text says its year; 1972, a leap year, stands in for one that is missing.</param>
internal readonly record struct TimestampText(long Ticks, bool HasZone, bool HasYear)
{
    /// <summary>Whether its hours are counted twice to twelve.</summary>
    public bool HasHalf { get; private init; }

    /// <summary>Reads a time.</summary>
    public static bool TryRead(TimestampForm form, ReadOnlySpan<byte> text, out TimestampText stamp)
    {
        stamp = default;
        var at = new TimeScanner(text);
        return form switch
        {
            TimestampForm.Iso => Iso(ref at, out stamp),
            TimestampForm.DayMonthYear => DayMonthYear(ref at, out stamp),
            TimestampForm.MonthDayYear => MonthDayYear(ref at, out stamp),
            TimestampForm.MonthDay => MonthDay(ref at, out stamp),
            TimestampForm.DayFirst => Digits(ref at, isDayFirst: true, out stamp),
            TimestampForm.MonthFirst => Digits(ref at, isDayFirst: false, out stamp),
            TimestampForm.ShortYear => ShortYear(ref at, out stamp),
            TimestampForm.MonthDayDigits => TwoDigits(ref at, isDayFirst: false, out stamp),
            TimestampForm.DayMonthDigits => TwoDigits(ref at, isDayFirst: true, out stamp),
            TimestampForm.Klog => Klog(ref at, out stamp),
            TimestampForm.TimeFirst => TimeFirst(ref at, out stamp),
            TimestampForm.EpochSeconds => Epoch(ref at, 10, TimeSpan.TicksPerSecond, 1, out stamp),
            TimestampForm.EpochMilliseconds => Epoch(ref at, 13, TimeSpan.TicksPerMillisecond, 1, out stamp),
            TimestampForm.EpochMicroseconds => Epoch(ref at, 16, TimeSpan.TicksPerMicrosecond, 1, out stamp),
            TimestampForm.EpochNanoseconds => Epoch(ref at, 19, 1, 100, out stamp),
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

    private static bool Iso(ref TimeScanner at, out TimestampText stamp)
    {
        stamp = default;
        return IsoDate(ref at, out var isBasic, out var date)
            && (at.Gap() || (isBasic && at.Byte((byte)'-')))
            && Finish(ref at, isBasic, date, hasYear: true, out stamp);
    }

    private static bool IsoDate(ref TimeScanner at, out bool isBasic, out long date)
    {
        (isBasic, date) = (false, 0);
        if (!at.Number(4, out var year))
            return false;
        var separator = at.Next;
        isBasic = at.IsAtDigit;
        if (!isBasic && separator is not ((byte)'-' or (byte)'/' or (byte)'.'))
            return false;
        return (isBasic || at.Byte(separator))
            && at.Number(2, out var month)
            && (isBasic || at.Byte(separator))
            && at.Number(2, out var day)
            && TimeScanner.Date(year, month, day, out date);
    }

    private static bool DayMonthYear(ref TimeScanner at, out TimestampText stamp)
    {
        stamp = default;
        if (!at.Short(out var day) || !at.Separator() || !at.Month(out var month))
            return false;
        var beforeYear = at;
        if (at.Separator() && at.Year(out var year))
            return (at.Byte((byte)':') ? at.Byte((byte)':') || at.IsAtDigit : at.Gap())
                && TimeScanner.Date(year, month, day, out var date)
                && Finish(ref at, mayJoin: false, date, hasYear: true, out stamp);
        return beforeYear.Gap() && YearBehind(ref beforeYear, month, day, out stamp);
    }

    private static bool MonthDayYear(ref TimeScanner at, out TimestampText stamp)
    {
        stamp = default;
        var before = at;
        if (at.Year(out var year) && at.Byte((byte)' '))
            return NamedDay(ref at, out var m, out var d)
                && at.Gap()
                && TimeScanner.Date(year, m, d, out var first)
                && Finish(ref at, mayJoin: false, first, hasYear: true, out stamp);
        at = before;
        if (!NamedDay(ref at, out var month, out var day) || !at.Gap())
            return false;
        var afterDay = at;
        if (at.Year(out year) && (at.Byte((byte)':') || at.Gap()))
            return TimeScanner.Date(year, month, day, out var date) && Finish(ref at, mayJoin: false, date, hasYear: true, out stamp);
        return YearBehind(ref afterDay, month, day, out stamp);
    }

    private static bool MonthDay(ref TimeScanner at, out TimestampText stamp)
    {
        stamp = default;
        return NamedDay(ref at, out var month, out var day)
            && at.Byte((byte)' ')
            && TimeScanner.Date(null, month, day, out var date)
            && Finish(ref at, mayJoin: false, date, hasYear: false, out stamp);
    }

    /// <summary><c>Jan 29</c>, <c>Jan  9</c>, <c>Thu Jan 29</c>.</summary>
    private static bool NamedDay(ref TimeScanner at, out long month, out long day)
    {
        day = 0;
        if (!at.Month(out month))
        {
            at.Skip(3);
            if (!at.Byte((byte)' ') || !at.Month(out month))
                return false;
        }

        if (!at.Byte((byte)' '))
            return false;
        at.Byte((byte)' ');
        return at.Short(out day);
    }

    /// <summary><c>16:36:40 UTC 2026</c>, <c>04:36:40 PM 2026</c>.</summary>
    private static bool YearBehind(ref TimeScanner at, long month, long day, out TimestampText stamp)
    {
        stamp = default;
        if (!at.Clock(mayJoin: false, out var time))
            return false;
        var hasZone = at.Zone(out var offset);
        if (!at.Byte((byte)' ') || !at.Year(out var year) || !TimeScanner.Date(year, month, day, out var date))
            return false;
        stamp = new TimestampText(date + time - offset, hasZone, HasYear: true);
        return true;
    }

    private static bool Digits(ref TimeScanner at, bool isDayFirst, out TimestampText stamp)
    {
        stamp = default;
        if (!at.Short(out var first))
            return false;
        var separator = at.Next;
        return separator is (byte)'/' or (byte)'.' or (byte)'-'
            && at.Byte(separator)
            && at.Short(out var second)
            && at.Byte(separator)
            && at.Number(4, out var year)
            && at.Gap()
            && TimeScanner.Date(year, isDayFirst ? second : first, isDayFirst ? first : second, out var date)
            && Finish(ref at, mayJoin: false, date, hasYear: true, out stamp);
    }

    private static bool ShortYear(ref TimeScanner at, out TimestampText stamp)
    {
        stamp = default;
        if (!at.Number(2, out var year))
            return false;
        var separator = at.Next;
        var isJoined = at.IsAtDigit;
        if (!isJoined && separator is not ((byte)'/' or (byte)'.' or (byte)'-'))
            return false;
        if (
            !(isJoined || at.Byte(separator))
            || !at.Number(2, out var month)
            || !(isJoined || at.Byte(separator))
            || !at.Number(2, out var day)
            || !at.Gap()
            || !TimeScanner.Date(2000 + year, month, day, out var date)
        )
            return false;
        return Finish(ref at, isJoined, date, hasYear: true, out stamp);
    }

    private static bool TwoDigits(ref TimeScanner at, bool isDayFirst, out TimestampText stamp)
    {
        stamp = default;
        if (!at.Number(2, out var first))
            return false;
        var separator = at.Next;
        return separator is (byte)'/' or (byte)'.' or (byte)'-'
            && !(isDayFirst && separator == (byte)'-')
            && at.Byte(separator)
            && at.Number(2, out var second)
            && at.Byte((byte)' ')
            && TimeScanner.Date(null, isDayFirst ? second : first, isDayFirst ? first : second, out var date)
            && Finish(ref at, mayJoin: false, date, hasYear: false, out stamp);
    }

    private static bool Klog(ref TimeScanner at, out TimestampText stamp)
    {
        stamp = default;
        return (at.Byte((byte)'I') || at.Byte((byte)'W') || at.Byte((byte)'E') || at.Byte((byte)'F'))
            && at.Number(2, out var month)
            && at.Number(2, out var day)
            && at.Byte((byte)' ')
            && TimeScanner.Date(null, month, day, out var date)
            && Finish(ref at, mayJoin: false, date, hasYear: false, out stamp);
    }

    private static bool TimeFirst(ref TimeScanner at, out TimestampText stamp)
    {
        stamp = default;
        if (!at.Clock(mayJoin: false, out var time) || !at.Byte((byte)' ') || !IsoDate(ref at, out _, out var date))
            return false;
        var hasZone = at.Zone(out var offset);
        stamp = new TimestampText(date + time - offset, hasZone, HasYear: true);
        return true;
    }

    private static bool Epoch(ref TimeScanner at, int digits, long ticks, long divisor, out TimestampText stamp)
    {
        stamp = default;
        if (!at.Number(digits, out var value) || at.IsAtDigit)
            return false;
        var read = value / divisor * ticks;
        at.Fraction(ref read, ticks);
        stamp = new TimestampText(read, HasZone: true, HasYear: true);
        return true;
    }

    /// <summary>The time of day and its zone, which follow every form that begins with a date.</summary>
    private static bool Finish(ref TimeScanner at, bool mayJoin, long date, bool hasYear, out TimestampText stamp)
    {
        stamp = default;
        if (!at.Clock(mayJoin, out var time))
            return false;
        var hasZone = at.Zone(out var offset);
        stamp = new TimestampText(date + time - offset, hasZone, hasYear) { HasHalf = at.HasHalf };
        return true;
    }
}
