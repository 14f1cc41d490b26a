using System.Text.Json.Nodes;
using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Diagnosis;

/// <summary>When each rule speaks, how sure it is, and whether it explains the onset.</summary>
public sealed class FindingTests
{
    private const string BrokenAt = "14:09:40";
    private const string MendedAt = "14:19:40";

    [Fact]
    public void AClusterPushedAwayAndPutBackIsConfirmedAndExplainsTheOnset()
    {
        var account = new TestAccount()
            .Cluster(TestAccount.Gone, null)
            .Schedule("job", change: Modified(MendedAt))
            .Created("job")
            .Updated("job", BrokenAt, s => TestAccount.SendTo(s, TestAccount.Gone))
            .Updated("job", MendedAt)
            .Runs("job", except: ("14:10", "14:20"));
        var finding = account.Analyse().Finding("IK2001");
        Assert.Equal((Certainty.Confirmed, true, Severity.High), (finding.Certainty, finding.ExplainsOnset, finding.Severity));
        Assert.Equal($"an ACTIVE cluster, as before: {TestAccount.Good}", finding.Expected);
        Assert.Equal($"{TestAccount.Gone}, which does not exist", finding.Found);
    }

    [Fact]
    public void AClusterThatIsGoneAndUnderWhichNothingRanIsConfirmedByItsPresentState()
    {
        var finding = StillBroken(new TestAccount().Cluster(TestAccount.Gone, null)).Analyse().Finding("IK2001");
        Assert.Equal((Certainty.Confirmed, true), (finding.Certainty, finding.ExplainsOnset));
    }

    [Fact]
    public void OneFindingNamesAllSchedulesOfTheFault()
    {
        var account = StillBroken(new TestAccount().Cluster(TestAccount.Gone, null), "b");
        var finding = StillBroken(account, "a").Analyse().Finding("IK2001");
        Assert.Equal((Severity.Critical, "a b"), (finding.Severity, string.Join(' ', finding.Subjects.Select(s => s.Name))));
    }

    [Fact]
    public void AFaultOlderThanTheLastGoodRunIsSupportedAtMostAndExplainsNothing()
    {
        // The cluster named since the 12th is gone now, and yet runs went on until 14:10.
        var account = new TestAccount()
            .Cluster(TestAccount.Gone, null)
            .Schedule("job", change: s => TestAccount.SendTo(s, TestAccount.Gone))
            .Created("job", change: s => TestAccount.SendTo(s, TestAccount.Gone))
            .Runs("job", except: ("14:10", "16:00"));
        var analysis = account.Analyse();
        Assert.Equal((Certainty.Supported, false), (analysis.Finding("IK2001").Certainty, analysis.Finding("IK2001").ExplainsOnset));
        Assert.Contains(
            analysis.Report.GetProperty("basis").EnumerateArray(),
            b => b.GetProperty("pointer").GetString() == "/incident/trigger" && b.GetProperty("kind").GetString() == "unknown"
        );
    }

    [Fact]
    public void AClusterDeletedBetweenTheLastGoodAndTheFirstMissedRunExplainsTheOnsetAndIsTheTrigger()
    {
        var account = new TestAccount()
            .Cluster(TestAccount.Good, "INACTIVE")
            .Schedule("job")
            .Created("job")
            .Event(BrokenAt, "DeleteCluster", new { cluster = "main" })
            .Runs("job", except: ("14:10", "16:00"));
        var analysis = account.Analyse();
        Assert.Equal((Certainty.Confirmed, true), (analysis.Finding("IK2001").Certainty, analysis.Finding("IK2001").ExplainsOnset));
        Assert.Equal("DeleteCluster", analysis.Report.GetProperty("incident").GetProperty("trigger").GetProperty("action").GetString());
    }

    [Fact]
    public void AnUpdateOfUnknownExtentToTheMissingClusterExplainsTheOnset()
    {
        // The creation is past CloudTrail's 90 days, so what the update changed is not known, but it named the missing cluster.
        var account = new TestAccount()
            .Cluster(TestAccount.Gone, null)
            .Schedule(
                "job",
                change: s =>
                {
                    TestAccount.SendTo(s, TestAccount.Gone);
                    Modified(BrokenAt)(s);
                }
            )
            .Updated("job", BrokenAt, s => TestAccount.SendTo(s, TestAccount.Gone))
            .Runs("job", except: ("14:10", "16:00"));
        Assert.True(account.Analyse().Finding("IK2001").ExplainsOnset);
    }

    [Fact]
    public void AWrongLookingClusterThatIsActiveIsNoFinding()
    {
        const string odd = "arn:aws:ecs:us-west-2:123456789012:cluster/mian";
        var account = new TestAccount()
            .Cluster(odd, "ACTIVE")
            .Schedule("job", change: s => TestAccount.SendTo(s, odd))
            .Runs("job", except: ("14:10", "16:00"));
        Assert.DoesNotContain(account.Analyse().Findings, f => f.RuleId == "IK2001");
    }

    [Fact]
    public void ADeniedDescribeClustersIsNotExcluded()
    {
        var finding = StillBroken(new TestAccount { ClustersDenied = true }).Analyse().Finding("IK2001");
        Assert.Equal(
            (Certainty.NotExcluded, false, "unknown: ecs.clusters was not collected"),
            (finding.Certainty, finding.ExplainsOnset, finding.Found)
        );
    }

