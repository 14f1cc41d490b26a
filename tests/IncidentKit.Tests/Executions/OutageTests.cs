using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Tests.Executions;

/// <summary>Gaps, how they join into outages, and when an outage is over.</summary>
public sealed class OutageTests
{
    [Fact]
    public void AGapIsHalfOpenFromTheFirstMissToTheFirstGoodRun()
    {
        var gap = Assert.Single(new TestAccount().Schedule("job").Runs("job", except: ("14:10", "14:20")).Analyse()["job"].Gaps);
        Assert.Equal(
            (TestAccount.T("14:10"), TestAccount.T("14:20"), TestAccount.T("14:09"), TestAccount.T("14:19")),
            (gap.Start, gap.End, gap.LastGood, gap.LastBad)
        );
        Assert.NotEmpty(gap.EvidenceIds);
    }

    [Fact]
    public void AGapIsOpenWhileNoRunWasGood() =>
        Assert.Equal("14:50-", new TestAccount().Schedule("job").Runs("job", except: ("14:50", "16:00")).Analyse().Gaps("job"));

    [Fact]
    public void WhereTheFireTimeBeforeIsUnknownAGapBeganAtOrBefore()
    {
        var outage = Assert.Single(
            new TestAccount()
                .Schedule("job")
                .LogGroup("/ecs/job", created: "14:05")
                .Runs("job", except: ("14:00", "14:20"))
                .Analyse()
                .Outages
        );
        Assert.Equal((TestAccount.T("14:05"), true), (outage.Onset, outage.OnsetAtOrBefore));
    }

    [Fact]
    public void TheLastRunBeforeTheWindowMakesTheOnsetExact()
    {
        var outage = Assert.Single(new TestAccount().Schedule("job").Runs("job", except: ("14:00", "14:20")).Analyse().Outages);
        Assert.Equal((TestAccount.T("14:00"), false), (outage.Onset, outage.OnsetAtOrBefore));
    }

    [Fact]
    public void ALateRunClosesAGap()
    {
        var analysis = new TestAccount()
            .Schedule("job", "rate(5 minutes)")
            .Runs("job", 5, except: ("14:10", "14:30"))
            .Streams("job", "14:29:40")
            .Analyse();
        Assert.Equal((RunVerdict.Late, "14:10-14:25"), (analysis.Verdict("job", "14:25"), analysis.Gaps("job")));
    }

    [Fact]
    public void AnUnknownFireTimeInsideNeitherClosesNorCountsAsMissed()
    {
        var account = new TestAccount().Schedule("job").Runs("job", except: ("14:10", "14:20")).Streams("job", "14:15:40");
        var gap = Assert.Single(account.Analyse()["job"].Gaps);
        Assert.Equal((9, 1), (gap.Missed, gap.Unknown));
    }

    [Fact]
    public void NothingMissedIsNoOutage() => Assert.Empty(new TestAccount().Schedule("job").Runs("job").Analyse().Outages);

    [Fact]
    public void GapsThatOverlapAreOneOutage()
    {
        var analysis = new TestAccount()
            .Schedule("a")
            .Runs("a", except: ("14:10", "14:20"))
            .Schedule("b")
            .Runs("b", except: ("14:15", "14:30"))
            .Analyse();
        var outage = Assert.Single(analysis.Outages);
        Assert.Equal(
            (TestAccount.T("14:10"), TestAccount.T("14:20"), TestAccount.T("14:30")),
            (outage.Onset, outage.RecoveryStarted, outage.Mitigated)
        );
    }

    [Fact]
    public void GapsApartAreTwoOutages()
    {
        var analysis = new TestAccount()
            .Schedule("a")
            .Runs("a", except: ("14:10", "14:20"))
            .Schedule("b")
            .Runs("b", except: ("14:30", "14:40"))
            .Analyse();
        Assert.Equal([TestAccount.T("14:10"), TestAccount.T("14:30")], analysis.Outages.Select(o => o.Onset));
        Assert.Equal([1, 2], analysis.Outages.Select(o => o.Number));
    }

    [Fact]
    public void GapsOfOneFaultyResourceAreOneOutageWhereverTheyLie()
    {
        var account = new TestAccount().Cluster(TestAccount.Gone, null);
        Broken(account, "a", "14:10", "14:20");
        Broken(account, "b", "14:30", "14:40");
        Assert.Equal(2, Assert.Single(account.Analyse().Outages).Gaps.Count);
    }

    [Fact]
    public void TheSameChangeHoursApartIsTwoOutages()
    {
        var account = new TestAccount();
        Disabled(account, "a", "14:10", "14:20");
        Disabled(account, "b", "14:30", "14:40");
        Assert.Equal(2, account.Analyse().Outages.Count);
    }

    [Fact]
    public void ALongDeadScheduleDoesNotDragTheOnsetBack()
    {
        var account = new TestAccount()
            .Schedule("dead")
            .Streams("dead", "10:00:05", "10:01:05")
            .Schedule("job")
            .Runs("job", except: ("14:30", "14:40"));
        var outages = account.Analyse().Outages;
        Assert.Equal(
            [
                ["dead"],
                ["job"],
            ],
            outages.Select(o => o.Schedules.Select(s => s.Name))
        );
        Assert.Equal((TestAccount.T("14:30"), false), (outages[1].Onset, outages[1].OnsetAtOrBefore));
    }

