using IncidentKit.Basics;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Impact;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>What lost runs cost: market minutes, data, money. Files that the settings name are read when their part is asked for.</summary>
internal sealed class ImpactAnalysis
{
    /// <summary>Why what needs a market is unknown without one.</summary>
    public const string NoMarket = "no market is named";

    /// <summary>How to name a market.</summary>
    public const string NameAMarket = "put market: into incidentkit.yaml, such as market: XNYS";

    /// <summary>What to do where a calendar ends too early.</summary>
    public const string GiveACalendar = "give a newer calendar with --calendars";

    private readonly BundleAnalysis _analysis;
    private readonly List<(string Name, string? Sha256)> _files = [];
    private readonly IReadOnlyList<Downtime> _services;
    private IReadOnlyList<DataImpact>? _data;
    private MoneyLost? _money;

    private ImpactAnalysis(BundleAnalysis analysis, IReadOnlyList<ExecutionGap> gaps, Instant countedFrom)
    {
        _analysis = analysis;
        Settings = analysis.Inputs.Settings ?? new Settings();
        _services = Downtime.Of(analysis.Inputs.Settings, analysis.Context.Runs, analysis.Names, gaps, analysis.Context.Window);
        Downtimes = [.. _services.Where(d => d.IsHurt)];
        Markets = [.. analysis.Context.Markets.Select(m => MarketImpact.Of(m, _services, Settings.TradablePhases, countedFrom))];
    }

    /// <summary>The settings; empty ones where none are given.</summary>
    public Settings Settings { get; }

    /// <summary>How the schedules are named to people.</summary>
    public ScheduleNames Names => _analysis.Names;

    /// <summary>The services that were down, or may have been.</summary>
    public IReadOnlyList<Downtime> Downtimes { get; }

    /// <summary>What was lost of each market's days.</summary>
    public IReadOnlyList<MarketImpact> Markets { get; }

    /// <summary>What log groups wrote; empty where nobody looks at it.</summary>
    public IReadOnlyList<GroupActivity> Activity { get; private init; } = [];

    /// <summary>The log groups that were silent in the outage for longer than usual, and when.</summary>
    public IReadOnlyList<(GroupActivity Group, IReadOnlyList<Interval> Spans)> Silences { get; private init; } = [];

    /// <summary>The files that were read so far, with their hashes.</summary>
    public IReadOnlyList<(string Name, string? Sha256)> Files => _files;

    /// <summary>The impact of the chosen outage.</summary>
    public static ImpactAnalysis OfIncident(BundleAnalysis analysis)
    {
        var (context, outage) = (analysis.Context, analysis.Chosen?.Outage);
        var market = context.Markets.Count > 0 ? context.Markets[0] : null;
        var activity = GroupActivity.All(context.Ledger, context.Runs, market, context.Window);
        var countedFrom = outage?.Mitigated ?? context.Window.End;
        return new ImpactAnalysis(analysis, outage?.Gaps ?? [], countedFrom)
        {
            Activity = activity,
            Silences = analysis.OutageSpan is { } span ? SilencesIn(span, activity) : [],
        };
    }

    /// <summary>The impact of all gaps of the window.</summary>
    public static ImpactAnalysis OfWindow(BundleAnalysis analysis) => new(analysis, analysis.Gaps, analysis.Context.Window.End);

    /// <summary>What the datasets lack, by service.</summary>
    /// <exception cref="InputException">A file cannot be read, or a dataset names an unknown market.</exception>
    public IReadOnlyList<DataImpact> Data() =>
        _data ??= [
            .. Settings
                .Services.OrderBy(s => s.Key, StringComparer.Ordinal)
                .SelectMany(s => s.Value.Datasets.Select(d => Data(s.Key, s.Value.Schedules, d))),
        ];

    /// <summary>What it may have cost.</summary>
    /// <exception cref="InputException">The file of positions or prices cannot be read.</exception>
    public MoneyLost Financial() => _money ??= Value();

    private MoneyLost Value()
    {
        var positionFile = Settings.Positions is { } path ? Open(path, Position.Columns) : null;
        var prices = Settings.Prices is { } pricePath ? Open(pricePath, "symbol", "time", "open", "high", "low", "close") : null;
        var positions = positionFile is null ? null : Position.ReadAll(positionFile);
        var said = _analysis.Inputs.Incident?.FinancialImpact;
        return new MoneyLost(
            FinancialImpact.Of(Markets, _services, Settings.TradablePhases, positions, prices, said is not null),
            positionFile?.Name,
            prices?.Name
        );
    }

    private static IReadOnlyList<(GroupActivity Group, IReadOnlyList<Interval> Spans)> SilencesIn(
        Interval outage,
        IReadOnlyList<GroupActivity> activity
    ) =>
        [
            .. from g in activity
            let spans = g.SilencesIn(outage).Select(s => s.Span).ToList()
            where spans.Count > 0
            select (g, (IReadOnlyList<Interval>)spans),
        ];

    private DataImpact Data(string service, IReadOnlyList<string> schedules, DatasetSettings dataset)
    {
        var context = _analysis.Context;
        var file = dataset.File is { } path ? DatasetFile.Open(InSettingsFolder(path)) : null;
        var calendar =
            dataset.Market is { } market ? _analysis.Inputs.Market(market)
            : context.Markets.Count > 0 ? context.Markets[0]
            : null;
        var impact = DataImpact.Of(
            service,
            dataset,
            calendar,
            [.. context.Runs.Where(r => schedules.Any(r.History.Key.IsNamed))],
            Downtimes.FirstOrDefault(d => d.Service == service)?.Down ?? [],
            context.Window,
            file
        );
        if (file is not null)
            _files.Add((file.Name, file.Sha256));
        return impact;
    }

    private CsvFile Open(string path, params string[] columns)
    {
        var file = Settings.Beside.TryGetValue(path, out var content)
            ? CsvFile.Of(path, content, columns)
            : CsvFile.Open(InSettingsFolder(path), columns);
        _files.Add((file.Name, file.Sha256));
        return file;
    }

    private string InSettingsFolder(string path) => Path.Combine(Settings.Folder, path);
}
