using IncidentKit.Analysis;
using IncidentKit.Diagnosis;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Impact;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>Composes the <c>impact</c> of a report, and writes down what each value of it rests on.</summary>
internal sealed class ImpactComposer
{
    public const string NoMarket = "no market is named";
    public const string NameAMarket = "put market: into incidentkit.yaml, such as market: XNYS";

    private readonly ReportRequest _request;
    private readonly DiagnosisContext _context;
    private readonly BasisLedger _basis;
    private readonly IReadOnlyList<Downtime> _downtimes;
    private readonly List<MarketImpact> _markets;
    private readonly List<ReportInput> _inputs = [];
    private readonly IReadOnlyList<(GroupActivity Group, List<Interval> Spans)> _silences;

    /// <param name="request">The settings and the incident file.</param>
    /// <param name="context">The runs.</param>
    /// <param name="gaps">The gaps the report is about.</param>
    /// <param name="countedFrom">From when the time to the next open is counted.</param>
    /// <param name="basis">Where to write down what values rest on.</param>
    /// <param name="activity">The log groups whose silence is told, and the outage in which; null to tell none.</param>
    public ImpactComposer(
        ReportRequest request,
        DiagnosisContext context,
        IReadOnlyList<ExecutionGap> gaps,
        Instant countedFrom,
        BasisLedger basis,
        (IReadOnlyList<GroupActivity> Groups, Interval Outage)? activity = null
    )
    {
        (_request, _context, _basis) = (request, context, basis);
        _downtimes = Downtime.Of(request.Settings, context.Runs, gaps, context.Window);
        _silences = activity is not { } told
            ? []
            :
            [
                .. from g in told.Groups
                let spans = g.SilencesIn(told.Outage).Select(s => s.Span).ToList()
                where spans.Count > 0
                select (g, spans),
            ];
        _markets = [.. context.Markets.Select(m => MarketImpact.Of(m, _downtimes, Settings.TradablePhases, countedFrom))];
    }

    /// <summary>The files the impact was computed from.</summary>
    public IReadOnlyList<ReportInput> Inputs => _inputs;

    private Settings Settings => _request.Settings ?? new Settings();

    private string SettingsName => _request.Settings?.Name ?? "incidentkit.yaml";

    /// <summary>All parts.</summary>
    public ReportImpact Compose() => new(Markets(), Data(), Financial());

    // ------------------------------------------------------------ market

    /// <summary>What was lost of the markets' days; null where no market is named.</summary>
    public IReadOnlyList<ReportMarketImpact>? Markets()
    {
        if (_markets.Count == 0)
        {
            _basis.Unknown("/impact/markets", NoMarket, NameAMarket);
            return null;
        }

        _basis.Derived(
            "/impact/markets",
            "minutes of the calendar's phases in [first missed fire time, first good fire time) of each schedule"
        );
        return [.. _markets.Select(Market)];
    }

    private ReportMarketImpact Market(MarketImpact market, int index)
    {
        var pointer = $"/impact/markets/{index}";
        var calendar = market.Calendar;
        if (market.NextOpen is null)
        {
            foreach (var field in new[] { "nextOpen", "timeToNextOpen" })
                _basis.Unknown(
                    $"{pointer}/{field}",
                    $"the calendar {calendar} ends on {MarketTime.Date(calendar.ValidThrough)}",
                    "give a newer calendar with --calendars"
                );
        }

        return new ReportMarketImpact(
            calendar.Id,
            calendar.Version,
            calendar.ValidThrough,
            calendar.TimeZone.Id,
            [
                .. market.Sessions.Select(s => new ReportSessionOverlap(
                    s.Session.Label,
                    s.Phase,
                    s.Start,
                    s.End,
                    s.Minutes,
                    s.Session.Remarks()
                )),
            ],
            [.. market.Services.Select((s, i) => Service(s, calendar, $"{pointer}/services/{i}"))],
            [
                .. market
                    .Roles.Where(_ => market.Minutes.Unknown == 0)
                    .Select(r => new ReportRoleLoss(r.Role, r.Minutes.Pre, r.Minutes.Regular, r.Minutes.Post, r.TradableMinutes)),
            ],
            market.OpensMissed,
            market.ClosesMissed,
            market.NextOpen,
            market.NextOpen - market.CountedFrom,
            market.CountedFrom,
            [.. calendar.Notes.Select(n => n.Unconfirmed ? $"{n.Text} (unconfirmed)" : n.Text)]
        );
    }

