using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Inputs;
using IncidentKit.Tests.Executions;
using NodaTime.Text;

namespace IncidentKit.Tests.Reports;

/// <summary>People's fields against the measurement, each contradiction told once.</summary>
public sealed class ContradictionTests
{
    [Theory]
    [InlineData(
        "milestones: {detected: 2026-01-29T14:05:00Z}",
        "incident.yaml says it was detected at 2026-01-29 14:05:00 UTC; measured: the first run was missed at 2026-01-29 14:10:00 UTC."
    )]
    [InlineData(
        "milestones: {verified: 2026-01-29T14:15:00Z}",
        "incident.yaml says the repair was verified at 2026-01-29 14:15:00 UTC; measured: runs were missed until 2026-01-29 14:20:00 UTC."
    )]
    [InlineData(
        "milestones: {causeFound: 2026-01-29T14:09:59Z}",
        "incident.yaml says the cause was found at 2026-01-29 14:09:59 UTC; measured: the first run was missed at 2026-01-29 14:10:00 UTC."
    )]
    [InlineData("status: ongoing", "incident.yaml says the status is \"ongoing\"; measured: it is mitigated.")]
    [InlineData("status: Mitigated", null)]
    [InlineData("milestones: {detected: 2026-01-29T14:12:00Z, verified: 2026-01-29T14:21:00Z}", null)]
    public void AFieldThatDisagreesIsToldOnce(string incident, string? notice)
    {
        var account = new TestAccount().Schedule("job").Created("job").Runs("job", except: ("14:10", "14:20"));
        var notices = account
            .Analyse(incident: IncidentFile.Parse("incident.yaml", incident))
            .Report.GetProperty("notices")
            .EnumerateArray()
            .Select(n => n.GetString());
        Assert.Equal(notice is null ? [] : [notice], notices);
    }

    [Fact]
    public void NobodyIsSaidToHaveNoticedInLessThanNoTime()
    {
        var account = new TestAccount().Schedule("job").Created("job").Runs("job", except: ("14:10", "14:20"));
        var file = IncidentFile.Parse("incident.yaml", "milestones: {detected: 2026-01-29T14:05:00Z}");
        var incident = account.Analyse(incident: file).Report.GetProperty("incident");
        Assert.Equal("2026-01-29T14:05:00Z", incident.GetProperty("detected").GetString());
        Assert.Equal(JsonValueKind.Null, incident.GetProperty("timeToDetect").ValueKind);
    }

    /// <summary>The runs before the window are not in the evidence: the outage may have begun earlier, and somebody may have seen it.</summary>
    [Fact]
    public void AnOutageThatMayHaveBegunEarlierContradictsNobody()
    {
        var account = new TestAccount().Schedule("job").Created("job").Runs("job", except: ("13:50", "14:20"));
        var file = IncidentFile.Parse("incident.yaml", "milestones: {detected: 2026-01-29T13:55:00Z}");
        var report = account.Analyse(incident: file).Report;
        Assert.True(report.GetProperty("incident").GetProperty("onsetAtOrBefore").GetBoolean());
        Assert.Equal(0, report.GetProperty("notices").GetArrayLength());
    }

    /// <summary>
    /// Times of 29 January, UTC: the dispatcher lost runs from 16:37 to 23:01, the tiny one to 23:00 and ran at 23:05, and what is due every six
    /// hours lost that of 18:00 and was not due since.
    /// </summary>
    [Theory]
    [InlineData("23:03", "Verified.", "tiny first")]
    [InlineData("23:03", "All back.", "tiny first")]
    [InlineData("23:03", "We are back to normal", "tiny first")]
    [InlineData("23:03", "All schedules are healthy; closing.", "tiny first")]
    [InlineData("23:04", "Fix was verified.", "tiny first")]
    [InlineData("23:04", "ops-pipeline-dispatcher-tiny recovered.", "tiny first")]
    [InlineData("23:04", "dispatcher-tiny is running again", "tiny first")]
    [InlineData("23:30", "All jobs recovered at 2026-01-29 23:02 UTC.", "tiny first")]
    [InlineData("23:00", "Everything is running again.", "dispatcher lost")]
    [InlineData("22:50", "The incident is resolved.", "dispatcher lost")]
    [InlineData("22:50", "Mitigated.", "dispatcher lost")]
    [InlineData("22:59", "Fixed.", "dispatcher lost")]
    [InlineData("20:00", "Confirmed that everything works.", "dispatcher lost")]
    [InlineData("23:05", "Verified.", null)]
    [InlineData("23:30", "All back since 2026-01-29 23:05 UTC.", null)]
    [InlineData("23:30", "All back at 11:02.", null)]
    [InlineData(null, "All jobs recovered.", null)]
    [InlineData("23:03", "dispatcher recovered.", null)]
    [InlineData("23:03", "ops-pipeline-dispatcher is back.", null)]
    [InlineData("23:03", "ticker-discovery is back.", null)]
    [InlineData("23:03", "classifier is healthy.", null)]
    [InlineData("23:00", "Not verified yet.", null)]
    [InlineData("23:00", "We will call it resolved once all are back.", null)]
    [InlineData("23:00", "Most schedules are back.", null)]
    [InlineData("23:00", "Fixed the typo in the dashboard.", null)]
    [InlineData("23:00", "Restored the index from its backup.", null)]
    [InlineData("23:00", "ops-admin rolled back the change.", null)]
    [InlineData("23:00", "Verified that the cluster exists.", null)]
    [InlineData("23:00", "Is everything back?", null)]
    [InlineData("23:00", "Somebody said that all is fixed.", null)]
    [InlineData("16:00", "All jobs are healthy.", null)]
    public void WhatIsSaidToBeWellIsHeldAgainstTheRuns(string? at, string text, string? against)
    {
        static Instant At(string time) => InstantPattern.General.Parse($"2026-01-29T{time}:00Z").Value;
        var measured = new MeasuredIncident
        {
            Status = "resolved",
            Schedules = 13,
            SchedulesWithMissedRuns = 3,
            SchedulesWithUnknownRuns = 0,
            UnknownRuns = 0,
            MissedRuns = new HashSet<int>(),
            ExpectedRuns = new HashSet<int>(),
            Onset = At("16:37"),
            Mitigated = At("23:02"),
            Outage = new Interval(At("16:37"), At("23:02")),
            Markets = [],
            Losses =
            [
                new("ops-pipeline-dispatcher", ["ops-pipeline-dispatcher", "dispatcher"], At("16:37"), At("23:01"), At("23:02")),
                new(
                    "ops-pipeline-dispatcher-tiny",
                    ["ops-pipeline-dispatcher-tiny", "dispatcher-tiny"],
                    At("16:40"),
                    At("23:00"),
                    At("23:05")
                ),
                new("ticker-discovery-6h", ["ticker-discovery-6h", "ticker-discovery"], At("18:00"), At("18:00"), null),
            ],
            OtherNames = ["ops-pipeline-classifier", "classifier"],
        };
        var when = at is null ? "" : $"at: 2026-01-29T{at}:00Z, ";
        var found = Contradictions.Find(IncidentFile.Parse("incident.yaml", $"notes: [{{{when}by: ann, text: \"{text}\"}}]"), measured);
        Assert.Equal(
            against switch
            {
                null => [],
                "tiny first" => ["the first run of ops-pipeline-dispatcher-tiny after it lost some was that of 2026-01-29 23:05:00 UTC"],
                _ => ["ops-pipeline-dispatcher lost the run of 2026-01-29 23:01:00 UTC"],
            },
            found.Select(f => f.Measured)
        );
    }
}
