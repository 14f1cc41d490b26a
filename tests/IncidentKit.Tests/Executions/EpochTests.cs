using System.Text.Json.Nodes;
using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Tests.Executions;

/// <summary>Configurations over time, and which fire times they give.</summary>
public sealed class EpochTests
{
    [Fact]
    public void AChangeInsideTheWindowChangesTheFireTimesFromThenOn()
    {
        var account = new TestAccount()
            .Schedule("job", "rate(5 minutes)", s => s["LastModificationDate"] = "2026-01-29T14:30:30Z")
            .Created("job")
            .Updated("job", "14:30:30", expression: "rate(5 minutes)")
            .Runs("job", except: ("14:31", "15:30"));
        for (var minute = 35; minute < 60; minute += 5)
            account.Streams("job", $"14:{minute}:10");
        Assert.Equal((36, 36), (account.Analyse().Counts("job").Expected, account.Analyse().Counts("job").Ran));
    }

    [Fact]
    public void ARefusedChangeChangedNothing()
    {
        var account = new TestAccount()
            .Schedule("job")
            .Created("job")
            .Updated("job", "14:30:30", s => s["State"] = "DISABLED", error: "AccessDeniedException")
            .Runs("job");
        var analysis = account.Analyse();
        Assert.Equal(60, analysis.Counts("job").Ran);
        Assert.Equal([true, false], analysis["job"].History.Changes.Select(c => c.Succeeded));
    }

    [Fact]
    public void AfterADisableInTheWindowFireTimesGoOnAsNotScheduled()
    {
        var account = new TestAccount()
            .Schedule(
                "job",
                change: s =>
                {
                    s["State"] = "DISABLED";
                    s["LastModificationDate"] = "2026-01-29T14:30:30Z";
                }
            )
            .Created("job")
            .Updated("job", "14:30:30", s => s["State"] = "DISABLED")
            .Runs("job", except: ("14:31", "16:00"));
        var analysis = account.Analyse();
        Assert.Equal((60, 29), (analysis.Counts("job").Expected, analysis.Counts("job").Missed));
        Assert.Equal(FailureLayer.NotScheduled, Assert.Single(analysis["job"].Gaps).Layer);
    }

    [Fact]
    public void AfterADeleteInTheWindowFireTimesGoOnAsNotScheduled()
    {
        var account = new TestAccount()
            .TaskDefinition("job")
            .Created("job")
            .Deleted("job", "14:30:30")
            .Runs("job", except: ("14:31", "16:00"));
        var analysis = account.Analyse();
        Assert.Equal((60, 29), (analysis.Counts("job").Expected, analysis.Counts("job").Missed));
        Assert.Equal((FailureLayer.NotScheduled, true), (Assert.Single(analysis["job"].Gaps).Layer, analysis["job"].History.Deleted));
    }

    [Fact]
    public void ADeletedScheduleThatIsCreatedAgainIsResolvedByThat()
    {
        var account = new TestAccount()
            .Schedule(
                "job",
                change: s =>
                {
                    s["CreationDate"] = "2026-01-29T14:40:30Z";
                    s["LastModificationDate"] = "2026-01-29T14:40:30Z";
                }
            )
            .Created("job")
            .Deleted("job", "14:30:30")
            .Created("job", "14:40:30")
            .Runs("job", except: ("14:31", "14:41"));
        var report = account.Analyse().Report.GetProperty("incident");
        Assert.Equal("2026-01-29T14:40:30Z", report.GetProperty("resolved").GetString());
    }

    [Fact]
    public void AScheduleDisabledThroughoutHasNoFireTimes()
    {
        var account = new TestAccount().Schedule("job", change: s => s["State"] = "DISABLED").Streams("job", "13:00:05");
        Assert.Equal((0, 0), (account.Analyse().Counts("job").Expected, account.Analyse().Counts("job").Missed));
    }

    [Theory]
    [InlineData("ENABLED", "2026-01-12T09:00:00Z", 60)]
    [InlineData("DISABLED", "2026-01-29T16:00:00Z", 60)]
    [InlineData("DISABLED", "2026-01-20T16:00:00Z", 0)]
    public void AListingDoesNotHideWhatTheEventsTell(string state, string modified, int expected)
    {
        // GetSchedule was denied: the listing has the state and its date, and the recorded creation the expression.
        var account = new TestAccount()
            .Created("job")
            .Runs("job")
            .Record(
                "scheduler",
                "ListSchedules",
                new { },
                JsonNode.Parse(
                    $$$"""{"Schedules":[{"Name":"job","GroupName":"default","State":"{{{state}}}","LastModificationDate":"{{{modified}}}","Target":{"Arn":"{{{TestAccount.Good}}}"}}]}"""
                )!
            );
        var runs = account.Analyse()["job"];
        Assert.Equal((expected, "rate(1 minute)"), (runs.Counts.Expected, runs.History.Latest.Expression.Text));
    }

    [Fact]
    public void AnEarlierConfigurationThatItsRunsBearOutIsTakenAsTheFirstKnownOne()
    {
        // Nobody recorded what the change of 14:30:30 changed; the runs before it fit what came after.
        var account = new TestAccount()
            .Schedule("job", change: s => s["LastModificationDate"] = "2026-01-29T14:30:30Z")
            .Runs("job", except: ("14:20", "14:40"));
        var counts = account.Analyse().Counts("job");
        Assert.Equal((40, 0, 20), (counts.Ran, counts.Unknown, counts.Missed));
    }

    [Fact]
    public void AMaskedChangeKeepsTheFireTimesThatTheRunsBearOut()
    {
        var account = new TestAccount()
            .Schedule("job", change: s => s["LastModificationDate"] = "2026-01-29T14:30:31Z")
            .Event(
                "14:30:30",
                "UpdateSchedule",
                new
                {
                    Name = "job",
                    GroupName = "default",
                    Target = "HIDDEN_DUE_TO_SECURITY_REASONS",
                }
            )
            .Runs("job", except: ("14:20", "14:40"));
        var analysis = account.Analyse();
        Assert.Equal((40, 0, 20), (analysis.Counts("job").Ran, analysis.Counts("job").Unknown, analysis.Counts("job").Missed));
        Assert.Single(analysis["job"].History.Changes);
    }

    [Fact]
    public void AScheduleCreatedInTheWindowHasNoFireTimesBefore()
    {
        var account = new TestAccount()
            .Schedule(
                "job",
                change: s =>
                {
                    s["CreationDate"] = "2026-01-29T14:30:30Z";
                    s["LastModificationDate"] = "2026-01-29T14:30:30Z";
                }
            )
            .Created("job", "14:30:30")
            .Runs("job", except: ("13:00", "14:31"));
        Assert.Equal((29, 29), (account.Analyse().Counts("job").Expected, account.Analyse().Counts("job").Ran));
    }
}
