using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Reports.Check;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Reports;

/// <summary><c>check BUNDLE --as-of T</c>: what would have been said then. Window 14:00 to 15:00, asked at 18:00.</summary>
public sealed class CheckAsOfTests
{
    /// <summary>The loss came after the asked time: nobody could know of it.</summary>
    [Fact]
    public void LaterLossIsNotKnown()
    {
        var account = new TestAccount().Schedule("job").Created("job").Runs("job", except: ("14:40", "18:00"));
        Assert.Equal("notReady", Verdict(AsOf(account, "18:00")));
        var then = AsOf(account, "14:40");
        Assert.Equal(("ready", "ran"), (Verdict(then), One(then, "lastRun")));
        Assert.Equal("2026-01-29T14:40:00Z", then.GetProperty("at").GetString());
        Assert.Equal("2026-01-29T18:00:00Z", then.GetProperty("recordedAt").GetString());
    }

    /// <summary>The runs came back after the asked time: then it was not running.</summary>
    [Fact]
    public void LaterRecoveryIsNotKnown()
    {
        var account = new TestAccount("11:00", "15:00").Schedule("job").Created("job").Runs("job", except: ("11:30", "14:30"));
        var then = AsOf(account, "14:20");
        Assert.NotEqual("ready", Verdict(then));
        Assert.DoesNotContain("14:30", then.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>It was disabled later; by its last change before it was enabled.</summary>
    [Fact]
    public void AScheduleIsWhatItsLastChangeBeforeHas()
    {
        var account = new TestAccount()
            .Schedule(
                "job",
                change: s =>
                {
                    s["State"] = "DISABLED";
                    s["LastModificationDate"] = "2026-01-29T14:40:30Z";
                }
            )
            .Created("job")
            .Updated("job", "14:40:30", s => s["State"] = "DISABLED")
            .Runs("job", except: ("14:41", "18:00"));
        Assert.Equal("disabled", One(AsOf(account, "18:00"), "state"));
        var then = AsOf(account, "14:40");
        Assert.Equal(("ready", "enabled"), (Verdict(then), One(then, "state")));
    }

    /// <summary>What the cluster was before its deletion is not recorded: that is said, and not the state of later.</summary>
    [Fact]
    public void AStateThatALaterChangeIsRecordedOfIsNotTold()
    {
        var account = new TestAccount()
            .Cluster(TestAccount.Good, "INACTIVE")
            .Schedule("job")
            .Created("job")
            .Event("14:50:30", "DeleteCluster", new { cluster = "main" })
            .Runs("job", except: ("14:51", "18:00"));
        var then = AsOf(account, "14:50");
        Assert.Equal("ready", Verdict(then));
        Assert.Equal(
            ["ecs.clusters: DeleteCluster of main at 2026-01-29T14:50:30Z came later: what it was before is not recorded"],
            then.GetProperty("notTold").EnumerateArray().Select(n => n.GetString())
        );
    }

    [Theory]
    [InlineData("14:00")]
    [InlineData("18:01")]
    public void ATimeThatIsNotInTheRecordingIsRefused(string at) =>
        Assert.Contains(
            "is not in what bundle holds: after 2026-01-29T14:00:00Z, to its recording at 2026-01-29T18:00:00Z",
            Assert.Throws<InputException>(() => AsOf(new TestAccount().Schedule("job").Created("job").Runs("job"), at)).Message,
            StringComparison.Ordinal
        );

    private static JsonElement AsOf(TestAccount account, string at) =>
        account.Read(bundle =>
            CheckDocument.AsOf(bundle, new AnalysisInputs { ToolVersion = "0.1.0" }, null, TestAccount.T(at), Duration.FromHours(25)).Model
        );

    private static string? Verdict(JsonElement report) => report.GetProperty("verdict").GetString();

    private static string? One(JsonElement report, string field) =>
        Assert.Single(report.GetProperty("schedules").EnumerateArray().ToList()).GetProperty(field).GetString();
}
