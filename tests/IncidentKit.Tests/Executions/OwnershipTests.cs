namespace IncidentKit.Tests.Executions;

/// <summary>Which schedule an execution belongs to.</summary>
public sealed class OwnershipTests
{
    private const string Long = "ops-pipeline-signal-engine-1m";
    private const string Twin = "ops-pipeline-signal-replay-1m";

    [Theory]
    [InlineData("chronos-schedule/ops-pipeline-signal")]
    [InlineData("chronos-schedule/ops-pipeline-signal-engine-1m")]
    public void AStartedByIsComparedCutAt36CharactersAndWhole(string startedBy) =>
        Assert.Equal(
            60,
            new TestAccount()
                .Schedule(Long)
                .Runs(Long, except: ("14:10", "14:11"))
                .RunTask(Long, "14:10:05", startedBy)
                .Analyse()
                .Counts(Long)
                .Ran
        );

    [Fact]
    public void TwoSchedulesThatShare19CharactersAreToldApartByFamily()
    {
        const string cut = "chronos-schedule/ops-pipeline-signal";
        var account = new TestAccount()
            .Schedule(Long)
            .Schedule(Twin)
            .Runs(Long, except: ("14:10", "14:11"))
            .Runs(Twin, except: ("14:10", "14:12"));
        var analysis = account.RunTask(Long, "14:10:05", cut).RunTask(Twin, "14:11:05", cut).Analyse();
        Assert.Equal((60, 59, 1), (analysis.Counts(Long).Ran, analysis.Counts(Twin).Ran, analysis.Counts(Twin).Missed));
    }

    [Fact]
    public void AStartedByThatNamesNoScheduleIsToldApartByFamily() =>
        Assert.Equal(
            60,
            new TestAccount()
                .Schedule("job")
                .Runs("job", except: ("14:10", "14:11"))
                .RunTask("job", "14:10:05", "chronos-schedule/renamed")
                .Analyse()
                .Counts("job")
                .Ran
        );

    [Fact]
    public void SchedulesOfOneGroupAreToldApartByContainer()
    {
        var analysis = new TestAccount()
            .Schedule("a", group: "/shared")
            .Schedule("b", group: "/shared")
            .Runs("a", group: "/shared")
            .Runs("b", group: "/shared", except: ("14:10", "14:20"))
            .Analyse();
        Assert.Equal((60, 50, 10), (analysis.Counts("a").Ran, analysis.Counts("b").Ran, analysis.Counts("b").Missed));
    }

    [Fact]
    public void SchedulesOfOneContainerAreToldApartByStreamPrefix()
    {
        var account = new TestAccount()
            .TaskDefinition("a", "/shared", "blue", containers: "app")
            .TaskDefinition("b", "/shared", "green", containers: "app")
            .Schedule("a", "rate(5 minutes)")
            .Schedule("b", "rate(5 minutes)");
        for (var minute = 0; minute < 60; minute += 5)
        {
            account
                .Stream("/shared", $"blue/app/{account.NextTask()}", $"13:{minute:00}:05")
                .Stream("/shared", $"green/app/{account.NextTask()}", $"13:{minute:00}:05")
                .Stream("/shared", $"blue/app/{account.NextTask()}", $"14:{minute:00}:05");
        }

        var analysis = account.Analyse();
        Assert.Equal((12, 12), (analysis.Counts("a").Ran, analysis.Counts("b").Missed));
    }

    [Fact]
    public void OneRunForTwoSchedulesThatCannotBeToldApartIsUnknownForBoth()
    {
        var analysis = Alike().Runs("family").Runs("family", delaySeconds: 11, except: ("14:10", "14:20")).Analyse();
        Assert.Equal((50, 10, 0), (analysis.Counts("a").Ran, analysis.Counts("a").Unknown, analysis.Counts("a").Missed));
        Assert.Equal(analysis.Counts("a"), analysis.Counts("b"));
        Assert.Contains(analysis["a"].Notices, n => n.Contains("cannot be told apart", StringComparison.Ordinal));
    }

    [Fact]
    public void NoRunForTwoSchedulesThatCannotBeToldApartIsMissedByBoth()
    {
        var analysis = Alike()
            .Runs("family", except: ("14:10", "14:20"))
            .Runs("family", delaySeconds: 11, except: ("14:10", "14:20"))
            .Analyse();
        Assert.Equal((10, 10), (analysis.Counts("a").Missed, analysis.Counts("b").Missed));
    }

    [Fact]
    public void TheSchedulersMarkTellsSchedulesOfOneTaskDefinitionApart()
    {
        var account = Alike().Runs("family", except: ("14:10", "14:11")).Runs("family", delaySeconds: 11, except: ("14:10", "14:11"));
        var analysis = account.RunTask("family", "14:10:05", "chronos-schedule/b").Analyse();
        Assert.Equal((59, 1), (analysis.Counts("a").Ran, analysis.Counts("a").Missed));
        Assert.Equal((60, 0), (analysis.Counts("b").Ran, analysis.Counts("b").Missed));
    }

    [Fact]
    public void WithADeniedTaskDefinitionSchedulesOfOneFamilyAreAlike()
    {
        var account = new TestAccount().LogGroup("/ecs/family");
        foreach (var name in new[] { "a", "b" })
            account.Record("scheduler", "GetSchedule", new { Name = name }, TestAccount.Configuration(name, family: "family"));
        var analysis = account.Runs("family").Analyse();
        Assert.Equal((60, 60), (analysis.Counts("a").Unknown, analysis.Counts("b").Unknown));
    }

    private static TestAccount Alike() => new TestAccount().Schedule("a", family: "family").Schedule("b", family: "family");
}