    private ReportServiceLoss Service(ServiceLoss loss, MarketCalendar calendar, string pointer)
    {
        var downtime = loss.Downtime;
        var beyond = loss.Minutes.Unknown > 0;
        if (beyond)
            _basis.Unknown(pointer, $"the calendar {calendar} does not know all of the outage", "give a newer calendar with --calendars");
        else if (loss.IsUnknown)
            _basis.Unknown(pointer, "whether its runs happened is unknown, see coverage", null);
        else if (downtime.UnknownRuns > 0)
            _basis.Derived(pointer, $"at least: of {downtime.UnknownRuns} more runs nothing is known");
        if (downtime.Role is null)
            _basis.Unknown(
                $"{pointer}/role",
                $"{SettingsName} names no service of the schedule",
                "put it under services: in incidentkit.yaml"
            );
        else
            _basis.Attested($"{pointer}/role", SettingsName, Timeline.InputLine(SettingsName, Settings.Services[downtime.Service].Line));
        return beyond || loss.IsUnknown
            ? new ReportServiceLoss(downtime.Service, downtime.Role, null, null, null, null, downtime.UnknownRuns)
            : new ReportServiceLoss(
                downtime.Service,
                downtime.Role,
                loss.Minutes.Pre,
                loss.Minutes.Regular,
                loss.Minutes.Post,
                loss.TradableMinutes,
                downtime.UnknownRuns
            );
    }

    // ------------------------------------------------------------ data

    /// <summary>What the datasets lack, then which logs were silent; null where no dataset is configured and no log was silent.</summary>
    public IReadOnlyList<ReportDataImpact>? Data()
    {
        var datasets = Settings
            .Services.OrderBy(s => s.Key, StringComparer.Ordinal)
            .SelectMany(s => s.Value.Datasets.Select(d => (Service: s.Key, s.Value.Schedules, Dataset: d)))
            .ToList();
        if (datasets.Count == 0)
        {
            _basis.Unknown("/impact/data", "no dataset is configured", "put datasets: under a service in incidentkit.yaml");
            if (_silences.Count == 0)
                return null;
        }
        else
        {
            _basis.Derived("/impact/data");
        }

        return
        [
            .. datasets.Select((d, i) => Data(d.Service, d.Schedules, d.Dataset, $"/impact/data/{i}")),
            .. _silences.Select((s, i) => LogSilence(s.Group, s.Spans, $"/impact/data/{datasets.Count + i}")),
        ];
    }

    /// <summary>A log that was silent during the outage for longer than usual: that is observed, and what it would have held is not known.</summary>
    private ReportDataImpact LogSilence(GroupActivity group, IReadOnlyList<Interval> spans, string pointer)
    {
        _basis.Measured(pointer, group.Recorded.EvidenceIds);
        foreach (var field in new[] { "expected", "missing", "unknown", "perSymbol", "recoverable" })
            _basis.Unknown($"{pointer}/{field}", "the silence of a log is observed, not what it would have held", null);
        var schedules = group.Writers.Select(w => w.Name).ToList();
        var service = Settings
            .Services.OrderBy(s => s.Key, StringComparer.Ordinal)
            .FirstOrDefault(s =>
                s.Value.LogGroups.Contains(group.Recorded.LogGroup, StringComparer.Ordinal)
                || s.Value.Schedules.Any(n => schedules.Contains(n, StringComparer.Ordinal))
            )
            .Key;
        return new ReportDataImpact(
            service ?? (schedules.Count > 0 ? schedules[0] : group.Recorded.LogGroup),
            group.Recorded.LogGroup,
            "logSilence",
            null,
            null,
            null,
            null,
            Windows(spans),
            null,
            null,
            null,
            "observed: no event was logged for longer than is usual at that time"
        );
    }

    private ReportDataImpact Data(string service, IReadOnlyList<string> schedules, DatasetSettings dataset, string pointer)
    {
        var file = dataset.File is { } path ? DatasetFile.Open(InSettingsFolder(path)) : null;
        var calendar =
            dataset.Market is { } market ? _request.Market(market)
            : _context.Markets.Count > 0 ? _context.Markets[0]
            : null;
        var impact = DataImpact.Of(
            service,
            dataset,
            calendar,
            [.. _context.Runs.Where(r => schedules.Contains(r.History.Key.Name, StringComparer.Ordinal))],
            _downtimes.FirstOrDefault(d => d.Service == service)?.Down ?? [],
            _context.Window,
            file
        );
        if (file is not null)
            _inputs.Add(new ReportInput(file.Name, file.Sha256));
        if (impact.Missing is null)
            _basis.Unknown(pointer, impact.Reason, impact.ToKnow);
        else if (file is not null)
            _basis.Measured(pointer, [Timeline.InputLine(file.Name, 1)]);
        else
            _basis.Derived(pointer, impact.Reason);
        if (dataset.Recoverable is null)
            _basis.Unknown($"{pointer}/recoverable", "nobody says", "put recoverable: true or false into the dataset");
        else
            _basis.Attested($"{pointer}/recoverable", SettingsName, Timeline.InputLine(SettingsName, dataset.Line));
        return new ReportDataImpact(
            service,
            dataset.Name,
            dataset.Kind,
            impact.Expected,
            impact.Missing,
            impact.Missing is null ? null : impact.Unknown,
            impact.Symbols is null && dataset.Symbols is { } n ? impact.Missing / n : null,
            Windows(impact.Windows),
            dataset.Recoverable,
            impact.Backfill is { } backfill ? new ReportWindow(backfill.Start, backfill.End) : null,
            impact.Symbols?.Select(s => new ReportSymbolLoss(s.Symbol, s.Missing, Windows(s.Windows))).ToList(),
            impact.Missing is null ? null : impact.Reason
        );
    }

