using System.Collections;
using IncidentKit.Basics;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Impact;

/// <summary>What one dataset lacks.</summary>
internal sealed record DataImpact
{
    /// <summary>The service that brings it.</summary>
    public required string Service { get; init; }

    /// <summary>The dataset.</summary>
    public required DatasetSettings Dataset { get; init; }

    /// <summary>Entries there should be in the window; null when unknown.</summary>
    public long? Expected { get; private init; }

    /// <summary>Entries known to be missing; null when unknown.</summary>
    public long? Missing { get; private init; }

    /// <summary>Entries whose run is unknown: they may be missing too.</summary>
    public long Unknown { get; private init; }

    /// <summary>When missing entries begin and end: half-open, in order.</summary>
    public IReadOnlyList<Interval> Windows { get; private init; } = [];

    /// <summary>Symbols of which a given file lacks bars, by name; null without a file.</summary>
    public IReadOnlyList<SymbolLoss>? Symbols { get; private init; }

    /// <summary>How the numbers came about; where they are unknown, why.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>What to do to know what is unknown; null where nothing is, or nothing helps.</summary>
    public string? ToKnow { get; private init; }

    /// <summary>The file in which entries were looked for; null without one.</summary>
    public DatasetFile? File { get; private init; }

    /// <summary>The one window to ask a vendor for; null when nothing is known to be missing.</summary>
    public Interval? Backfill => Windows.Count == 0 ? null : new Interval(Windows[0].Start, Windows[^1].End);

