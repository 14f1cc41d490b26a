using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Tests.Executions;

/// <summary>What became of a fire time: matching, retries, manual runs, several tasks, and when silence counts.</summary>
public sealed class VerdictTests
{
    private const string ByScheduler = "chronos-schedule/job";
    private const string TimeInput =
        """{"containerOverrides":[{"name":"job","environment":[{"name":"DUE","value":"<aws.scheduler.scheduled-time>"},{"name":"TRY","value":"<aws.scheduler.attempt-number>"}]}]}""";

    [Fact]
    public void EveryFireTimeOfTheHalfOpenWindowIsExpected()
    {
        var counts = new TestAccount().Schedule("job").Runs("job").Analyse().Counts("job");
        Assert.Equal((60, 60, 0, 60), (counts.Expected, counts.Ran, counts.Extra, counts.OutcomeUnknown));
    }

    [Fact]
    public void AbsenceCoveredByACompleteListingIsMissed()
    {
        var analysis = new TestAccount().Schedule("job").Runs("job", except: ("14:10", "14:20")).Analyse();
        Assert.Equal((50, 10, 0), (analysis.Counts("job").Ran, analysis.Counts("job").Missed, analysis.Counts("job").Unknown));
        Assert.Equal("14:10-14:20", analysis.Gaps("job"));
    }

    [Fact]
    public void AStartPastPrecisionAndAllowanceIsLate()
    {
        var account = new TestAccount()
            .Schedule("job", "rate(5 minutes)")
            .Runs("job", 5, except: ("14:10", "14:20"))
            .Streams("job", "14:13:09", "14:18:12");
        var analysis = account.Analyse();
        Assert.Equal((RunVerdict.Ran, RunVerdict.Late), (analysis.Verdict("job", "14:10"), analysis.Verdict("job", "14:15")));
    }

    [Fact]
    public void TheFlexibleWindowIsNotLate()
    {
        var account = new TestAccount()
            .Schedule("job", "rate(15 minutes)", s => s["FlexibleTimeWindow"] = Flexible(10))
            .Runs("job", 15, except: ("14:30", "14:45"))
            .Streams("job", "14:42");
        Assert.Equal(RunVerdict.Ran, account.Analyse().Verdict("job", "14:30"));
    }

    [Fact]
    public void ALateRunMovesOneFireTimeBackWhereThatKeepsMoreMatches()
    {
        // The run of 14:10 started at 14:15:02, that of 14:15 at 14:15:10.
        var account = new TestAccount()
            .Schedule("job", "rate(5 minutes)")
            .Runs("job", 5, except: ("14:10", "14:15"))
            .Streams("job", "14:15:12");
        var analysis = account.Analyse();
        Assert.Equal((RunVerdict.Late, RunVerdict.Ran), (analysis.Verdict("job", "14:10"), analysis.Verdict("job", "14:15")));
        Assert.Equal(0, analysis.Counts("job").Missed);
    }

    [Fact]
    public void ARunTwoFireTimesLateIsExtraAndTheMissStays()
    {
        var account = new TestAccount().Schedule("job").Runs("job", except: ("14:10", "14:11")).Streams("job", "14:30:40");
        // The runs from 14:11 to 14:30 would all have to be late by one to make room.
        var analysis = account.Analyse();
        Assert.Equal((1, 1), (analysis.Counts("job").Missed, analysis.Counts("job").Extra));
    }

    [Fact]
    public void AnExactScheduledTimeWinsHoweverLate()
    {
        var account = new TestAccount().Schedule("job", change: WithInput).Runs("job", except: ("14:10", "14:11"));
        RunWithContext(account, "14:40:30", due: "2026-01-29T14:10:00Z", attempt: "3");
        var analysis = account.Analyse();
        Assert.Equal(
            (RunVerdict.Late, 59, 0),
            (analysis.Verdict("job", "14:10"), analysis.Counts("job").Ran, analysis.Counts("job").Extra)
        );
    }

    [Fact]
    public void TwoRunsWithOneScheduledTimeLeaveOneExtra()
    {
        var account = new TestAccount().Schedule("job", change: WithInput).Runs("job", except: ("14:10", "14:11"));
        RunWithContext(account, "14:10:05", due: "2026-01-29T14:10:00Z", attempt: "1");
        RunWithContext(account, "14:12:05", due: "2026-01-29T14:10:00Z", attempt: "2");
        var analysis = account.Analyse();
        Assert.Equal((60, 1), (analysis.Counts("job").Ran, analysis.Counts("job").Extra));
    }

