using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Markets;
using IncidentKit.Rendering.Templates;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Auditing;

/// <summary>The analysis of the evidence, as reports are compared with it.</summary>
internal sealed class MeasuredReport
{
    private readonly Lazy<RenderedReport> _rendered;
    private readonly Lazy<Dictionary<string, string>> _evidence;

    public MeasuredReport(JsonElement report, IReadOnlyList<MarketCalendar> markets)
    {
        Report = report;
        var incident = report.GetProperty("incident");
        var totals = report.GetProperty("totals");
        var schedules = report.GetProperty("schedules").EnumerateArray().ToList();
        var onset = Moment(incident, "onset");
        var mitigated = Moment(incident, "mitigated");
        var window = report.GetProperty("window");
        Window = new Interval(Moment(window, "start"), Moment(window, "end"));
        var end = mitigated ?? Window.End;
        Incident = new MeasuredIncident
        {
            Status = incident.GetProperty("status").GetString()!,
            Schedules = totals.GetProperty("schedules").GetInt32(),
            SchedulesWithMissedRuns = totals.GetProperty("schedulesWithMissedRuns").GetInt32(),
            SchedulesWithUnknownRuns = schedules.Count(s =>
                s.GetProperty("missed").GetInt32() == 0 && s.GetProperty("unknown").GetInt32() > 0
            ),
            UnknownRuns = totals.GetProperty("unknown").GetInt32(),
            MissedRuns = schedules
                .Append(totals)
                .Concat(report.GetProperty("gaps").EnumerateArray())
                .Select(s => s.GetProperty("missed").GetInt32())
                .ToHashSet(),
            ExpectedRuns = schedules.Append(totals).Select(s => s.GetProperty("expected").GetInt32()).ToHashSet(),
            Onset = onset,
            Mitigated = mitigated,
            Outage = onset < end ? new Interval(onset, end) : null,
            Markets = markets,
        };
        var gaps = report.GetProperty("gaps").EnumerateArray().ToList();
        Starts =
        [
            .. gaps.Select(g => Moment(g, "start"))
                .Append(onset)
                .Append(incident.GetProperty("trigger") is { ValueKind: JsonValueKind.Object } trigger ? Moment(trigger, "at") : null)
                .OfType<Instant>(),
        ];
        Ends =
        [
            .. gaps.Select(g => Moment(g, "end"))
                .Append(Moment(incident, "recoveryStarted"))
                .Append(mitigated)
                .Append(Moment(incident, "resolved"))
                .OfType<Instant>(),
        ];
        GapLengths = [.. gaps.Select(g => Moment(g, "end") - Moment(g, "start")).OfType<Duration>()];
        States = schedules.ToLookup(
            s => s.GetProperty("name").GetString()!,
            s => s.GetProperty("state").GetString()!,
            StringComparer.Ordinal
        );
        Changes =
        [
            .. report
                .GetProperty("changes")
                .EnumerateArray()
                .Concat(report.GetProperty("manualRuns").EnumerateArray())
                .Select(c => (Moment(c, "at")!.Value, c.GetProperty("by").GetString() ?? "", Evidence(c))),
        ];
        Words = States
            .Select(s => s.Key)
            .Concat(Changes.Select(c => c.By))
            .Append(Incident.Status)
            .Concat(
                report
                    .GetProperty("findings")
                    .EnumerateArray()
                    .SelectMany(f => new[] { f.GetProperty("severity").GetString()!, f.GetProperty("certainty").GetString()! })
            )
            .Concat(["none", "unknown"])
            .ToHashSet(StringComparer.Ordinal);
        _evidence = new Lazy<Dictionary<string, string>>(() =>
            report
                .GetProperty("basis")
                .EnumerateArray()
                .DistinctBy(b => b.GetProperty("pointer").GetString()!)
                .ToDictionary(b => b.GetProperty("pointer").GetString()!, Evidence, StringComparer.Ordinal)
        );
        _rendered = new Lazy<RenderedReport>(() =>
            new RenderedReport(new TemplateRenderer().Render("incident-report.md.sbn", Report), Words)
        );
    }

    /// <summary>incident-report.json.</summary>
    public JsonElement Report { get; }

    /// <summary>The time that was looked at.</summary>
    public Interval Window { get; }

    /// <summary>The incident's counts and times.</summary>
    public MeasuredIncident Incident { get; }

    /// <summary>Moments at which something stopped.</summary>
    public IReadOnlyList<Instant> Starts { get; }

    /// <summary>Moments at which something was well again.</summary>
    public IReadOnlyList<Instant> Ends { get; }

    /// <summary>How long single schedules stood still.</summary>
    public IReadOnlyList<Duration> GapLengths { get; }

    /// <summary>The states of the schedules of a name.</summary>
    public ILookup<string, string> States { get; }

    /// <summary>Who changed or started something, when, by which record.</summary>
    public IReadOnlyList<(Instant At, string By, string Evidence)> Changes { get; }

    /// <summary>Words of a rendered report that are measured, as its numbers are: names, states, severities.</summary>
    public IReadOnlySet<string> Words { get; }

    /// <summary>The report as it would be rendered now.</summary>
    public RenderedReport Rendered => _rendered.Value;

    /// <summary>A length of time of the incident; null where it is unknown.</summary>
    public Duration? Length(string name) =>
        Report.GetProperty("incident").GetProperty(name).GetString() is { } text
            ? PeriodPattern.Roundtrip.Parse(text).Value.ToDuration()
            : null;

    /// <summary>The evidence of a value, by its JSON pointer.</summary>
    public string EvidenceOf(string pointer)
    {
        var evidence = BasisRows.Nearest(_evidence.Value, pointer) ?? "";
        return evidence.Length > 0 ? $"{pointer}, evidence {evidence}" : pointer;
    }

    private static string Evidence(JsonElement row) =>
        string.Join(", ", row.GetProperty("evidence").EnumerateArray().Take(3).Select(e => e.GetString()));

    private static Instant? Moment(JsonElement owner, string name) =>
        owner.GetProperty(name).GetString() is { } text && InstantPattern.ExtendedIso.Parse(text) is { Success: true } parsed
            ? parsed.Value
            : null;
}
