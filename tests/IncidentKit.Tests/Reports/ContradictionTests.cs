using System.Text.Json;
using IncidentKit.Inputs;
using IncidentKit.Tests.Executions;

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
}
