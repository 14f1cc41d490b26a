using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>How far apart two accounts of one moment are.</summary>
internal static class MomentDistance
{
    /// <summary>By so much a time that is said to be about then may be off.</summary>
    private static readonly Duration About = Duration.FromMinutes(15);

    /// <summary>People round to five minutes without saying so.</summary>
    private static readonly Duration Rounded = Duration.FromMinutes(3);

    private static readonly Duration Day = Duration.FromDays(1);

    private static readonly Duration Hour = Duration.FromHours(1);

    private static readonly Duration HalfHour = Duration.FromMinutes(30);

    /// <summary>Whether every reading puts them apart by more than people round.</summary>
    public static bool Differ(TimeClaim a, TimeClaim b) => Differ(a, b, Durations.Slack(a, b));

    /// <summary>The same where the first is of running text, in which people round more.</summary>
    public static bool DiffersInText(TimeClaim told, TimeClaim b) => Differ(told, b, Slack(told, b));

    /// <summary>Whether what is told to be done by a time was done after it, however both are read.</summary>
    public static bool IsLate(TimeClaim by, TimeClaim done) =>
        Signed(by, done) is { Count: > 0 } all && all.TrueForAll(d => d > Slack(by, done));

    /// <summary>How far apart two times may be; without dates on a clock's round.</summary>
    public static List<Duration> Apart(TimeClaim a, TimeClaim b) => [.. Signed(a, b).Select(d => d < Duration.Zero ? -d : d)];

    /// <summary>Whether whole or half hours lie between, as between the clocks of two zones.</summary>
    public static bool IsOfHours(Duration apart) =>
        apart >= Hour - Duration.FromMinutes(2)
        && apart - HalfHour * Math.Round(apart / HalfHour) is var rest
        && rest < Hour / 40
        && rest > -(Hour / 40);

    private static bool Differ(TimeClaim a, TimeClaim b, Duration slack)
    {
        var most = a.IsAbout || b.IsAbout ? About : slack;
        return Apart(a, b) is { Count: > 0 } apart && apart.TrueForAll(d => d > most);
    }

    private static Duration Slack(TimeClaim told, TimeClaim b) => told.Time.Minute % 5 == 0 ? Rounded : Durations.Slack(told, b);

    private static List<Duration> Signed(TimeClaim a, TimeClaim b)
    {
        if (ClockReadings.Differences(a, b) is { Count: > 0 } differences)
            return [.. differences];
        return [.. ClockReadings.Lengths(a, b, Duration.Zero).Select(d => d >= Day ? d - Day : d).Select(d => d > Day / 2 ? d - Day : d)];
    }
}