    /// <summary>Works out what a dataset lacks.</summary>
    /// <param name="service">The service that brings it.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="calendar">Its market; null where none is named.</param>
    /// <param name="runs">The schedules of the service.</param>
    /// <param name="down">When the service was down.</param>
    /// <param name="window">The window looked at.</param>
    /// <param name="file">The entries that are there; null where no file is given.</param>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static DataImpact Of(
        string service,
        DatasetSettings dataset,
        MarketCalendar? calendar,
        IReadOnlyList<ScheduleRuns> runs,
        IReadOnlyList<Interval> down,
        Interval window,
        DatasetFile? file
    )
    {
        var impact = new DataImpact
        {
            Service = service,
            Dataset = dataset,
            File = file,
        };
        if (dataset.Phase is not null && calendar is null)
            return impact with { Reason = "no market is named", ToKnow = "put market: into incidentkit.yaml, such as market: XNYS" };
        if (dataset.Phase is not null && !calendar!.Knows(window))
            return impact with
            {
                Reason = $"the calendar {calendar} knows {calendar.ValidFrom} to {calendar.ValidThrough} only",
                ToKnow = "give a newer calendar with --calendars",
            };
        if (!dataset.HoldsBars)
            return file is null
                ? impact with
                {
                    Reason = "no history of the feed is recorded, so its usual rate is unknown",
                    ToKnow = "give the dataset a file: with its events (CSV with the column time, or NDJSON)",
                }
                : impact.FromEvents(calendar, down);
        var shift = dataset.Interval!.Value * dataset.BarOffset;
        var (from, to) = (window.Start + shift, window.End + shift);
        var bars = dataset.Phase is { } phase
            ? BarGrid.Of(calendar!, MarketImpact.Phase(phase), dataset.Interval.Value, from, to)
            : BarGrid.Of(dataset.Interval.Value, from, to);
        return file is null ? impact.FromRuns([.. bars], runs, window) : impact.FromFile([.. bars]);
    }

    // ------------------------------------------------------------ bars, by the runs that should have fetched them

    private DataImpact FromRuns(Interval[] bars, IReadOnlyList<ScheduleRuns> runs, Interval window)
    {
        if (runs.Count == 0)
            return this with { Reason = $"no schedule of {Service} is in the evidence", ToKnow = "name its schedules in incidentkit.yaml" };
        var fetches = Fetches(runs, window);
        var length = Dataset.Interval!.Value;
        var missing = new List<Interval>();
        long expected = 0,
            unknown = 0;
        var next = 0;
        foreach (var bar in bars)
        {
            var due = bar.Start - (length * Dataset.BarOffset);
            while (next < fetches.Count && fetches[next].At < due)
                next++;
            // Fetched after the window: what became of it is not part of it.
            if (next == fetches.Count)
                break;
            expected++;
            var (fetched, undecided, meant) = (false, false, false);
            for (var i = next; i < fetches.Count && (i == next || fetches[i].At < due + length); i++)
            {
                fetched |= fetches[i].Verdict is RunVerdict.Ran or RunVerdict.Late;
                undecided |= fetches[i].Verdict is RunVerdict.Unknown;
                meant |= fetches[i].Verdict is RunVerdict.Intended;
            }

            if (!fetched && undecided)
                unknown++;
            else if (!fetched && meant)
                // What was meant not to run was to fetch nothing.
                expected--;
            else if (!fetched)
                missing.Add(bar);
        }

        long symbols = Dataset.Symbols ?? 1;
        return this with
        {
            Expected = expected * symbols,
            Missing = missing.Count * symbols,
            Unknown = unknown * symbols,
            Windows = Intervals.Union(missing),
            Reason = $"inferred: bars whose run was missed or failed{(Dataset.Symbols is { } n ? $", times {n} symbols" : "")}",
        };
    }

    /// <summary>The fire times of the schedules in the window, in order, with what became of each.</summary>
    private static List<(Instant At, RunVerdict Verdict)> Fetches(IReadOnlyList<ScheduleRuns> runs, Interval window)
    {
        var fetches = runs.SelectMany(r => r.Verdicts(window.Start, window.End)).ToList();
        if (runs.Count > 1)
            fetches.Sort(static (a, b) => a.At.CompareTo(b.At));
        return fetches;
    }

    // ------------------------------------------------------------ bars, by a file of those that are there

    private DataImpact FromFile(Interval[] bars)
    {
        var there = Dataset.SymbolNames.ToDictionary(s => s, _ => new BitArray(bars.Length), StringComparer.Ordinal);
        var starts = Array.ConvertAll(bars, b => b.Start);
        foreach (var (symbol, at) in File!.Rows(withSymbol: true))
        {
            var index = Array.BinarySearch(starts, at);
            if (index < 0)
                continue;
            if (!there.TryGetValue(symbol, out var found))
            {
                // Where the symbols are named, others in the file are no concern of the dataset.
                if (Dataset.SymbolNames.Count > 0)
                    continue;
                there.Add(symbol, found = new BitArray(bars.Length));
            }

            found[index] = true;
        }

        var losses = there
            .OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => (Symbol: t.Key, Missing: bars.Where((_, i) => !t.Value[i]).ToList()))
            .Where(l => l.Missing.Count > 0)
            .Select(l => new SymbolLoss(l.Symbol, l.Missing.Count, Intervals.Union(l.Missing)))
            .ToList();
        var symbols = Math.Max(Dataset.Symbols ?? 0, there.Count);
        long unseen = symbols - there.Count;
        return this with
        {
            Expected = (long)bars.Length * symbols,
            Missing = losses.Sum(l => l.Missing) + (unseen * bars.Length),
            Windows = Intervals.Union(unseen > 0 ? bars : losses.SelectMany(l => l.Windows)),
            Symbols = losses,
            Reason = $"found in {File.Name}, symbol by symbol{(unseen > 0 ? $"; {unseen} of {symbols} symbols are not in it at all" : "")}",
        };
    }

    // ------------------------------------------------------------ events

    /// <summary>
    /// The usual rate is that of the file's events outside the down time. The
    /// missing ones are those the rate would have brought, less those that came.
    /// </summary>
    private DataImpact FromEvents(MarketCalendar? calendar, IReadOnlyList<Interval> down)
    {
        (Instant? first, Instant? last, long usual, long came) = (null, null, 0, 0);
        foreach (var (_, at) in File!.Rows(withSymbol: false))
        {
            (first, last) = (first is null || at < first ? at : first, last is null || at > last ? at : last);
            if (Dataset.Phase is { } phase && calendar!.PhaseAt(at) != MarketImpact.Phase(phase))
                continue;
            if (down.Any(d => d.Contains(at)))
                came++;
            else
                usual++;
        }

        var lost = down.Sum(d => Minutes(d));
        var history = first is null
            ? 0
            : Minutes(new Interval(first.Value, last!.Value))
                - down.Sum(d =>
                    Minutes(
                        new Interval(
                            Instant.Max(d.Start, first.Value),
                            Instant.Max(Instant.Max(d.Start, first.Value), Instant.Min(d.End, last.Value))
                        )
                    )
                );
        if (history < 60 || usual == 0)
            return this with
            {
                Reason = $"{File.Name} holds less than an hour of events outside the outage, so the usual rate is unknown",
                ToKnow = "give a file with more history",
            };
        var expected = (long)Math.Round((decimal)usual * lost / history, MidpointRounding.AwayFromZero);
        return this with
        {
            Expected = expected,
            Missing = Math.Max(0, expected - came),
            Windows = expected > came ? down : [],
            Reason = $"estimated: {usual} events in {history} minutes outside the outage, {came} in its {lost} minutes, by {File.Name}",
        };

        long Minutes(Interval interval) =>
            Dataset.Phase is { } phase
                ? calendar!.MinutesBetween(interval.Start, interval.End).Of(MarketImpact.Phase(phase))
                : (long)interval.Duration.TotalMinutes;
    }
}