    [Fact]
    public void ItIsMitigatedAtTheFirstGoodRunAfterTheLastMissOfAny()
    {
        // b misses 14:10 and 14:15 and runs at 14:20; a is back at 14:12, so 14:16 is the first good fire time after which none is missed.
        var analysis = new TestAccount()
            .Schedule("a")
            .Runs("a", except: ("14:10", "14:12"))
            .Schedule("b", "rate(5 minutes)")
            .Runs("b", 5, except: ("14:10", "14:20"))
            .Analyse();
        var outage = Assert.Single(analysis.Outages);
        Assert.Equal((TestAccount.T("14:12"), TestAccount.T("14:16")), (outage.RecoveryStarted, outage.Mitigated));
    }

    [Fact]
    public void FlappingIsMitigatedOnlyAfterItsLastMiss()
    {
        var account = new TestAccount()
            .Schedule("a")
            .Runs("a", except: ("14:10", "14:40"))
            .Schedule("b")
            .Runs("b", except: ("14:15", "14:20"));
        foreach (var minute in new[] { 20, 21, 22 })
            account.Streams("a", $"14:{minute}:10");
        var outage = Assert.Single(account.Analyse().Outages.Take(1));
        Assert.Equal((TestAccount.T("14:20"), TestAccount.T("14:20")), (outage.RecoveryStarted, outage.Mitigated));
    }

    [Fact]
    public void AScheduleWithNoFireTimeSinceIsUnprovenWithItsNext()
    {
        var account = new TestAccount()
            .Schedule("a")
            .Runs("a", except: ("14:10", "14:20"))
            .Schedule("hourly", "cron(15 * * * ? *)")
            .Streams("hourly", "13:15:10");
        var outage = Assert.Single(account.Analyse().Outages);
        Assert.Equal(TestAccount.T("14:20"), outage.Mitigated);
        Assert.Equal(("hourly", TestAccount.T("15:15")), (outage.Unproven.Single().Schedule.Name, outage.Unproven.Single().Next));
    }

    [Fact]
    public void AScheduleOfWhichNothingIsKnownSinceKeepsTheOutageFromBeingMitigated()
    {
        // The listing of b was made at 14:20, that of a later.
        var account = new TestAccount().Schedule("a").Runs("a", except: ("14:10", "14:20")).Schedule("b", group: "/old");
        account.Record(
            "logs",
            "DescribeLogStreams",
            new
            {
                logGroupName = "/old",
                orderBy = "LastEventTime",
                descending = true,
                page = 2,
            },
            System.Text.Json.Nodes.JsonNode.Parse("""{"logStreams":[]}""")!,
            requestedAt: TestAccount.T("14:22")
        );
        account.Runs("b", group: "/old", except: ("14:10", "16:00"));
        var outage = Assert.Single(account.Analyse().Outages);
        Assert.Equal(TestAccount.T("14:20"), outage.RecoveryStarted);
        Assert.Null(outage.Mitigated);
        Assert.Empty(outage.Unproven);
    }

    [Fact]
    public void AnOpenOutageHasNoRecovery()
    {
        var outage = Assert.Single(new TestAccount().Schedule("job").Runs("job", except: ("14:10", "16:00")).Analyse().Outages);
        Assert.Equal((null, null), (outage.RecoveryStarted, outage.Mitigated));
    }

    [Fact]
    public void TheTriggerIsTheChangeBetweenTheLastGoodAndTheFirstMissedRun()
    {
        var account = new TestAccount().Cluster(TestAccount.Gone, null);
        Broken(account, "a", "14:10", "14:20");
        account.Updated("a", "14:05:30", s => s["Description"] = "x");
        var trigger = Assert.Single(Assert.Single(account.Analyse().Outages).Triggers);
        Assert.Equal(("Target.Arn", TestAccount.Good, TestAccount.Gone), (trigger.Field, trigger.Before, trigger.After));
    }

    private static void Broken(TestAccount account, string name, string from, string to) =>
        account
            .Schedule(name, change: s => s["LastModificationDate"] = $"2026-01-29T{Before(to)}Z")
            .Created(name)
            .Updated(name, Before(from), s => TestAccount.SendTo(s, TestAccount.Gone))
            .Updated(name, Before(to))
            .Runs(name, except: (from, to));

    private static void Disabled(TestAccount account, string name, string from, string to) =>
        account
            .Schedule(name, change: s => s["LastModificationDate"] = $"2026-01-29T{Before(to)}Z")
            .Created(name)
            .Updated(name, Before(from), s => s["State"] = "DISABLED")
            .Updated(name, Before(to))
            .Runs(name, except: (from, to));

    /// <summary>Half a minute before a minute.</summary>
    private static string Before(string minute) =>
        (TestAccount.T(minute) - Duration.FromSeconds(30)).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
