using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Tests.Executions;

/// <summary>When the activity of a log group tells what became of a fire time, and when it does not.</summary>
public sealed class ActivityVerdictTests
{
    private const string Fire = "14:10";

    /// <summary>A function that fires every ten minutes and of which only its log is on record.</summary>
    private static TestAccount Function(string expression = "rate(10 minutes)", string start = "2026-01-12T09:30:00Z") =>
        new TestAccount().Schedule(
            "job",
            expression,
            s =>
            {
                s["StartDate"] = start;
                s["Target"]!["Arn"] = TestAccount.Function("job");
                s["Target"]!.AsObject().Remove("EcsParameters");
            }
        );

    /// <summary>The minutes with an event.</summary>
    private static TestAccount Log(TestAccount account, params string[] minutes) =>
        account.LogEvents("/aws/lambda/job", minutes.Select(m => (m, 3)));

    private static RunVerdict? Verdict(TestAccount account) => account.Analyse().Verdict("job", Fire);

    [Theory]
    [InlineData(RunVerdict.Ran, "14:10")]
    [InlineData(RunVerdict.Ran, "14:13")] // The last minute of 60 s and an allowance of 120 s.
    [InlineData(RunVerdict.Ran, "14:06", "14:10")] // Silent for three minutes before.
    [InlineData(RunVerdict.Ran, "14:10", "14:11", "14:12", "14:13", "14:14")]
    [InlineData(RunVerdict.Unknown)]
    [InlineData(RunVerdict.Unknown, "14:09")] // Before the fire time.
    [InlineData(RunVerdict.Unknown, "14:14")] // Past the limit.
    [InlineData(RunVerdict.Unknown, "14:09", "14:10")] // Something was writing already.
    [InlineData(RunVerdict.Unknown, "14:07", "14:11")]
    [InlineData(RunVerdict.Unknown, "14:20")] // That of the next fire time.
    public void SoleWriterThatBeginsToWriteWithinTheLimitRan(object expected, params string[] minutes) =>
        Assert.Equal(expected, Verdict(Log(Function(), minutes)));