    [Fact]
    public void APinnedTaskDefinitionThatWasDeregisteredExplainsTheOnset()
    {
        var account = new TestAccount()
            .TaskDefinition("job", status: "INACTIVE")
            .Schedule("job")
            .Created("job")
            .Event(BrokenAt, "DeregisterTaskDefinition", new { taskDefinition = TestAccount.Definition("job") })
            .Runs("job", except: ("14:10", "16:00"));
        var finding = account.Analyse().Finding("IK2002");
        Assert.Equal((Certainty.Confirmed, true), (finding.Certainty, finding.ExplainsOnset));
    }

    [Fact]
    public void AnInactiveTaskDefinitionUnderWhichRunsGoOnLostNothing()
    {
        var finding = new TestAccount().TaskDefinition("job", status: "INACTIVE").Schedule("job").Runs("job").Analyse().Finding("IK2002");
        Assert.Equal((Certainty.Supported, false, Severity.Medium), (finding.Certainty, finding.ExplainsOnset, finding.Severity));
    }

    [Fact]
    public void AFunctionThatWasDeletedExplainsTheOnset()
    {
        var minutes = Enumerable
            .Range(0, 70)
            .Select(m =>
                (TestAccount.T("13:00") + Duration.FromMinutes(m)).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)
            );
        var arn = TestAccount.Function("job");
        var account = new TestAccount()
            .Schedule("job", change: s => s["Target"] = new JsonObject { ["Arn"] = arn })
            .Created("job", change: s => s["Target"] = new JsonObject { ["Arn"] = arn })
            .Event(BrokenAt, "DeleteFunction20150331", new { functionName = arn })
            .Invocations("job", minutes.Select(m => (m, 1)));
        account.Record(
            "lambda",
            "GetFunctionConfiguration",
            new { FunctionName = arn },
            JsonNode.Parse("""{"Type":"User","Message":"Function not found"}""")!,
            404
        );
        var finding = account.Analyse().Finding("IK2004");
        Assert.Equal(
            (Certainty.Confirmed, true, $"{arn}, which does not exist"),
            (finding.Certainty, finding.ExplainsOnset, finding.Found)
        );
    }

    [Fact]
    public void AScheduleDisabledInTheWindowIsConfirmedWithItsChange()
    {
        var account = new TestAccount()
            .Schedule(
                "job",
                change: s =>
                {
                    s["State"] = "DISABLED";
                    Modified(BrokenAt)(s);
                }
            )
            .Created("job")
            .Updated("job", BrokenAt, s => s["State"] = "DISABLED", by: "ops-admin")
            .Runs("job", except: ("14:10", "16:00"));
        var finding = account.Analyse().Finding("IK1001");
        Assert.Equal(
            (Certainty.Confirmed, true, $"State DISABLED, set by ops-admin at 2026-01-29T{BrokenAt}Z"),
            (finding.Certainty, finding.ExplainsOnset, finding.Found)
        );
    }

    [Fact]
    public void AScheduleDisabledThroughoutIsNoFinding() =>
        Assert.DoesNotContain(
            new TestAccount().Schedule("job", change: s => s["State"] = "DISABLED").Streams("job", "13:00:05").Analyse().Findings,
            f => f.RuleId == "IK1001"
        );

    [Fact]
    public void AScheduleDeletedInTheWindowIsConfirmedWithItsEvent()
    {
        var finding = new TestAccount()
            .TaskDefinition("job")
            .Created("job")
            .Deleted("job", BrokenAt)
            .Runs("job", except: ("14:10", "16:00"))
            .Analyse()
            .Finding("IK1002");
        Assert.Equal(
            (Certainty.Confirmed, true, $"none: deleted by platform-deploy at 2026-01-29T{BrokenAt}Z"),
            (finding.Certainty, finding.ExplainsOnset, finding.Found)
        );
    }

    [Theory]
    [InlineData("EndDate", "2026-01-29T14:10:00Z", "EndDate 2026-01-29T14:10:00Z, before the end of the window")]
    [InlineData("StartDate", "2026-02-01T00:00:00Z", "StartDate 2026-02-01T00:00:00Z, at or after the end of the window")]
    public void AnEnabledScheduleOutsideItsDatesIsFound(string field, string date, string found) =>
        Assert.Equal(found, new TestAccount().Schedule("job", change: s => s[field] = date).Runs("job").Analyse().Finding("IK1003").Found);

    [Fact]
    public void AScheduleWithinItsDatesIsNot() =>
        Assert.DoesNotContain(
            new TestAccount().Schedule("job", change: s => s["EndDate"] = "2027-01-01T00:00:00Z").Runs("job").Analyse().Findings,
            f => f.RuleId == "IK1003"
        );

    [Fact]
    public void SchedulesWithoutADeadLetterQueueAreNamedAndNeverExplainAnything()
    {
        var account = new TestAccount()
            .Schedule(
                "with",
                change: s => s["Target"]!["DeadLetterConfig"] = new JsonObject { ["Arn"] = "arn:aws:sqs:us-west-2:123456789012:dead" }
            )
            .Schedule("without")
            .Runs("without", except: ("14:10", "14:20"));
        var finding = account.Analyse().Finding("IK5002");
        Assert.Equal(
            ("without", false, Severity.Low),
            (string.Join(' ', finding.Subjects.Select(s => s.Name)), finding.ExplainsOnset, finding.Severity)
        );
    }

    private static TestAccount StillBroken(TestAccount account, string name = "job") =>
        account
            .Schedule(
                name,
                change: s =>
                {
                    TestAccount.SendTo(s, TestAccount.Gone);
                    Modified(BrokenAt)(s);
                }
            )
            .Created(name)
            .Updated(name, BrokenAt, s => TestAccount.SendTo(s, TestAccount.Gone))
            .Runs(name, except: ("14:10", "16:00"));

    private static Action<JsonObject> Modified(string at) => s => s["LastModificationDate"] = $"2026-01-29T{at}Z";
}
