using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Inputs;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Check;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Reports;

/// <summary>What <c>check</c> makes of accounts in the window 14:00 to 15:00 of 2026-01-29, with everything asked three hours later.</summary>
public sealed class CheckTests
{
    [Fact]
    public void AScheduleThatRanWhenItWasLastDueIsSound()
    {
        var report = Check(new TestAccount().Schedule("job").Created("job").Runs("job"));
        Assert.Equal(
            ("ready", "sound", "2026-01-29T15:29:00Z", "ran"),
            (Verdict(report), One(report, "verdict"), One(report, "lastDue"), One(report, "lastRun"))
        );
        Assert.Equal(["1 scheduled job started when last due (us-west-2)"], Reasons(report));
        Assert.Equal(
            ("XNYS", "2026-01-30T14:30:00Z", "PT23H30M"),
            (
                report.GetProperty("market").GetString(),
                report.GetProperty("nextOpen").GetString(),
                report.GetProperty("timeToNextOpen").GetString()
            )
        );
    }

    [Fact]
    public void AnAccountInWhichNothingIsSwitchedOnIsNotReady()
    {
        var report = Check(
            new TestAccount().Schedule("a", change: s => s["State"] = "DISABLED").Schedule("b", change: s => s["State"] = "DISABLED")
        );
        Assert.Equal("unknown", Verdict(report));
        Assert.Equal(["no schedule that is needed is switched on"], Reasons(report));
    }

    [Fact]
    public void ALostRunIsBroken()
    {
        var report = Check(new TestAccount().Schedule("job").Created("job").Runs("job", except: ("14:40", "18:00")));
        Assert.Equal(("notReady", "broken", "missed"), (Verdict(report), One(report, "verdict"), One(report, "lastRun")));
        Assert.Equal(["job: it has not run since 2026-01-29T14:40:00Z"], Reasons(report));
    }

    [Fact]
    public void ATargetThatIsGoneIsNotReadyThoughTheLastRunStarted()
    {
        var report = Check(
            new TestAccount()
                .Cluster(TestAccount.Good, "INACTIVE")
                .Schedule("job")
                .Created("job")
                .Event("14:59:30", "DeleteCluster", new { cluster = "main" })
                .Runs("job", except: ("15:00", "18:00"))
        );
        Assert.Equal(
            [
                "job: IK2001 cluster-not-found fits, though the last run started: arn:aws:ecs:us-west-2:123456789012:cluster/main, which is INACTIVE",
            ],
            Reasons(report)
        );
        Assert.Equal("unknown", Verdict(report));
    }

    [Fact]
    public void AFaultThatWasMendedIsNotBroken()
    {
        var account = new TestAccount()
            .Cluster(TestAccount.Gone, null)
            .Schedule("job", change: s => s["LastModificationDate"] = "2026-01-29T14:19:40Z")
            .Created("job")
            .Updated("job", "14:09:40", s => TestAccount.SendTo(s, TestAccount.Gone))
            .Updated("job", "14:19:40")
            .Runs("job", except: ("14:10", "14:20"));
        var report = Check(account, since: "14:19:40");
        Assert.Equal(("ready", "sound", "2026-01-29T14:20:00Z"), (Verdict(report), One(report, "verdict"), One(report, "firstGoodSince")));
    }

    [Fact]
    public void ARepairThatNoRunCouldProveYetIsUnknownAndSaysWhenItCan()
    {
        var report = Check(
            new TestAccount()
                .Schedule("job", "rate(6 hours)", s => s["StartDate"] = "2026-01-12T08:30:00Z")
                .Created("job")
                .Streams("job", "08:30:10", "14:30:10"),
            since: "14:40"
        );
        Assert.Equal(
            ("unknown", JsonValueKind.Null),
            (Verdict(report), report.GetProperty("schedules")[0].GetProperty("firstGoodSince").ValueKind)
        );
        Assert.Equal(["job: not proved since 2026-01-29T14:40:00Z: its next fire time is 2026-01-29T20:30:00Z"], Reasons(report));
    }

    [Fact]
    public void WhatWasNotSeenIsUnknown()
    {
        var report = Check(new TestAccount().Schedule("job").Created("job").Runs("job", except: ("13:00", "18:00")).MorePages("/ecs/job"));
        Assert.Equal(("unknown", "unknown"), (Verdict(report), One(report, "verdict")));
        Assert.Equal(["job: whether its last runs happened is unknown, see coverage"], Reasons(report));
    }

    [Fact]
    public void ADisabledScheduleIsNoFault() =>
        Assert.Equal(
            "ready",
            Verdict(
                Check(
                    new TestAccount()
                        .Schedule("job", change: s => s["State"] = "DISABLED")
                        .Created("job", change: s => s["State"] = "DISABLED")
                        .Schedule("other")
                        .Created("other")
                        .Runs("other")
                )
            )
        );

    [Fact]
    public void AnAccountWithoutSchedulesIsUnknown() => Assert.Equal("unknown", Verdict(Check(new TestAccount())));

    [Fact]
    public void TheMarkdownSaysTheVerdictFirst()
    {
        var report = Check(new TestAccount().Schedule("job").Created("job").Runs("job", except: ("14:40", "18:00")), since: "14:50");
        var lines = new TemplateRenderer().Render("check.md.sbn", report).Split('\n');
        Assert.Equal("# Ready for the open: not ready", lines[0]);
        Assert.Contains(
            "| `job` | broken | enabled | 2026-01-29 14:59:00 UTC | missed | unknown | 2026-01-29 15:00:00 UTC | not yet |",
            lines
        );
    }

    private static JsonElement Check(TestAccount account, string? since = null) =>
        account.Read(bundle =>
            CheckDocument
                .Of(
                    bundle,
                    new AnalysisInputs { ToolVersion = "0.1.0", Settings = Settings.Parse("incidentkit.yaml", "market: XNYS") },
                    since is null ? null : TestAccount.T(since)
                )
                .Model
        );

    private static string? Verdict(JsonElement report) => report.GetProperty("verdict").GetString();

    private static string? One(JsonElement report, string field) =>
        Assert.Single(report.GetProperty("schedules").EnumerateArray().ToList()).GetProperty(field).GetString();

    private static IEnumerable<string?> Reasons(JsonElement report) =>
        report.GetProperty("reasons").EnumerateArray().Select(r => r.GetString());
}