    [Fact]
    public void VerdictCarriesItsEvidenceAndSaysWhatItRestsOn()
    {
        var analysis = Log(Function(), "14:10", "14:20").Analyse();
        var cited = Assert.Single(analysis.Ledger.Activity).EvidenceIds;
        Assert.Equal(
            (2, 0, 4, 2),
            (
                analysis.Counts("job").Ran,
                analysis.Counts("job").Missed,
                analysis.Counts("job").Unknown,
                analysis.Counts("job").OutcomeUnknown
            )
        );
        Assert.Contains(Assert.Single(cited), analysis["job"].EvidenceIds);
        Assert.Equal(0, analysis.Counts("job").Timed);
        Assert.Contains(
            analysis["job"].Notices,
            n => n.StartsWith("2 of its fire times are counted as ran only because the log group /aws/lambda/job", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void GroupThatTwoSchedulesWriteToProvesNothing()
    {
        var account = Log(Function(), "14:10")
            .Schedule(
                "other",
                "rate(60 minutes)",
                s =>
                {
                    s["Target"]!["Arn"] = TestAccount.Function("job");
                    s["Target"]!.AsObject().Remove("EcsParameters");
                }
            );
        Assert.Equal(RunVerdict.Unknown, Verdict(account));
    }

    [Fact]
    public void ContainersOfOneScheduleProveRunsWhereTheirStreamsAreNotListed()
    {
        var account = new TestAccount().Schedule("job", "rate(10 minutes)").MorePages("/ecs/job").LogEvents("/ecs/job", [("14:10", 5)]);
        Assert.Equal(RunVerdict.Ran, Verdict(account));
        var shared = account.Schedule("other", "rate(60 minutes)", group: "/ecs/job");
        Assert.Equal(RunVerdict.Unknown, Verdict(shared));
    }

    [Fact]
    public void GroupProvesNothingWhileATaskDefinitionOfTheRegionIsNotOnRecord()
    {
        var account = new TestAccount()
            .Schedule("job", "rate(10 minutes)")
            .MorePages("/ecs/job")
            .LogEvents("/ecs/job", [("14:10", 5)])
            .Record("scheduler", "GetSchedule", new { GroupName = "default", Name = "denied" }, TestAccount.Configuration("denied"));
        Assert.Equal(RunVerdict.Unknown, Verdict(account));
    }

    [Fact]
    public void MinuteThatTwoFireTimesFitProvesNeither()
    {
        // Every two minutes, with a limit of three.
        var counts = Log(Function("rate(2 minutes)"), "14:10", "14:30").Analyse().Counts("job");
        Assert.Equal((0, 30), (counts.Ran, counts.Unknown));
    }

    [Fact]
    public void MinuteThatBeginsBeforeTheFireTimeProvesNothing()
    {
        // Fires half a minute past 14:10, so the event may have come first.
        var counts = Log(Function(start: "2026-01-12T09:30:30Z"), "14:10").Analyse().Counts("job");
        Assert.Equal((0, 6), (counts.Ran, counts.Unknown));
        counts = Log(Function(start: "2026-01-12T09:30:30Z"), "14:11").Analyse().Counts("job");
        Assert.Equal((1, 5), (counts.Ran, counts.Unknown));
    }

    [Fact]
    public void SilenceIsNeverMissed()
    {
        var counts = Log(Function(), "13:00").Analyse().Counts("job");
        Assert.Equal((6, 0, 6), (counts.Expected, counts.Missed, counts.Unknown));
    }

    [Fact]
    public void ActivityDoesNotMakeAMissedRunOne()
    {
        var account = new TestAccount()
            .Schedule("job", "rate(10 minutes)")
            .Runs("job", 10, except: ("14:10", "14:20"))
            .LogEvents("/ecs/job", [("14:10", 5)]);
        Assert.Equal(RunVerdict.Missed, Verdict(account));
    }

    [Fact]
    public void ActivityNeitherSplitsNorEndsAGap()
    {
        // From 14:30 the metric of invocations is too recent to be complete; someone tries the function by hand at 14:40.
        var account = Function();
        account.AskedAt = TestAccount.T("14:46");
        Log(account, "13:50", "14:00", "14:40").Invocations("job", [("13:40", 1), ("13:50", 1), ("14:00", 1)]);
        var analysis = account.Analyse();
        Assert.Equal(
            (RunVerdict.Missed, RunVerdict.Unknown, "14:10-"),
            (analysis.Verdict("job", "14:20"), analysis.Verdict("job", "14:40"), analysis.Gaps("job"))
        );
    }

    [Fact]
    public void RunByHandThatIsKnownIsNotTakenForTheSchedulers()
    {
        var account = new TestAccount()
            .Schedule("job", "rate(10 minutes)")
            .MorePages("/ecs/job")
            .LogEvents("/ecs/job", [("14:11", 5)])
            .RunTask("job", "14:10:40", "somebody", by: "somebody");
        Assert.Equal(RunVerdict.Unknown, Verdict(account));
    }

    [Fact]
    public void TimeBeforeTheRecordingOfTheLogIsNotSilence() =>
        Assert.Equal(RunVerdict.Unknown, Verdict(Function().LogEvents("/aws/lambda/job", [("14:10", 3)], from: "14:08")));

    [Fact]
    public void FireTimesTakenFromALastModificationAreNotProved()
    {
        var account = new TestAccount().Schedule(
            "job",
            "rate(10 minutes)",
            s =>
            {
                s.Remove("StartDate");
                s["Target"]!["Arn"] = TestAccount.Function("job");
                s["Target"]!.AsObject().Remove("EcsParameters");
            }
        );
        Assert.Equal(0, Log(account, "14:10").Analyse().Counts("job").Ran);
    }
}