    [Fact]
    public void ARetryKnownByItsAttemptNumberMayBeLateByMoreThanOnePeriod()
    {
        var account = new TestAccount().Schedule("job", change: WithInput).Runs("job", except: ("14:10", "14:11"));
        RunWithContext(account, "14:15:30", due: null, attempt: "4");
        var analysis = account.Analyse();
        Assert.Equal((RunVerdict.Late, 0), (analysis.Verdict("job", "14:10"), analysis.Counts("job").Extra));
    }

    [Fact]
    public void WithoutAnAttemptNumberASurplusIsAPossibleRetry()
    {
        var account = new TestAccount().Schedule("job").Runs("job").RunTask("job", "14:15:30", ByScheduler);
        var analysis = account.Analyse();
        Assert.Equal(1, analysis.Counts("job").Extra);
        Assert.Contains(analysis["job"].Notices, n => n.Contains("possible retries", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("14:09:59", false)]
    [InlineData("14:09:50", true)]
    public void AStartBeforeItsScheduledTimeIsToldWhenItIsMoreThanTwoSeconds(string start, bool told)
    {
        var account = new TestAccount().Schedule("job", change: WithInput).Runs("job", except: ("14:10", "14:11"));
        RunWithContext(account, start, due: "2026-01-29T14:10:00Z", attempt: "1");
        var analysis = account.Analyse();
        Assert.Equal(RunVerdict.Ran, analysis.Verdict("job", "14:10"));
        Assert.Equal(told, analysis["job"].Notices.Any(n => n.Contains("before its fire time", StringComparison.Ordinal)));
    }

    [Fact]
    public void AStartTwoSecondsBeforeTheFireTimeBelongsToIt()
    {
        var account = new TestAccount()
            .Schedule("job", "rate(5 minutes)")
            .Runs("job", 5, except: ("14:10", "14:15"))
            .RunTask("job", "14:09:58", ByScheduler);
        Assert.Equal(RunVerdict.Ran, account.Analyse().Verdict("job", "14:10"));
    }

    [Fact]
    public void ARunByHandIsListedAndNeverMatchedAndDoesNotSplitAGap()
    {
        const string id = "0123456789abcdef0123456789abcdef";
        var account = new TestAccount()
            .Schedule("job")
            .Runs("job", except: ("14:10", "14:20"))
            .RunTask("job", "14:15:02", startedBy: null, by: "ops-admin", tasks: id)
            .Stream("/ecs/job", $"ecs/job/{id}", "14:15:12");
        var analysis = account.Analyse();
        Assert.Equal("14:10-14:20", analysis.Gaps("job"));
        Assert.Equal((10, 0), (analysis.Counts("job").Missed, analysis.Counts("job").Extra));
        Assert.Equal(
            ("ops-admin", TestAccount.T("14:15:02")),
            (analysis.Ledger.ManualRuns.Single().By, analysis.Ledger.ManualRuns.Single().At)
        );
    }

    [Theory]
    [InlineData("somebody")]
    [InlineData(null)]
    public void ATaskWithAForeignStartedByIsByHand(string? startedBy)
    {
        var analysis = new TestAccount()
            .Schedule("job")
            .Runs("job", except: ("14:10", "14:20"))
            .Task("job", "14:15:02", startedBy)
            .Analyse();
        Assert.Equal("14:10-14:20", analysis.Gaps("job"));
        Assert.Null(analysis.Ledger.ManualRuns.Single().By);
    }

    [Fact]
    public void ATaskOfARuleIsNeitherByHandNorTheSchedules()
    {
        var analysis = new TestAccount()
            .Schedule("job")
            .Runs("job", except: ("14:10", "14:20"))
            .Task("job", "14:10:02", "events-rule/nightly")
            .Analyse();
        Assert.Equal("14:10-14:20", analysis.Gaps("job"));
        var run = analysis.Ledger.ManualRuns.Single();
        Assert.Equal(("rule nightly", false), (run.By, run.ByHand));
    }

    [Fact]
    public void AnUnprovedRunBetweenMissedOnesIsExtraAndLeavesTheGapWhole()
    {
        var analysis = new TestAccount().Schedule("job").Runs("job", except: ("14:10", "14:20")).Streams("job", "14:15:40").Analyse();
        Assert.Equal("14:10-14:20", analysis.Gaps("job"));
        Assert.Equal((9, 1, 1), (analysis.Counts("job").Missed, analysis.Counts("job").Unknown, analysis.Counts("job").Extra));
        Assert.Contains(analysis["job"].Notices, n => n.Contains("2026-01-29T14:15:30Z", StringComparison.Ordinal));
    }

    [Fact]
    public void ARunTheSchedulerMadeBetweenMissedOnesSplitsTheGap() =>
        Assert.Equal(
            "14:10-14:15 14:16-14:20",
            new TestAccount()
                .Schedule("job")
                .Runs("job", except: ("14:10", "14:20"))
                .RunTask("job", "14:15:03", ByScheduler)
                .Analyse()
                .Gaps("job")
        );

    [Theory]
    [InlineData(true, 50, 0)]
    [InlineData(false, 0, 51)]
    public void SilenceOfTheLedgerCountsUnlessACallInItMayBeAnybodys(bool named, int missed, int unknown)
    {
        var account = new TestAccount
        {
            Coverage = [new("cloudtrail.runTask", CoverageStatus.Complete, null, TestAccount.T("12:00"), TestAccount.T("18:00"))],
        }
            .Schedule("job")
            .Created("job")
            .Record(
                "cloudtrail",
                "LookupEvents",
                new { LookupAttributes = new[] { new { AttributeKey = "EventName", AttributeValue = "RunTask" } } },
                new JsonObject { ["Events"] = new JsonArray() }
            );
        for (var minute = 0; minute < 10; minute++)
        {
            if (minute != 5 || named)
                account.RunTask("job", $"14:0{minute}:03", ByScheduler);
            else
                account.Event($"14:0{minute}:03", "RunTask", null, response: new { }, invokedBy: "scheduler.amazonaws.com");
        }

        var counts = account.Analyse().Counts("job");
        Assert.Equal((missed, unknown), (counts.Missed, counts.Unknown));
    }

    [Fact]
    public void ATaskThatNeverStartedOrEndedInAnErrorIsFailed()
    {
        var account = new TestAccount()
            .Schedule("job")
            .Runs("job", except: ("14:10", "14:13"))
            .Task("job", "14:10:02", ByScheduler, change: t => t["stopCode"] = "TaskFailedToStart")
            .Task("job", "14:11:02", ByScheduler, change: t => t["containers"]![0]!["exitCode"] = 137)
            .Task("job", "14:12:02", ByScheduler, change: t => t["lastStatus"] = "RUNNING");
        var analysis = account.Analyse();
        Assert.Equal((2, 58, 58), (analysis.Counts("job").Failed, analysis.Counts("job").Ran, analysis.Counts("job").OutcomeUnknown));
        Assert.Equal("14:10-14:12", analysis.Gaps("job"));
    }

    [Fact]
    public void AFireTimeWithAllItsTasksRanAndWithFewerRanInPartWhichIsSaid()
    {
        var account = new TestAccount().Schedule("job", change: s => s["Target"]!["EcsParameters"]!["TaskCount"] = 3);
        account.Runs("job", delaySeconds: 10).Runs("job", delaySeconds: 11).Runs("job", delaySeconds: 12, except: ("14:10", "14:13"));
        var analysis = account.Analyse();
        Assert.Equal((60, 0, 0), (analysis.Counts("job").Ran, analysis.Counts("job").Extra, analysis.Counts("job").Missed));
        Assert.Contains("3 of its runs started fewer than 3 tasks; they are counted as ran.", analysis["job"].Notices);
    }

    [Fact]
    public void AFireTimeWithNoneOfItsTasksIsMissedAndOneWithMoreHasExtraRuns()
    {
        var account = new TestAccount().Schedule("job", change: s => s["Target"]!["EcsParameters"]!["TaskCount"] = 2);
        account
            .Runs("job", except: ("14:10", "14:12"))
            .Runs("job", delaySeconds: 11, except: ("14:10", "14:12"))
            .Streams("job", "14:50:13");
        var analysis = account.Analyse();
        Assert.Equal((58, 2, 1), (analysis.Counts("job").Ran, analysis.Counts("job").Missed, analysis.Counts("job").Extra));
    }

    [Fact]
    public void AnUnfinishedListingProvesOnlyWhatItReached()
    {
        // Newest first: nothing before the oldest stream shown, 13:00, counts; here the runs begin at 14:20.
        var account = new TestAccount().Schedule("job").Runs("job", except: ("13:00", "14:20")).MorePages("/ecs/job");
        Assert.Equal((40, 20, 0), Summary(account));
    }

    [Fact]
    public void AListingByPrefixProvesNothing()
    {
        var account = new TestAccount().TaskDefinition("job", group: "/other").Schedule("job", group: "/other");
        account
            .LogGroup("/ecs/job")
            .Record(
                "logs",
                "DescribeLogStreams",
                new { logGroupName = "/other", logStreamNamePrefix = "ecs/job/1" },
                System.Text.Json.Nodes.JsonNode.Parse(
                    """{"logStreams":[{"logStreamName":"ecs/job/1","creationTime":1769695000000,"firstEventTimestamp":1769695000000}]}"""
                )!
            );
        account.MorePages("/other");
        Assert.Equal(0, account.Analyse().Counts("job").Missed);
    }

    [Theory]
    [InlineData("\"creationTime\":1769695000000", "\"creationTime\":\"soon\"")]
    [InlineData("\"firstEventTimestamp\":1769", "\"firstEventTimestamp\":99991769")]
    [InlineData("\"logStreamName\":", "\"streamName\":")]
    [InlineData("{\"logStreams\":", "{\"streams\":")]
    public void WhatCannotBeReadOfAListingIsNotSilence(string whole, string torn)
    {
        var account = new TestAccount().Schedule("job").LogGroup("/ecs/job").Runs("job", except: ("14:10", "14:20"));
        Assert.Equal(10, account.Analyse().Counts("job").Missed);
        account.Record(
            "logs",
            "DescribeLogStreams",
            new { logGroupName = "/ecs/job", nextToken = "more" },
            System.Text.Json.Nodes.JsonNode.Parse(
                """{"logStreams":[{"logStreamName":"ecs/job/1","creationTime":1769695000000,"firstEventTimestamp":1769695000000}]}""".Replace(
                    whole,
                    torn,
                    StringComparison.Ordinal
                )
            )!
        );
        Assert.Equal((0, 10), (account.Analyse().Counts("job").Missed, account.Analyse().Counts("job").Unknown));
    }

    [Fact]
    public void AbsencePastRetentionIsUnknown()
    {
        var account = new TestAccount().Schedule("job").LogGroup("/ecs/job", retentionDays: 1).Runs("job", except: ("14:10", "14:20"));
        account.AskedAt = TestAccount.T("2026-01-30T14:15:00Z");
        Assert.Equal((50, 5, 5), Summary(account));
    }

    [Fact]
    public void AbsenceBeforeTheGroupExistedIsUnknown() =>
        Assert.Equal(
            (50, 5, 5),
            Summary(new TestAccount().Schedule("job").LogGroup("/ecs/job", created: "14:15").Runs("job", except: ("14:10", "14:20")))
        );

    [Fact]
    public void WithoutAnEarlierRunAbsenceIsUnknown() =>
        Assert.Equal((50, 10, 0), Summary(new TestAccount().Schedule("job").Runs("job", except: ("13:00", "14:10"))));

    [Theory]
    [InlineData("14:50:00", 10)]
    [InlineData("14:22:00", 5)]
    [InlineData("14:17:59", 0)]
    public void StreamsMayLagFiveMinutesOnceLaterOnesAppeared(string askedAt, int missed)
    {
        // Each fire time has a deadline of 180 s: 14:14 is covered from 14:22:00 on, if a stream of 14:17 or later was seen.
        var account = new TestAccount(to: "14:20").Schedule("job").Runs("job", except: ("14:10", "14:20"));
        account.Schedule("other").Streams("other", "13:00:05", "14:25:00");
        account.AskedAt = TestAccount.T(askedAt);
        Assert.Equal(missed, account.Analyse().Counts("job").Missed);
    }

    [Theory]
    [InlineData("15:12:59", 0)]
    [InlineData("15:13:00", 1)]
    public void StreamsMayLagAnHourWhileNothingLaterAppeared(string askedAt, int missed)
    {
        var account = new TestAccount(to: "14:11").Schedule("job");
        account.Streams("job", Enumerable.Range(0, 10).Select(m => $"14:{m:00}:05")).Streams("job", "13:59:05");
        account.AskedAt = TestAccount.T(askedAt);
        Assert.Equal(missed, account.Analyse().Counts("job").Missed);
    }

    [Theory]
    [InlineData("14:27:59", 9)]
    [InlineData("14:28:00", 10)]
    public void MetricsMayLagAQuarterOfAnHour(string askedAt, int missed)
    {
        var account = new TestAccount(to: "14:20") { AskedAt = TestAccount.T("15:00") };
        account.AskedAt = TestAccount.T(askedAt) + Duration.FromMinutes(9);
        account.Schedule("job", change: Lambda).Invocations("job", Minutes("13:00", 70));
        Assert.Equal(missed, account.Analyse().Counts("job").Missed);
    }

    [Fact]
    public void LambdaRunsAreCountedByMinuteAndAReportedSilenceIsMissed()
    {
        var account = new TestAccount()
            .Schedule("job", change: Lambda)
            .Invocations("job", Minutes("13:00", 70).Concat(Minutes("14:20", 60)));
        Assert.Equal((50, 0, 10), Summary(account));
    }

    [Fact]
    public void AnIncompleteMetricIsUnknown()
    {
        var account = new TestAccount().Schedule("job", change: Lambda).Invocations("job", Minutes("13:00", 70), status: "PartialData");
        Assert.Equal((10, 50, 0), Summary(account));
    }

    [Fact]
    public void InvocationsByOthersInTheSameMinuteDoNotMakeUpForAMiss()
    {
        var account = new TestAccount()
            .Schedule("job", change: Lambda)
            .Invocations(
                "job",
                Minutes("13:00", 70).Concat(Minutes("14:20", 60)).Select(p => (p.Minute, Count: p.Minute == "14:30:00" ? 500 : p.Count))
            );
        Assert.Equal((50, 0, 10), Summary(account));
    }

    [Fact]
    public void AnotherKindOfTargetIsUnknown()
    {
        var account = new TestAccount().Schedule("job", change: s => s["Target"] = Target("arn:aws:sqs:us-west-2:123456789012:queue"));
        Assert.Equal((0, 60, 0), Summary(account));
    }

    [Fact]
    public void TheSecondPassOfAnOverlapIsOptional()
    {
        // Clocks in New York go back at 2026-11-01T06:00Z: 01:30 comes twice.
        var account = new TestAccount("2026-11-01T05:00:00Z", "2026-11-01T07:00:00Z").Schedule(
            "job",
            "cron(30 1 * * ? *)",
            s => s["ScheduleExpressionTimezone"] = "America/New_York"
        );
        account
            .Stream("/ecs/job", $"ecs/job/{account.NextTask()}", "2026-10-31T05:30:10Z")
            .Stream("/ecs/job", $"ecs/job/{account.NextTask()}", "2026-11-01T05:30:10Z");
        var counts = account.Analyse().Counts("job");
        Assert.Equal((1, 1, 1, 0), (counts.Expected, counts.Ran, counts.Optional, counts.Missed));
    }

    [Fact]
    public void ARateWithoutStartDateTakesItsPhaseFromItsRunsAndSaysSo()
    {
        var account = new TestAccount().Schedule("job", "rate(5 minutes)", s => s.Remove("StartDate"));
        for (var minute = 2; minute < 60; minute += 5)
            account.Streams("job", $"13:{minute:00}:10", $"14:{minute:00}:10");
        var analysis = account.Analyse();
        Assert.Equal((12, 12), (analysis.Counts("job").Expected, analysis.Counts("job").Ran));
        Assert.Contains(analysis["job"].Notices, n => n.Contains("approximate", StringComparison.Ordinal));
    }

    private static (int Ran, int Unknown, int Missed) Summary(TestAccount account)
    {
        var counts = account.Analyse().Counts("job");
        return (counts.Ran, counts.Unknown, counts.Missed);
    }

    private static IEnumerable<(string Minute, int Count)> Minutes(string from, int count) =>
        Enumerable
            .Range(0, count)
            .Select(m =>
                (TestAccount.T(from) + Duration.FromMinutes(m)).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)
            )
            .Select(m => (m, 1));

    private static void Lambda(System.Text.Json.Nodes.JsonObject schedule) => schedule["Target"] = Target(TestAccount.Function("job"));

    private static System.Text.Json.Nodes.JsonObject Target(string arn) => new() { ["Arn"] = arn };

    private static System.Text.Json.Nodes.JsonObject Flexible(int minutes) =>
        new() { ["Mode"] = "FLEXIBLE", ["MaximumWindowInMinutes"] = minutes };

    private static void WithInput(System.Text.Json.Nodes.JsonObject schedule) => schedule["Target"]!["Input"] = TimeInput;

    private static void RunWithContext(TestAccount account, string at, string? due, string attempt) =>
        account.RunTask(
            "job",
            at,
            ByScheduler,
            overrides: new
            {
                containerOverrides = new[]
                {
                    new
                    {
                        name = "job",
                        environment = new[] { new { name = "DUE", value = due ?? "<none>" }, new { name = "TRY", value = attempt } },
                    },
                },
            }
        );
}
