using System.Numerics;

namespace IncidentKit.Schedules.Cron;

/// <summary>The days a cron expression's day field in force (day-of-month or day-of-week, never both) picks from a month.</summary>
internal sealed record CronDays
{
    /// <summary>Days 1-31 as bits 0-30.</summary>
    public uint Days { get; init; }

    /// <summary><c>L</c>: the last day of the month.</summary>
    public bool LastDay { get; init; }

    /// <summary><c>LW</c>: the last day of the month that is not a Saturday or Sunday.</summary>
    public bool LastWeekday { get; init; }

    /// <summary><c>15W</c>: days whose nearest Monday-Friday in the same month is meant, as bits 0-30.</summary>
    public uint NearestWeekdays { get; init; }

    /// <summary>Days of the week, Sunday as bit 0.</summary>
    public uint DaysOfWeek { get; init; }

    /// <summary><c>6L</c>: days of the week of which the month's last is meant, Sunday as bit 0.</summary>
    public uint LastOf { get; init; }

    /// <summary><c>3#2</c>: the day of the week of which <see cref="Ordinal"/> is meant, Sunday as bit 0.</summary>
    public uint NthOf { get; init; }

    /// <summary>1-5, with <see cref="NthOf"/>.</summary>
    public int Ordinal { get; init; }

    /// <summary>The days picked, day 1 as bit 0.</summary>
    public uint In(DateOnly firstOfMonth)
    {
        var length = DateTime.DaysInMonth(firstOfMonth.Year, firstOfMonth.Month);
        var first = (int)firstOfMonth.DayOfWeek;
        var month = (1u << length) - 1;
        var picked = Days | Spread(DaysOfWeek, first);
        if (LastDay)
            picked |= 1u << (length - 1);
        if (LastWeekday)
            picked |= Nearest(length, length, first);
        for (var left = NearestWeekdays & month; left != 0; left &= left - 1)
            picked |= Nearest(BitOperations.TrailingZeroCount(left) + 1, length, first);
        if (LastOf != 0)
            picked |= Spread(LastOf, first) & ~(month >> 7);
        if (NthOf != 0)
            picked |= Spread(NthOf, first) & 0x7Fu << (7 * (Ordinal - 1));
        return picked & month;
    }

    /// <summary>
    /// The days that fall on one of these in a month whose first day of the week is <paramref name="first"/> (0 = Sunday).
    /// </summary>
    private static uint Spread(uint daysOfWeek, int first)
    {
        ulong week = daysOfWeek;
        return (uint)((week | week << 7 | week << 14 | week << 21 | week << 28 | week << 35) >> first);
    }

    /// <summary>The Monday-Friday nearest to a day without leaving its month, as a bit.</summary>
    private static uint Nearest(int day, int length, int first)
    {
        var shift = (DayOfWeek)((first + day - 1) % 7) switch
        {
            DayOfWeek.Saturday => day == 1 ? 2 : -1,
            DayOfWeek.Sunday => day == length ? -2 : 1,
            _ => 0,
        };
        return 1u << (day + shift - 1);
    }
}
