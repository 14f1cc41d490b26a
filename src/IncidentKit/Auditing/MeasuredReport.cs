using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Analysis.Judging;
using IncidentKit.Claims.Reading;
using IncidentKit.Markets;
using IncidentKit.Rendering.Templates;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Auditing;

/// <summary>The analysis of the evidence, as reports are compared with it.</summary>
internal sealed class MeasuredReport
{
    private readonly JsonElement _json;
    private readonly MeasuredDocument _document;
    private readonly Lazy<RenderedReport> _rendered;
    private readonly Lazy<Dictionary<string, string>> _evidence;

    /// <summary>Reads incident-report.json.</summary>
    public MeasuredReport(JsonElement report, IReadOnlyList<MarketCalendar> markets)
    {
        _json = report;
        _document = MeasuredDocument.Read(report);
        Window = new Interval(_document.Window.Start, _document.Window.End);
        var incident = IncidentOf(_document, Window.End, markets);
        Judge = new ClaimJudge(incident);
        Words =
        [
            .. _document.Schedules.SelectMany(s => NamesOf(s.Name)),
            .. incident.Changes.Select(c => c.By),
            incident.Status,
            .. _document.Findings.SelectMany(f => new[] { f.Severity, f.Certainty }),
            "none",
            "unknown",
        ];
        _evidence = new(() =>
            _document.Basis.DistinctBy(b => b.Pointer).ToDictionary(b => b.Pointer, b => First(b.Evidence), StringComparer.Ordinal)
        );
        _rendered = new(() =>
            new RenderedReport(ReportReader.Read("", new TemplateRenderer().Render("incident-report.md.sbn", _json)), Words)
        );
    }

    /// <summary>The time that was looked at.</summary>
    public Interval Window { get; }

    /// <summary>Judges claims by it.</summary>
    public ClaimJudge Judge { get; }

    /// <summary>The incident's counts and times.</summary>
    public MeasuredIncident Incident => Judge.Measured;

    /// <summary>The bundle and the inputs it was made from.</summary>
    public MeasuredDocument.Sources Provenance => _document.Provenance;

    /// <summary>All of it as text, for the names in it.</summary>
    public string Text => _json.GetRawText();

    /// <summary>Words of a rendered report that are measured, as its numbers are: names, states, severities.</summary>
    public HashSet<string> Words { get; }

    /// <summary>The report as it would be rendered now.</summary>
    public RenderedReport Rendered => _rendered.Value;

    /// <summary>How long the incident was; null where that is unknown.</summary>
    public MeasuredLength? Duration => Length("duration", _document.Incident.Duration);

    /// <summary>How long it took to notice it; null where that is unknown.</summary>
    public MeasuredLength? TimeToDetect => Length("timeToDetect", _document.Incident.TimeToDetect);

    /// <summary>How long it took to stop its impact; null where that is unknown.</summary>
    public MeasuredLength? TimeToMitigate => Length("timeToMitigate", _document.Incident.TimeToMitigate);

    /// <summary>How long it took to remove its cause; null where that is unknown.</summary>
    public MeasuredLength? TimeToResolve => Length("timeToResolve", _document.Incident.TimeToResolve);

    /// <summary>The evidence of a value, by its JSON pointer.</summary>
    public string EvidenceOf(string pointer)
    {
        var evidence = BasisRows.Nearest(_evidence.Value, pointer) ?? "";
        return evidence.Length > 0 ? $"{pointer}, evidence {evidence}" : pointer;
    }

    private static MeasuredIncident IncidentOf(MeasuredDocument report, Instant windowEnd, IReadOnlyList<MarketCalendar> markets)
    {
        var (incident, totals, schedules, gaps) = (report.Incident, report.Totals, report.Schedules, report.Gaps);
        var end = incident.Mitigated ?? windowEnd;
        return new MeasuredIncident
        {
            Status = incident.Status,
            Schedules = totals.Schedules,
            SchedulesWithMissedRuns = totals.SchedulesWithMissedRuns,
            SchedulesWithUnknownRuns = schedules.Count(s => s is { Missed: 0, Unknown: > 0 }),
            UnknownRuns = totals.Unknown,
            MissedRuns = schedules.Select(s => s.Missed).Append(totals.Missed).Concat(gaps.Select(g => g.Missed)).ToHashSet(),
            ExpectedRuns = schedules.Select(s => s.Expected).Append(totals.Expected).ToHashSet(),
            Onset = incident.Onset,
            Mitigated = incident.Mitigated,
            Outage = incident.Onset < end ? new Interval(incident.Onset, end) : null,
            Markets = markets,
            Starts = Known(gaps.Select(g => (Instant?)g.Start), incident.Onset, incident.Trigger?.At),
            Ends = Known(gaps.Select(g => g.End), incident.RecoveryStarted, incident.Mitigated, incident.Resolved),
            GapLengths = [.. gaps.Select(g => g.End - g.Start).OfType<Duration>()],
            States = schedules
                .SelectMany(s => NamesOf(s.Name).Select(n => (Name: n, s.State)))
                .ToLookup(s => s.Name, s => s.State, StringComparer.Ordinal),
            Changes = [.. report.Changes.Concat(report.ManualRuns).Select(c => new MeasuredChange(c.At, c.By ?? "", First(c.Evidence)))],
        };
    }

    /// <summary>People may name a schedule whose name repeats by its name alone, which then stands for all of that name.</summary>
    private static IEnumerable<string> NamesOf(string schedule) =>
        ScheduleNames.Whole(schedule) is { } key ? [schedule, key.Name] : [schedule];

    private static List<Instant> Known(IEnumerable<Instant?> moments, params Instant?[] others) =>
        [.. moments.Concat(others).OfType<Instant>()];

    private static string First(IReadOnlyList<string> evidence) => string.Join(", ", evidence.Take(3));

    private static MeasuredLength? Length(string name, Duration? length) =>
        length is { } known ? new MeasuredLength($"/incident/{name}", known) : null;
}
