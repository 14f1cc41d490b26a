using BenchmarkDotNet.Attributes;
using IncidentKit.Inputs;
using IncidentKit.Markets;

namespace IncidentKit.Benchmarks;

/// <summary>Time and memory to build the calendar of New York from 1990 to 2030 and to ask it.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "Gen0", "Gen1", "Gen2")]
public class MarketBenchmark
{
    private const int Windows = 10_000;

    private static readonly Duration[] BarLengths =
    [
        Duration.FromMinutes(1),
        Duration.FromMinutes(5),
        Duration.FromMinutes(15),
        Duration.FromMinutes(60),
    ];

    private readonly Interval[] _windows = new Interval[Windows];
    private string _text = "";
    private CalendarRules _rules = null!;
    private MarketCalendar _calendar = null!;
    private int _next;

    /// <summary>Reads the calendar, draws the windows (of up to 30 days, from 2000 to 2027) and checks that minutes add up.</summary>
    [GlobalSetup]
    public void Read()
    {
        using Stream stream = typeof(MarketCalendar).Assembly.GetManifestResourceStream("calendars/XNYS.yaml")!;
        using var reader = new StreamReader(stream);
        _text = reader.ReadToEnd();
        _rules = CalendarReader.Read(YamlSource.Of("XNYS.yaml", _text));
        _calendar = new MarketCalendar(_rules);
        var random = new Random(20260129);
        for (int i = 0; i < Windows; i++)
        {
            Instant start = Instant.FromUtc(2000, 1, 1, 0, 0) + Duration.FromMinutes(random.Next(28 * 365 * 24 * 60));
            _windows[i] = new Interval(start, start + Duration.FromMinutes(random.Next(30 * 24 * 60)));
            if (_calendar.MinutesBetween(_windows[i].Start, _windows[i].End).Total != (long)_windows[i].Duration.TotalMinutes)
                throw new InvalidOperationException($"{_windows[i]}: the minutes do not add up");
        }
    }

    /// <summary>From the text of the file.</summary>
    [Benchmark(Description = "read and build 1990-2030")]
    public MarketCalendar Parse() => MarketCalendar.Parse("XNYS.yaml", _text);

    /// <summary>From the rules.</summary>
    [Benchmark(Description = "build 1990-2030")]
    public MarketCalendar Build() => new(_rules);

    /// <summary>At the start of the next window.</summary>
    [Benchmark(Description = "phase at an instant")]
    public MarketPhase Phase() => _calendar.PhaseAt(_windows[Next()].Start);

    /// <summary>Of the next start.</summary>
    [Benchmark(Description = "minutes of a 30-day window")]
    public PhaseMinutes Minutes()
    {
        Instant start = _windows[Next()].Start;
        return _calendar.MinutesBetween(start, start + Duration.FromDays(30));
    }

    /// <summary>Minutes by phase.</summary>
    [Benchmark(Description = "minutes of 10,000 windows")]
    public long ManyMinutes()
    {
        long regular = 0;
        foreach (Interval window in _windows)
            regular += _calendar.MinutesBetween(window.Start, window.End).Regular;
        return regular;
    }

    /// <summary>Minutes by phase, sessions, bars of four lengths and the next tradable instant.</summary>
    [Benchmark(Description = "minutes, sessions, bars and next of 10,000 windows")]
    public long ManyRows()
    {
        long sum = 0;
        foreach (Interval window in _windows)
        {
            sum += _calendar.MinutesBetween(window.Start, window.End).Regular + _calendar.SessionsTouched(window);
            foreach (Duration length in BarLengths)
                sum += _calendar.BarsTouched(window, length);
            sum += _calendar.NextTradable(window.End)!.Value.ToUnixTimeSeconds();
        }

        return sum;
    }

    private int Next() => _next = _next + 1 == Windows ? 0 : _next + 1;
}
