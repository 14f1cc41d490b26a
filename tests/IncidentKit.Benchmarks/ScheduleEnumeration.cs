using BenchmarkDotNet.Attributes;
using IncidentKit.Schedules;

namespace IncidentKit.Benchmarks;

/// <summary>Time and memory to enumerate 100,000 fire times, against the two cron libraries of .NET.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "RatioSD", "Gen0", "Gen1", "Gen2", "Alloc Ratio")]
public class ScheduleEnumeration
{
    private const int FireTimes = 100_000;

    private static readonly Instant From = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Instant To = Instant.FromUtc(2200, 1, 1, 0, 0);

    // Fields in AWS's grammar and in Cronos's, the zone, and after how many fire times to begin again: Quartz looks 100 years ahead.
    private static readonly Dictionary<string, (string Aws, string Cronos, string Zone, int Walk)> Rows = new(StringComparer.Ordinal)
    {
        ["0/1 * * * ? *, UTC"] = ("0/1 * * * ? *", "* * * * *", "UTC", 100_000),
        ["0/1 * * * ? *, New York"] = ("0/1 * * * ? *", "* * * * *", "America/New_York", 100_000),
        ["0 0/6 * * ? *, UTC"] = ("0 0/6 * * ? *", "0 */6 * * *", "UTC", 100_000),
        ["0 9 ? * MON-FRI *, New York"] = ("0 9 ? * MON-FRI *", "0 9 * * MON-FRI", "America/New_York", 25_000),
        ["0 0 L * ? *, UTC"] = ("0 0 L * ? *", "0 0 L * *", "UTC", 1_000),
    };

    private ScheduleExpression _ours = null!;
    private DateTimeZone _zone = null!;
    private Cronos.CronExpression _cronos = null!;
    private Quartz.CronExpression _quartz = null!;
    private TimeZoneInfo _bcl = null!;
    private int _walk;

    /// <summary>The rows.</summary>
    public static IEnumerable<string> Expressions => Rows.Keys;

    /// <summary>One of <see cref="Expressions"/>.</summary>
    [ParamsSource(nameof(Expressions))]
    public string Expression { get; set; } = "";

    /// <summary>Parses the row with each library and checks that all three come to the same fire time.</summary>
    [GlobalSetup]
    public void Parse()
    {
        var (aws, cronos, zone, walk) = Rows[Expression];
        _ours = ScheduleExpression.Parse($"cron({aws})");
        _zone = DateTimeZoneProviders.Tzdb[zone];
        _bcl = TimeZoneInfo.FindSystemTimeZoneById(zone);
        _cronos = Cronos.CronExpression.Parse(cronos);
        _quartz = new Quartz.CronExpression($"0 {aws}", _bcl);
        _walk = walk;
        var (ours, cronosEnd, quartzEnd) = (WalkOurs(), WalkCronos(), WalkQuartz());
        if (ours != cronosEnd || ours != quartzEnd || ours == 0)
            throw new InvalidOperationException($"{Expression}: {ours}, {cronosEnd} and {quartzEnd} are not the same fire time");
    }

    /// <summary>Enumerates with IncidentKit.</summary>
    [Benchmark(Description = "IncidentKit")]
    public long Ours() => Repeat(WalkOurs);

    /// <summary>Enumerates with Cronos.</summary>
    [Benchmark(Description = "Cronos", Baseline = true)]
    public long CronosOccurrences() => Repeat(WalkCronos);

    /// <summary>Enumerates with Quartz.</summary>
    [Benchmark(Description = "Quartz")]
    public long QuartzValidTimes() => Repeat(WalkQuartz);

    private long Repeat(Func<long> walk)
    {
        var last = 0L;
        for (var done = 0; done < FireTimes; done += _walk)
            last = walk();
        return last;
    }

    private long WalkOurs()
    {
        var left = _walk;
        foreach (var fire in _ours.Between(From, To, _zone))
            if (--left == 0)
                return fire.At.ToUnixTimeSeconds();
        return 0;
    }

    private long WalkCronos()
    {
        var left = _walk;
        foreach (var at in _cronos.GetOccurrences(From.ToDateTimeOffset(), To.ToDateTimeOffset(), _bcl))
            if (--left == 0)
                return at.ToUnixTimeSeconds();
        return 0;
    }

    private long WalkQuartz()
    {
        DateTimeOffset? at = From.ToDateTimeOffset().AddSeconds(-1);
        for (var left = _walk; left > 0 && at is not null; left--)
            at = _quartz.GetNextValidTimeAfter(at.Value);
        return at?.ToUnixTimeSeconds() ?? 0;
    }
}
