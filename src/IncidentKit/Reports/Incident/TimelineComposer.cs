using IncidentKit.Analysis;
using IncidentKit.Markets;
using IncidentKit.Schedules;

namespace IncidentKit.Reports.Incident;

/// <summary>Maps what happened when: the timeline, the changes and the markets' sessions.</summary>
internal sealed class TimelineComposer(BundleAnalysis analysis, BasisLedger basis)
{
    /// <summary>So many sessions of a long window are listed.</summary>
    private const int MostSessions = 200;

    private readonly MarketCalendar? _market = analysis.Context.Markets.Count > 0 ? analysis.Context.Markets[0] : null;

    /// <summary>What happened, in time order.</summary>
    public IReadOnlyList<ReportTimelineRow> Timeline() => [.. analysis.Timeline.Select(Row)];

    /// <summary>Recorded configuration changes, in time order.</summary>
    public IReadOnlyList<ReportChange> Changes() => [.. analysis.Changes.Select(Change)];

    /// <summary>The phases of the markets' sessions that reach into the window, in order.</summary>
    public IReadOnlyList<ReportSession> Sessions()
    {
        basis.Derived("/sessions", "calendar data");
        return
        [
            .. analysis
                .Context.Markets.SelectMany(m =>
                    m.Overlap(analysis.Context.Window)
                        .Touched.SelectMany(t =>
                            new[]
                            {
                                new ReportSession(m.Id, t.Session.Label, MarketPhase.Pre, t.Session.Start, t.Session.Open),
                                new ReportSession(m.Id, t.Session.Label, MarketPhase.Regular, t.Session.Open, t.Session.Close),
                                new ReportSession(m.Id, t.Session.Label, MarketPhase.Post, t.Session.Close, t.Session.End),
                            }
                        )
                )
                .Where(s => s.Start < s.End && s.Start < analysis.Context.Window.End && s.End > analysis.Context.Window.Start)
                .OrderBy(s => s.Start)
                .ThenBy(s => s.Market, StringComparer.Ordinal)
                .Take(MostSessions),
        ];
    }

    private ReportTimelineRow Row(TimelineEntry entry, int index)
    {
        var pointer = $"/timeline/{index}";
        if (entry.By is { } by)
            basis.Attested(pointer, by, entry.EvidenceIds[0]);
        else if (entry.IsOfTheCalendar)
            basis.Derived(pointer, "calendar data");
        else
            basis.Measured(pointer, entry.EvidenceIds);
        if (_market is null)
            basis.Unknown($"{pointer}/local", ImpactAnalysis.NoMarket, ImpactAnalysis.NameAMarket);
        var local = _market is null ? null : MarketTime.Text(entry.At, _market.TimeZone);
        var source =
            entry.By is not null ? $"stated by {entry.By}"
            : entry.IsOfTheCalendar ? "calendar"
            : "measured";
        return new ReportTimelineRow(entry.At, local, entry.Text, source, BasisLedger.Few(entry.EvidenceIds));
    }

    private ReportChange Change(ConfigurationChange c, int index)
    {
        basis.Measured($"/changes/{index}", [c.EvidenceId]);
        return new ReportChange(c.At, c.By, c.Via, c.Action, c.Subject, c.Field, c.Before, c.After, c.Succeeded, [c.EvidenceId]);
    }
}