    // ------------------------------------------------------------ money

    private ReportFinancialImpact Financial()
    {
        const string pointer = "/impact/financial";
        var positionFile = Settings.Positions is { } path ? Open(path, Position.Columns) : null;
        var prices = Settings.Prices is { } pricePath ? Open(pricePath, "symbol", "time", "open", "high", "low", "close") : null;
        var positions = positionFile is null ? null : Position.ReadAll(positionFile);
        var said = _request.Incident?.FinancialImpact;
        var impact = FinancialImpact.Of(_markets, _downtimes, Settings.TradablePhases, positions, prices, said is not null);
        switch (impact.Status)
        {
            case FinancialStatus.None:
                _basis.Measured(pointer, _downtimes.SelectMany(d => d.EvidenceIds).Distinct(StringComparer.Ordinal));
                break;
            case FinancialStatus.Measured:
                _basis.Derived(pointer, FinancialImpact.Formula);
                break;
            default:
                _basis.Unknown(pointer, impact.Reason, impact.ToKnow);
                break;
        }

        var items = new List<ReportFinancialItem>();
        if (said is not null)
        {
            var by = said.By ?? _request.Incident!.Name ?? "a person";
            var stated = Timeline.InputLine(_request.Incident!.Name ?? "incident.yaml", said.Line);
            _basis.Attested($"{pointer}/items/0", by, stated);
            if (impact.Status == FinancialStatus.Attested)
                _basis.Attested($"{pointer}/status", by, stated);
            items.Add(new ReportFinancialItem("stated", FinancialStatus.Attested, said.Text, by, null));
        }

        if (impact.Status != FinancialStatus.None)
        {
            foreach (
                var (kind, reason) in new[]
                {
                    ("missedSignals", "what the signal services would have found is not recorded"),
                    ("missedOrders", "what would have been ordered is not recorded"),
                }
            )
            {
                _basis.Unknown($"{pointer}/items/{items.Count}", reason, null);
                items.Add(new ReportFinancialItem(kind, FinancialStatus.Unknown, null, null, reason));
            }
        }

        return new ReportFinancialImpact(
            impact.Status,
            items,
            impact.Reason,
            Exposure(impact, positionFile, prices, $"{pointer}/exposure")
        );
    }

    private ReportExposure? Exposure(FinancialImpact impact, CsvFile? positions, CsvFile? prices, string pointer)
    {
        if (impact.Exposures.Count == 0)
            return null;
        _basis.Derived(pointer, FinancialImpact.Formula);
        var rows = new List<ReportPositionExposure>();
        foreach (var e in impact.Exposures)
        {
            string[] evidence =
            [
                Timeline.InputLine(positions!.Name, e.Position.Line),
                .. new[] { e.Start, e.Worst, e.Recovery }
                    .OfType<MarkedPrice>()
                    .Select(p => Timeline.InputLine(prices!.Name, p.Line))
                    .Distinct(),
            ];
            _basis.Derived($"{pointer}/positions/{rows.Count}", FinancialImpact.Formula, evidence);
            if (e.Start is null)
                _basis.Unknown($"{pointer}/positions/{rows.Count}", $"{prices!.Name} has no price of it in that time", "give its prices");
            rows.Add(
                new ReportPositionExposure(
                    e.Position.Symbol,
                    e.Position.Quantity,
                    e.Position.AveragePrice,
                    e.Start?.At,
                    e.Start?.Price,
                    e.StartValue,
                    e.Worst?.At,
                    e.Worst?.Price,
                    e.WorstChange,
                    e.Recovery?.At,
                    e.Recovery?.Price,
                    e.RecoveryValue,
                    e.Change,
                    e.Bars,
                    evidence
                )
            );
        }

        var all = rows.TrueForAll(r => r.StartValue is not null);
        foreach (var total in all ? [] : new[] { "startValue", "worstChange", "recoveryValue", "change" })
            _basis.Unknown($"{pointer}/{total}", "the prices of some positions are not given", "give their prices");
        return new ReportExposure(
            Windows(impact.Unwatched),
            rows,
            all ? rows.Sum(r => r.StartValue) : null,
            all ? rows.Sum(r => r.WorstChange) : null,
            all ? rows.Sum(r => r.RecoveryValue) : null,
            all ? rows.Sum(r => r.Change) : null,
            FinancialImpact.Formula
        );
    }

    // ------------------------------------------------------------ files

    private CsvFile Open(string path, params string[] columns)
    {
        var file = CsvFile.Open(InSettingsFolder(path), columns);
        _inputs.Add(new ReportInput(file.Name, file.Sha256));
        return file;
    }

    private string InSettingsFolder(string path) => Path.Combine(Settings.Folder, path);

    private static List<ReportWindow> Windows(IEnumerable<Interval> intervals) =>
        [.. intervals.Select(i => new ReportWindow(i.Start, i.End))];
}
