using IncidentKit.Basics;
using IncidentKit.Inputs;

namespace IncidentKit.Tests.Inputs;

public sealed class IncidentFileTests
{
    [Fact]
    public void EveryKeyIsRead()
    {
        IncidentFile file = IncidentFile.Parse(
            "incident.yaml",
            """
            title: Scheduler freeze
            severity: high
            milestones:
              detected: 2026-01-29T22:30:00Z
              diagnosisStarted: 2026-01-29T17:58:00-05:00
              causeFound: 2026-01-29T23:00Z
            notes:
              - {at: 2026-01-29T23:05:00Z, by: ops-admin, text: "All 13 schedules froze at market close; no financial impact."}
              - text: second
            """
        );
        Assert.Equal(("Scheduler freeze", "high"), (file.Title, file.Severity));
        Assert.Equal(Instant.FromUtc(2026, 1, 29, 22, 30), file.Milestones.Detected);
        Assert.Equal(Instant.FromUtc(2026, 1, 29, 22, 58), file.Milestones.DiagnosisStarted);
        Assert.Equal(Instant.FromUtc(2026, 1, 29, 23, 0), file.Milestones.CauseFound);
        Assert.Null(file.Milestones.Verified);
        Assert.Equal(
            [
                new IncidentNote(
                    Instant.FromUtc(2026, 1, 29, 23, 5),
                    "ops-admin",
                    "All 13 schedules froze at market close; no financial impact.",
                    8
                ),
                new IncidentNote(null, null, "second", 9),
            ],
            file.Notes
        );
        Assert.Equal((1, 4), (file.Lines["title"], file.Lines["milestones.detected"]));
        Assert.Equal("incident.yaml", file.Name);
        Assert.Equal(64, file.Sha256!.Length);
    }

    [Fact]
    public void NothingIsNeeded()
    {
        IncidentFile file = IncidentFile.Parse("incident.yaml", "");
        Assert.Null(file.Title);
        Assert.Equal(new AttestedMilestones(), file.Milestones);
        Assert.Empty(file.Notes);
    }

    [Theory]
    [InlineData("tittle: x", "1:1: unknown key 'tittle'; did you mean 'title'?")]
    [InlineData("milestones: {detcted: 1}", "1:14: unknown key 'detcted'; did you mean 'detected'?")]
    [InlineData(
        "milestones:\n  detected: 2026-01-29T22:30:00",
        "2:13: '2026-01-29T22:30:00' is not an instant with an offset; write it as 2026-01-29T22:30:00Z (UTC) or 2026-01-29T17:30:00-05:00"
    )]
    [InlineData(
        "milestones: {detected: 22:30}",
        "1:24: '22:30' is not an instant with an offset; write it as 2026-01-29T22:30:00Z (UTC) or 2026-01-29T17:30:00-05:00"
    )]
    [InlineData(
        "milestones: {detected: 2026-02-30T00:00:00Z}",
        "1:24: '2026-02-30T00:00:00Z' is not an instant with an offset; write it as 2026-01-29T22:30:00Z (UTC) or 2026-01-29T17:30:00-05:00"
    )]
    [InlineData("notes: [{by: me}]", "1:9: 'text' is missing")]
    [InlineData(
        "milestones:\n  causeFound: 2026-01-29T22:00:00Z\n  detected: 2026-01-29T17:30:00-05:00",
        "2:15: 'causeFound' 2026-01-29T22:00:00Z is before 'detected' 2026-01-29T22:30:00Z"
    )]
    [InlineData(
        "milestones: {diagnosisStarted: 2026-01-29T22:00Z, causeFound: 2026-01-29T21:59Z}",
        "1:63: 'causeFound' 2026-01-29T21:59:00Z is before 'diagnosisStarted' 2026-01-29T22:00:00Z"
    )]
    [InlineData("intended: [{schedule: a, to: 2026-01-29T22:00Z, reason: r, by: b}]", "1:12: 'from' is missing")]
    [InlineData(
        "intended:\n- {schedule: a, from: 2026-01-29T22:00Z, to: 2026-01-29T22:00Z, reason: r, by: b}",
        "2:46: 'to' is not later than 'from', 2026-01-29T22:00:00Z"
    )]
    [InlineData("notes: hello", "1:8: 'notes' is a list")]
    public void AMistakeIsToldWithItsPlace(string text, string message) =>
        Assert.Equal("incident.yaml:" + message, Assert.Throws<InputException>(() => IncidentFile.Parse("incident.yaml", text)).Message);
}
