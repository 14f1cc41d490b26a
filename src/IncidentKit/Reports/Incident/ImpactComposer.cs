using IncidentKit.Analysis;
using IncidentKit.Impact;
using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>Maps what was lost of market minutes and data, and writes down what each value rests on.</summary>
internal sealed class ImpactComposer(ImpactAnalysis impact, BasisLedger basis)
{
    /// <summary>The files that the impact was computed from so far.</summary>
    public IReadOnlyList<ReportInput> Inputs => [.. impact.Files.Select(f => new ReportInput(f.Name, f.Sha256))];

    private string SettingsName => impact.Settings.Name ?? "incidentkit.yaml";

    // ------------------------------------------------------------ market

    /// <summary>What was lost of the markets' days; null where no market is named.</summary>
    public IReadOnlyList<ReportMarketImpact>? Markets()
    {
        if (impact.Markets.Count == 0)
        {
            basis.Unknown("/impact/markets", ImpactAnalysis.NoMarket, ImpactAnalysis.NameAMarket);
            return null;
        }

        basis.Derived(
            "/impact/markets",
            "minutes of the calendar's phases in [first missed fire time, first good fire time) of each schedule"
        );
        return [.. impact.Markets.Select(Market)];
    }

    private ReportMarketImpact Market(MarketImpact market, int index)
    {
        var pointer = $"/impact/markets/{index}";
        var calendar = market.Calendar;
        if (market.NextOpen is null)
        {
            foreach (var field in new[] { "nextOpen", "timeToNextOpen" })
                basis.Unknown(
                    $"{pointer}/{field}",
                    $"the calendar {calendar} ends on {MarketTime.Date(calendar.ValidThrough)}",
                    ImpactAnalysis.GiveACalendar
                );
        }

        var known = market.Minutes.Unknown == 0;
        foreach (var field in known ? [] : new[] { "regularMinutes", "regularMinutesLost" })
            basis.Unknown($"{pointer}/{field}", $"the calendar {calendar} does not know all of the outage", ImpactAnalysis.GiveACalendar);
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
            [.. market.Roles.Where(_ => market.Minutes.Unknown == 0).Select((r, i) => Role(r, $"{pointer}/roles/{i}"))],
            market.OpensMissed,
            market.ClosesMissed,
            market.NextOpen,
            market.NextOpen - market.CountedFrom,
            market.CountedFrom,
            [.. calendar.Notes.Select(n => n.Unconfirmed ? $"{n.Text} (unconfirmed)" : n.Text)],
            known ? market.RegularMinutes : null,
            known ? market.RegularMinutesLost : null
        );
    }

    private ReportRoleLoss Role(RoleLoss loss, string pointer)
    {
        if (!loss.IsUnknown)
            return new ReportRoleLoss(
                loss.Role,
                loss.Minutes.Pre,
                loss.Minutes.Regular,
                loss.Minutes.Post,
                loss.TradableMinutes,
                loss.TradableDown,
                loss.TradableDegraded
            );
        basis.Unknown(pointer, "of one of its services nothing is known, see coverage", null);
        return new ReportRoleLoss(loss.Role, null, null, null, null, null, null);
    }

    private ReportServiceLoss Service(ServiceLoss loss, MarketCalendar calendar, string pointer)
    {
        var downtime = loss.Downtime;
        var beyond = loss.Minutes.Unknown > 0;
        if (beyond)
            basis.Unknown(pointer, $"the calendar {calendar} does not know all of the outage", ImpactAnalysis.GiveACalendar);
        else if (loss.IsUnknown)
            basis.Unknown(pointer, "whether its runs happened is unknown, see coverage", null);
        else if (downtime.UnknownRuns > 0)
            basis.Derived(pointer, $"at least: of {downtime.UnknownRuns} more runs nothing is known");
        if (downtime.Role is null)
            basis.Unknown(
                $"{pointer}/role",
                $"{SettingsName} names no service of the schedule",
                "put it under services: in incidentkit.yaml"
            );
        else
            basis.Attested(
                $"{pointer}/role",
                SettingsName,
                Timeline.InputLine(SettingsName, impact.Settings.Services[downtime.Service].Line)
            );
        return beyond || loss.IsUnknown
            ? new ReportServiceLoss(downtime.Service, downtime.Role, null, null, null, null, downtime.UnknownRuns ?? 0)
            : new ReportServiceLoss(
                downtime.Service,
                downtime.Role,
                loss.Minutes.Pre,
                loss.Minutes.Regular,
                loss.Minutes.Post,
                loss.TradableMinutes,
                downtime.UnknownRuns ?? 0
            );
    }

    // ------------------------------------------------------------ data

    /// <summary>What the datasets lack, then which logs were silent; null where no dataset is configured and no log was silent.</summary>
    public IReadOnlyList<ReportDataImpact>? Data()
    {
        var datasets = impact.Data();
        if (datasets.Count == 0)
        {
            basis.Unknown("/impact/data", "no dataset is configured", "put datasets: under a service in incidentkit.yaml");
            if (impact.Silences.Count == 0)
                return null;
        }
        else
        {
            basis.Derived("/impact/data");
        }

        return
        [
            .. datasets.Select((d, i) => Data(d, $"/impact/data/{i}")),
            .. impact.Silences.Select((s, i) => LogSilence(s.Group, s.Spans, $"/impact/data/{datasets.Count + i}")),
        ];
    }

    /// <summary>
    /// A log that was silent during the outage for longer than usual. That is observed; what it would have held is not known.
    /// </summary>
    private ReportDataImpact LogSilence(GroupActivity group, IReadOnlyList<Interval> spans, string pointer)
    {
        basis.Measured(pointer, group.Recorded.EvidenceIds);
        foreach (var field in new[] { "expected", "missing", "unknown", "perSymbol", "recoverable" })
            basis.Unknown($"{pointer}/{field}", "the silence of a log is observed, not what it would have held", null);
        var schedules = group.Writers;
        var service = impact
            .Settings.Services.OrderBy(s => s.Key, StringComparer.Ordinal)
            .FirstOrDefault(s =>
                s.Value.LogGroups.Contains(group.Recorded.LogGroup, StringComparer.Ordinal)
                || s.Value.Schedules.Any(n => schedules.Any(w => w.IsNamed(n)))
            )
            .Key;
        return new ReportDataImpact(
            service ?? (schedules.Count > 0 ? impact.Names[schedules[0]] : group.Recorded.LogGroup),
            group.Recorded.LogGroup,
            "logSilence",
            null,
            null,
            null,
            null,
            ReportWindow.All(spans),
            null,
            null,
            null,
            "observed: no event was logged for longer than is usual at that time"
        );
    }

    private ReportDataImpact Data(DataImpact lost, string pointer)
    {
        var dataset = lost.Dataset;
        if (lost.Missing is null)
            basis.Unknown(pointer, lost.Reason, lost.ToKnow);
        else if (lost.File is { } file)
            basis.Measured(pointer, [Timeline.InputLine(file.Name, 1)]);
        else
            basis.Derived(pointer, lost.Reason);
        if (dataset.Recoverable is null)
            basis.Unknown($"{pointer}/recoverable", "nobody says", "put recoverable: true or false into the dataset");
        else
            basis.Attested($"{pointer}/recoverable", SettingsName, Timeline.InputLine(SettingsName, dataset.Line));
        return new ReportDataImpact(
            lost.Service,
            dataset.Name,
            dataset.Kind,
            lost.Expected,
            lost.Missing,
            lost.Missing is null ? null : lost.Unknown,
            lost.Symbols is null && dataset.Symbols is { } n ? lost.Missing / n : null,
            ReportWindow.All(lost.Windows),
            dataset.Recoverable,
            lost.Backfill is { } backfill ? new ReportWindow(backfill.Start, backfill.End) : null,
            lost.Symbols?.Select(s => new ReportSymbolLoss(s.Symbol, s.Missing, ReportWindow.All(s.Windows))).ToList(),
            lost.Missing is null ? null : lost.Reason
        );
    }
}
