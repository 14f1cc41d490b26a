using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Reports;

/// <summary><c>intended:</c> in incident.yaml: lost runs that were meant not to happen are printed, and are no loss.</summary>
public sealed class IntendedTests
{
    private const string Said = "{schedule: job, from: 2026-01-29T14:09:30Z, to: 2026-01-29T15:00:00Z, reason: moved to batch, by: Ana}";

    [Fact]
    public void AScheduleDisabledOnPurposeIsNoOutageAndNothingIsRepaired()
    {
        var found = Disabled().Analyse(incident: File(Said));
        Assert.Equal(RunVerdict.Intended, found.Verdict("job", "14:30"));
        Assert.Equal((10, 10, 0, 50), (Expected(found), found.Counts("job").Ran, found.Counts("job").Missed, found.Counts("job").Intended));
        Assert.Equal(("noOutage", "ready"), (Text(found, "incident", "status"), Text(found, "readiness", "verdict")));
        Assert.DoesNotContain(found.Findings, f => f.RuleId is "IK1001" or "IK1002");
        Assert.Equal("", found.Gaps("job"));
        Assert.Equal(0, found.Report.GetProperty("repairs").GetArrayLength());
        Assert.Equal(0, found.Report.GetProperty("lost").GetArrayLength());
    }

    [Fact]
    public void WhoSaysSoIsPrintedWithTheReasonAndTheRuns()
    {
        var found = Disabled().Analyse(incident: File(Said));
        var intended = Assert.Single(found.Report.GetProperty("intended").EnumerateArray());
        Assert.Equal(
            ("job", "2026-01-29T14:09:30Z", "2026-01-29T15:00:00Z", "moved to batch", "Ana", 50),
            (
                intended.GetProperty("schedule").GetString(),
                intended.GetProperty("from").GetString(),
                intended.GetProperty("to").GetString(),
                intended.GetProperty("reason").GetString(),
                intended.GetProperty("by").GetString(),
                intended.GetProperty("runs").GetInt32()
            )
        );
        var basis = found.Report.GetProperty("basis").EnumerateArray().Single(b => b.GetProperty("pointer").GetString() == "/intended/0");
        Assert.Equal(("attested", "Ana"), (basis.GetProperty("kind").GetString(), basis.GetProperty("by").GetString()));
    }

    [Fact]
    public void WithoutTheWordOfAPersonItIsAnOutage()
    {
        var found = Disabled().Analyse();
        Assert.Equal(50, found.Counts("job").Missed);
        Assert.Contains(found.Findings, f => f.RuleId == "IK1001");
        Assert.Equal(0, found.Report.GetProperty("intended").GetArrayLength());
    }

    [Fact]
    public void WhatIsLostAfterTheStatedTimeIsMissed()
    {
        var found = Disabled()
            .Analyse(incident: File("{schedule: job, from: 2026-01-29T14:09:30Z, to: 2026-01-29T14:30:00Z, reason: tests, by: Ana}"));
        Assert.Equal((20, 30), (found.Counts("job").Intended, found.Counts("job").Missed));
        Assert.Equal("14:30-", found.Gaps("job"));
        Assert.Equal((RunVerdict.Intended, RunVerdict.Missed), (found.Verdict("job", "14:29"), found.Verdict("job", "14:30")));
    }

    [Fact]
    public void WhatRanAllTheSameRan()
    {
        var found = new TestAccount().Schedule("job").Created("job").Runs("job").Analyse(incident: File(Said));
        Assert.Equal((60, 60, 0), (Expected(found), found.Counts("job").Ran, found.Counts("job").Intended));
    }

    /// <summary>A refused call in a time of work on the cluster is no finding; the same call of a schedule that was to run is one.</summary>
    [Fact]
    public void AnAnswerInThatTimeIsNoFinding()
    {
        var found = Refused()
            .Analyse(
                incident: File("{schedule: us-west-2/default/job, from: 2026-01-29T14:10Z, to: 2026-01-29T14:20Z, reason: works, by: Ana}")
            );
        Assert.Equal(10, found.Counts("job").Intended);
        Assert.DoesNotContain(found.Findings, f => f.RuleId == "IK2001");
        Assert.Equal("noOutage", Text(found, "incident", "status"));
        var otherwise = Refused().Analyse();
        Assert.Equal(10, otherwise.Counts("job").Missed);
        Assert.Contains(otherwise.Findings, f => f.RuleId == "IK2001");
    }

    [Fact]
    public void AScheduleThatIsNotThereIsTold()
    {
        var found = new TestAccount()
            .Schedule("job")
            .Created("job")
            .Runs("job")
            .Analyse(incident: File(Said.Replace("job", "jbo", StringComparison.Ordinal)));
        Assert.Equal(
            "incident.yaml says jbo was meant not to run (line 2); measured: no schedule of that name is in the recording.",
            Assert.Single(found.Report.GetProperty("notices").EnumerateArray()).GetString()
        );
    }

    private static TestAccount Disabled() =>
        new TestAccount()
            .Schedule(
                "job",
                change: s =>
                {
                    s["State"] = "DISABLED";
                    s["LastModificationDate"] = "2026-01-29T14:09:40Z";
                }
            )
            .Created("job")
            .Updated("job", "14:09:40", s => s["State"] = "DISABLED", by: "ops-admin")
            .Runs("job", except: ("14:10", "18:00"));

    private static TestAccount Refused()
    {
        var account = new TestAccount().Schedule("job").Created("job").Runs("job", except: ("14:10", "14:20"));
        for (var minute = 10; minute < 20; minute++)
            account.Event(
                $"14:{minute}:02",
                "RunTask",
                new
                {
                    taskDefinition = TestAccount.Definition("job"),
                    cluster = TestAccount.Good,
                    startedBy = "chronos-schedule/job",
                },
                error: "ClusterNotFoundException",
                message: "Cluster not found.",
                invokedBy: "scheduler.amazonaws.com"
            );
        return account;
    }

    private static IncidentFile File(string pause) => IncidentFile.Parse("incident.yaml", $"intended:\n  - {pause}\n");

    private static int Expected(TestAnalysis found) => found.Report.GetProperty("totals").GetProperty("expected").GetInt32();

    private static string? Text(TestAnalysis found, string part, string member) =>
        found.Report.GetProperty(part).GetProperty(member).GetString();
}
