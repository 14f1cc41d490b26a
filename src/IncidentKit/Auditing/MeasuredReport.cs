using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Analysis.Judging;
using IncidentKit.Claims.Reading;
using IncidentKit.Markets;
using IncidentKit.Rendering.Templates;
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
    /// <param name="report">The file.</param>
    /// <param name="markets">The markets that matter; where none is given, those it was made with.</param>
    /// <param name="known">The calendars there are.</param>
    public MeasuredReport(JsonElement report, IReadOnlyList<MarketCalendar> markets, MarketCalendars known)
    {
        _json = report;
        _document = MeasuredDocument.Read(report);
        Markets = markets.Count > 0 ? markets : [.. (_document.Impact.Markets ?? []).Select(m => known.Get(m.Calendar))];
        Window = new Interval(_document.Window.Start, _document.Window.End);
        var incident = MeasuredIncidentReader.Of(_document, Markets);
        Judge = new ClaimJudge(incident);
        Words =
        [
            .. _document.Schedules.SelectMany(s => MeasuredIncidentReader.NamesOf(s.Name)),
            .. incident.Changes.Select(c => c.By),
            incident.Status,
            .. _document.Findings.SelectMany(f => new[] { f.Severity, f.Certainty }),
            "none",
            "unknown",
        ];
        _evidence = new(() =>
            _document
                .Basis.DistinctBy(b => b.Pointer)
                .ToDictionary(b => b.Pointer, b => MeasuredIncidentReader.First(b.Evidence), StringComparer.Ordinal)
        );
        _rendered = new(() =>
            new RenderedReport(ReportReader.Read("", new TemplateRenderer().Render("incident-report.md.sbn", _json)), Words)
        );
    }

    /// <summary>The time that was looked at.</summary>
    public Interval Window { get; }

    /// <summary>The markets that matter.</summary>
    public IReadOnlyList<MarketCalendar> Markets { get; }

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

    /// <summary>The moments from which people count: the first missed run, and the change that led to it.</summary>
    public IEnumerable<Instant> Onsets => new[] { _document.Incident.Onset, _document.Incident.Trigger?.At }.OfType<Instant>();

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

    private static MeasuredLength? Length(string name, Duration? length) =>
        length is { } known ? new MeasuredLength($"/incident/{name}", known) : null;
}
