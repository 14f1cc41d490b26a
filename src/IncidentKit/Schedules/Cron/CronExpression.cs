using NodaTime;

namespace IncidentKit.Schedules.Cron;

/// <summary>
/// <c>cron(minutes hours day-of-month month day-of-week year)</c>. Ranges may wrap (20-2, FRI-MON) and are sets: the hour 0 of
/// <c>cron(0 20-2 ? * MON *)</c> is Monday's.
/// </summary>
/// <remarks>
/// Source: EventBridge Scheduler User Guide, "Schedule types". The nearest weekday (W) never leaves the month, as in Quartz.
/// </remarks>
internal sealed class CronExpression : ScheduleExpression
{
    private readonly uint _months;
    private readonly bool[] _years;
    private readonly CronDays _days;

    /// <param name="text">As written.</param>
    /// <param name="notices">One line each.</param>
    /// <param name="minutes">Bits 0-59.</param>
    /// <param name="hours">Bits 0-23.</param>
    /// <param name="days">The day field in force.</param>
    /// <param name="months">Bits 1-12.</param>
    /// <param name="years">Indexed from 1970 to 2199.</param>
    internal CronExpression(
        string text,
        IReadOnlyList<string> notices,
        ulong minutes,
        ulong hours,
        CronDays days,
        ulong months,
        bool[] years
    )
        : base(text, notices) => (Minutes, Hours, _days, _months, _years) = (minutes, (uint)hours, days, (uint)months, years);

    /// <summary>Bits 0-59.</summary>
    internal ulong Minutes { get; }

    /// <summary>Bits 0-23.</summary>
    internal uint Hours { get; }

    /// <inheritdoc/>
    /// <remarks>Local times that a change of offset skips do not fire; the second pass of repeated ones is optional.</remarks>
    public override FireTimes Between(Instant from, Instant to, DateTimeZone zone, Instant? anchor = null) =>
        FireTimes.Of(this, from, to, zone);

    /// <summary>The days of a month that fire, day 1 as bit 0.</summary>
    internal uint DaysIn(DateOnly firstOfMonth)
    {
        var year = firstOfMonth.Year - CronField.Year.Min;
        return (_months >> firstOfMonth.Month & 1) == 1 && year < _years.Length && _years[year] ? _days.In(firstOfMonth) : 0;
    }
}
