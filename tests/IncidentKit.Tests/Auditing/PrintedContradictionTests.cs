using IncidentKit.Analysis;
using IncidentKit.Auditing;
using IncidentKit.Inputs;
using IncidentKit.Markets;

namespace IncidentKit.Tests.Auditing;

/// <summary>What the report prints against the words of incident.yaml, the audit finds when a hand-written report says the same.</summary>
public sealed class PrintedContradictionTests
{
    private static readonly IReadOnlyList<MarketCalendar> Markets = [MarketCalendars.Embedded.Get("XNYS")];

    [Theory]
    [InlineData("closed", "All 13 schedules froze at market close; no financial impact.", 3)]
    [InlineData("closed", "Nine of 13 schedules missed runs.", 1)]
    [InlineData("closed", "385 of 3,521 expected runs were missed by ops-pipeline-dispatcher-tiny.", 1)]
    [InlineData("closed", "ops-pipeline-dispatcher-tiny lost 385 runs.", 1)]
    [InlineData("closed", "Six schedules stopped after the closing bell, and no trading minute was lost.", 2)]
    [InlineData("closed", "The outage fell outside RTH.", 1)]
    [InlineData("closed", "All jobs recovered at 2026-01-29 23:02 UTC.", 1)]
    [InlineData("closed", "ops-pipeline-dispatcher-tiny was running again at 2026-01-29 23:01 UTC.", 1)]
    [InlineData("closed", "The fix was verified at 2026-01-29 23:03 UTC.", 1)]
    [InlineData("closed", "We noticed on 2026-01-29 at 22:30 UTC, three hours before the close.", 1)]
    [InlineData("closed", "6 of 13 schedules missed runs, in the middle of the session.", 0)]
    [InlineData("closed", "The schedules were back at 2026-01-29 23:02 UTC.", 0)]
    [InlineData("closed", "It would have been after the close, if all 13 schedules had frozen.", 0)]
    [InlineData("open", "All 13 schedules are down since the market closed.", 2)]
    [InlineData("open", "ops-pipeline-dispatcher recovered at 2026-01-29 20:47 UTC.", 1)]
    [InlineData("several", "No trading was lost: it fell before the open.", 1)]
    [InlineData("month", "It all happened outside market hours.", 1)]
    [InlineData("single", "It was before the open.", 1)]
    public void TextIsJudgedAlike(string incident, string text, int expected)
    {
        var report = MeasuredIncidents.Report(incident);
        var measured = new MeasuredReport(report, Markets, MarketCalendars.Embedded).Incident;
        var printed = Contradictions.Find(IncidentFile.Parse("incident.yaml", $"notes: [{{by: ann, text: \"{text}\"}}]"), measured);
        var found = ReportAudit
            .Of("report.md", $"# Incident\n\n{text}\n", new AuditRequest { Calendars = Markets, Measured = report })
            .Findings.Where(f => f.Severity != AuditSeverity.Note && f.Id[3..5] is "02" or "06")
            .Select(f => f.Claim)
            .ToList();
        Assert.Equal(expected, printed.Count);
        Assert.Equal(expected, found.Count);
        Assert.All(printed, p => Assert.Contains(found, f => p.Said.Contains(f.Trim('.'), StringComparison.Ordinal)));
    }

    /// <summary>The fields of incident.yaml, as fields of a report.</summary>
    [Theory]
    [InlineData("milestones: {verified: 2026-01-29T23:03:00Z}", "Verified: 2026-01-29 23:03 UTC")]
    [InlineData("milestones: {verified: 2026-01-29T22:00:00Z}", "Verified: 2026-01-29 22:00 UTC")]
    [InlineData("milestones: {detected: 2026-01-29T16:00:00Z}", "Detected: 2026-01-29 16:00 UTC")]
    [InlineData("status: ongoing", "Status: ongoing")]
    public void FieldIsJudgedAlike(string file, string field)
    {
        var report = MeasuredIncidents.Report("closed");
        var measured = new MeasuredReport(report, Markets, MarketCalendars.Embedded).Incident;
        Assert.Single(Contradictions.Find(IncidentFile.Parse("incident.yaml", file), measured));
        var findings = ReportAudit
            .Of("report.md", $"# Incident\n\n{field}\n", new AuditRequest { Calendars = Markets, Measured = report })
            .Findings;
        Assert.Single(findings, f => f.Id.StartsWith("IKA06", StringComparison.Ordinal));
    }
}
