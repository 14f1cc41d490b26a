namespace IncidentKit.Schedules.Cron;

/// <summary>One of the six fields of a cron expression, with its inclusive limits.</summary>
internal sealed record CronField(string Name, int Min, int Max, string Limits)
{
    public static readonly CronField Minute = new("minutes", 0, 59, "0-59");

    public static readonly CronField Hour = new("hours", 0, 23, "0-23");

    public static readonly CronField DayOfMonth = new("day-of-month", 1, 31, "1-31");

    public static readonly CronField Month = new("month", 1, 12, "1-12 or JAN-DEC")
    {
        ValueNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
    };

    public static readonly CronField DayOfWeek = new("day-of-week", 1, 7, "1-7 (1 = SUN)")
    {
        ValueNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
    };

    public static readonly CronField Year = new("year", 1970, 2199, "1970-2199") { Wraps = false };

    public static readonly IReadOnlyList<CronField> All = [Minute, Hour, DayOfMonth, Month, DayOfWeek, Year];

    /// <summary>Names for the values from <see cref="Min"/> on; any case is understood.</summary>
    public string[] ValueNames { get; private init; } = [];

    /// <summary>Whether a range may run over the end, as FRI-MON does.</summary>
    public bool Wraps { get; private init; } = true;
}
