using IncidentKit.Executions.Reading;

namespace IncidentKit.Tests.Executions;

/// <summary>When an execution started, and what makes two sightings one execution.</summary>
public sealed class StartTimeTests
{
    private const string ByScheduler = "chronos-schedule/job";
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void TheRunTaskEventIsBetterThanEcsAndEcsIsBetterThanTheStream()
    {
        var all = new TestAccount()
            .Schedule("job")
            .Stream("/ecs/job", $"ecs/job/{Id}", "14:05:40")
            .Task("job", "14:05:09", ByScheduler, Id)
            .RunTask("job", "14:05:07", ByScheduler, tasks: Id);
        Assert.Equal(TestAccount.T("14:05:07"), Single(all).StartedAt);

        var noEvent = new TestAccount()
            .Schedule("job")
            .Stream("/ecs/job", $"ecs/job/{Id}", "14:05:40")
            .Task("job", "14:05:09", ByScheduler, Id);
        Assert.Equal(TestAccount.T("14:05:09"), Single(noEvent).StartedAt);
    }

    [Fact]
    public void StreamTaskAndEventOfOneTaskAreOneExecution()
    {
        var run = Single(
            new TestAccount()
                .Schedule("job")
                .Stream("/ecs/job", $"ecs/job/{Id}", "14:05:40")
                .Task("job", "14:05:09", ByScheduler, Id)
                .RunTask("job", "14:05:07", ByScheduler, tasks: Id)
        );
        Assert.Equal(ExecutionSources.RunTaskEvent | ExecutionSources.Task | ExecutionSources.LogStream, run.Sources);
        Assert.Equal(ExecutionOutcome.Succeeded, run.Outcome);
    }

    [Fact]
    public void SeveralContainersOfOneTaskAreOneExecution()
    {
        var account = new TestAccount()
            .TaskDefinition("job", containers: ["app", "sidecar"])
            .Schedule("job")
            .Stream("/ecs/job", $"ecs/app/{Id}", "14:05:40")
            .Stream("/ecs/job", $"ecs/sidecar/{Id}", "14:05:35");
        Assert.Equal(TestAccount.T("14:05:35"), Single(account).StartedAt);
    }

    [Fact]
    public void AStreamCreatedBeforeItsFirstEventStartedThen() =>
        Assert.Equal(
            TestAccount.T("14:05:30"),
            Single(new TestAccount().Schedule("job").Stream("/ecs/job", $"ecs/job/{Id}", "14:05:40", created: "14:05:30")).StartedAt
        );

    [Fact]
    public void AStreamCreatedAfterItsFirstEventIsAnImport() =>
        Assert.Equal(
            TestAccount.T("14:05:40"),
            Single(new TestAccount().Schedule("job").Stream("/ecs/job", $"ecs/job/{Id}", "14:05:40", created: "17:00")).StartedAt
        );

    [Fact]
    public void AStreamsStartIsLessTheUsualDelaySoThatASlowContainerIsNotTakenForTheNextRun()
    {
        // Containers come up 50 s after the call; one took 75 s.
        var account = new TestAccount()
            .Schedule("job")
            .Runs("job", delaySeconds: 50, except: ("14:10", "14:11"))
            .Streams("job", "14:11:15");
        Assert.Equal(60, account.Analyse().Counts("job").Ran);
    }

    [Fact]
    public void TheUsualDelayIsMeasuredWhereARunShowsBoth()
    {
        // One run shows the call at :02 and its stream at :47, so all streams started 45 s earlier than they say.
        var account = new TestAccount()
            .Schedule("job")
            .Runs("job", delaySeconds: 47, except: ("14:20", "14:21"))
            .RunTask("job", "14:20:02", ByScheduler, tasks: Id)
            .Stream("/ecs/job", $"ecs/job/{Id}", "14:20:47");
        var analysis = account.Analyse();
        Assert.Equal(Duration.FromSeconds(45), analysis.Ledger.StreamDelay(0));
        Assert.Equal(60, analysis.Counts("job").Ran);
    }

    [Theory]
    [InlineData("access-log")]
    [InlineData("job/0123456789abcdef0123456789abcdef")]
    [InlineData("web/job/0123456789abcdef0123456789abcdef")]
    [InlineData("ecs/other/0123456789abcdef0123456789abcdef")]
    public void AStreamNotNamedAsTheTaskDefinitionSaysIsActivityAndNoRun(string stream) =>
        Assert.Equal(0, new TestAccount().Schedule("job").Stream("/ecs/job", stream, "14:05:10").Analyse().Ledger.Of(0).Length);

    [Fact]
    public void AGroupOfSuchStreamsNeverMakesASlotMissed()
    {
        var account = new TestAccount().Schedule("job");
        foreach (var minute in Enumerable.Range(0, 50))
            account.Stream("/ecs/job", $"application-{minute}", $"13:{minute:00}");
        var counts = account.Analyse().Counts("job");
        Assert.Equal((60, 60, 0), (counts.Expected, counts.Unknown, counts.Missed));
    }

    [Fact]
    public void WithADeniedTaskDefinitionAContainerNamedAsTheFamilyIsItsRunButSilenceProvesNothing()
    {
        var account = new TestAccount().LogGroup("/ecs/job");
        account
            .Record("scheduler", "GetSchedule", new { Name = "job" }, TestAccount.Configuration("job"))
            .Runs("job", except: ("14:10", "14:20"));
        var counts = account.Analyse().Counts("job");
        Assert.Equal((50, 10, 0), (counts.Ran, counts.Unknown, counts.Missed));
    }

    [Fact]
    public void TasksOfAnEcsServiceAreNoRuns() =>
        Assert.Equal(0, new TestAccount().Schedule("job").Task("job", "14:05:09", "ecs-svc/123", Id).Analyse().Ledger.Of(0).Length);

    private static Execution Single(TestAccount account)
    {
        var runs = account.Analyse().Ledger.Of(0);
        Assert.Equal(1, runs.Length);
        return runs[0];
    }
}
