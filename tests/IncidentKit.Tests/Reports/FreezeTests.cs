using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Reports;

/// <summary>What must come out of the scheduler freeze: six schedules stop at 16:36 UTC on 2026-01-29 and run again from 23:02.</summary>
public sealed class FreezeTests
{
    private static readonly string[] Broken =
    [
        "ops-pipeline-dispatcher",
        "ops-pipeline-dispatcher-tiny",
        "ops-pipeline-signal-engine-1m",
        "ops-pipeline-telemetry-ingestor-1m",
        "position-manager-1min",
        "ticker-discovery-6h",
    ];

    private static JsonElement Incident => Freeze.Closed.Report.GetProperty("incident");

    [Fact]
    public void ClosedCountsAreRight()
    {
        Assert.Equal((13, 6, 3521, 1903, 1618, 0, 0), Totals(Freeze.Closed));
        Assert.Equal(2, Freeze.Closed.Report.GetProperty("manualRuns").GetArrayLength());
        Assert.Contains("6 of 13 schedules missed 1,618 of 3,521 expected runs", Freeze.Closed.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenCountsAreRight()
    {
        Assert.Equal((13, 6, 3447, 1846, 1572, 29, 0), Totals(Freeze.Open));
        Assert.Contains("6 of 13 schedules missed 1,572 of 3,447 expected runs", Freeze.Open.Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    public void TheOnsetIsExact(string recording)
    {
        var incident = Freeze.Named(recording).Report.GetProperty("incident");
        Assert.Equal(("2026-01-29T16:37:00Z", false), (Text(incident, "onset"), incident.GetProperty("onsetAtOrBefore").GetBoolean()));
        Assert.Contains("| Onset (first lost run) | 11:37", Freeze.Named(recording).Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("or before 11:37", Freeze.Named(recording).Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ops-pipeline-dispatcher", "16:37", "23:02", 385)]
    [InlineData("ops-pipeline-signal-engine-1m", "16:37", "23:02", 385)]
    [InlineData("ops-pipeline-telemetry-ingestor-1m", "16:37", "23:02", 385)]
    [InlineData("position-manager-1min", "16:37", "23:02", 385)]
    [InlineData("ops-pipeline-dispatcher-tiny", "16:40", "23:05", 77)]
    [InlineData("ticker-discovery-6h", "18:00", "2026-01-30T00:00:00Z", 1)]
    public void ClosedGapIsWhole(string schedule, string start, string end, int missed)
    {
        var gap = Gap(Freeze.Closed, schedule);
        Assert.Equal((Day(start), end.Length > 5 ? end : Day(end), missed, 0), Shape(gap));
        Assert.Contains($"| {missed} | 0 | 0 | refused |", Row(Freeze.Closed, schedule, "refused"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ops-pipeline-dispatcher", "16:37", 374, 7)]
    [InlineData("ops-pipeline-signal-engine-1m", "16:37", 374, 7)]
    [InlineData("ops-pipeline-telemetry-ingestor-1m", "16:37", 374, 7)]
    [InlineData("position-manager-1min", "16:37", 374, 7)]
    [InlineData("ops-pipeline-dispatcher-tiny", "16:40", 75, 1)]
    [InlineData("ticker-discovery-6h", "18:00", 1, 0)]
    public void OpenGapHasNoEnd(string schedule, string start, int missed, int unknown)
    {
        Assert.Equal((Day(start), null, missed, unknown), Shape(Gap(Freeze.Open, schedule)));
        Assert.Contains($"| open | {missed} | 0 | {unknown} |", Row(Freeze.Open, schedule, "open"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    public void OnlyTheSixHaveGaps(string recording) =>
        Assert.Equal(
            Broken,
            Freeze
                .Named(recording)
                .Report.GetProperty("gaps")
                .EnumerateArray()
                .Select(g => Text(g, "schedule"))
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("recoveryStarted", "2026-01-29T23:02:00Z", "| Recovery started (first good run of any schedule) | 18:02")]
    [InlineData("mitigated", "2026-01-29T23:02:00Z", "| Mitigated (no schedule loses a run any more) | 18:02")]
    [InlineData("resolved", "2026-01-29T23:01:40Z", "| Resolved (cause removed) | 18:01:40")]
    [InlineData("detected", "2026-01-29T22:30:00Z", "| Detected | 17:30 (stated by")]
    [InlineData("timeToDetect", "PT5H53M", "5 h 53 min")]
    [InlineData("timeToMitigate", "PT6H25M", "6 h 25 min")]
    [InlineData("timeToResolve", "PT6H24M40S", "6 h 24 min 40 s")]
    [InlineData("duration", "PT6H25M", "Duration of the outage: 6 h 25 min")]
    [InlineData("status", "resolved", "| Status | resolved |")]
    public void ClosedKeyTimesAreRight(string field, string value, string printed)
    {
        Assert.Equal(value, Text(Incident, field));
        Assert.Contains(printed, Freeze.Closed.Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recoveryStarted")]
    [InlineData("mitigated")]
    [InlineData("resolved")]
    [InlineData("timeToMitigate")]
    [InlineData("duration")]
    public void OpenHasNoRecovery(string field) => Assert.Null(Text(Freeze.Open.Report.GetProperty("incident"), field));

    [Fact]
    public void TickerDiscoveryIsProvedByItsRunAfterTheWindow()
    {
        Assert.Empty(Incident.GetProperty("unproven").EnumerateArray());
        var readiness = Freeze.Closed.Report.GetProperty("readiness");
        Assert.Equal("ready", Text(readiness, "verdict"));
        Assert.Equal(
            ["13 scheduled jobs started when last due (us-west-2)"],
            readiness.GetProperty("reasons").EnumerateArray().Select(r => r.GetString())
        );
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    public void OneOutageTriggeredByThePush(string recording)
    {
        var outage = Assert.Single(Freeze.Named(recording).Report.GetProperty("outages").EnumerateArray().ToList());
        Assert.Equal(Broken, outage.GetProperty("schedules").EnumerateArray().Select(s => s.GetString()));
        var trigger = Freeze.Named(recording).Report.GetProperty("incident").GetProperty("trigger");
        Assert.Equal(("2026-01-29T16:36:40Z", "platform-deploy"), (Text(trigger, "at"), Text(trigger, "by")));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    public void OneConfirmedFindingForTheSixExplainsTheOnset(string recording)
    {
        var finding = Assert.Single(Findings(recording), f => Text(f, "ruleId") == "IK2001");
        Assert.Equal(("confirmed", true), (Text(finding, "certainty"), finding.GetProperty("explainsOnset").GetBoolean()));
        Assert.Equal(Broken, finding.GetProperty("subjects").EnumerateArray().Select(s => s.GetString()));
        Assert.Contains("an ACTIVE cluster", Text(finding, "expected"), StringComparison.Ordinal);
        Assert.Contains(":cluster/ops-pipeline-cluster", Text(finding, "expected"), StringComparison.Ordinal);
        Assert.Contains(":cluster/ops-pipeline, which does not exist", Text(finding, "found"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    public void NoScheduleHasADeadLetterQueue(string recording) =>
        Assert.Equal(13, Assert.Single(Findings(recording), f => Text(f, "ruleId") == "IK5002").GetProperty("subjects").GetArrayLength());

    [Fact]
    public void ThereIsNoOtherFinding() => Assert.Equal(["IK2001", "IK5002", "IK5004"], Findings("closed").Select(f => Text(f, "ruleId")));

    [Fact]
    public void BeforeAndAfterAreSideBySide() =>
        Assert.Contains(
            Freeze.Closed.Markdown.Split('\n'),
            l => l.Contains("| `cluster/ops-pipeline-cluster` | `cluster/ops-pipeline` |", StringComparison.Ordinal)
        );

    [Fact]
    public void TheChangeOf2047DidNotTouchTheFault()
    {
        var row = Assert.Single(
            Freeze.Closed.Report.GetProperty("timeline").EnumerateArray().ToList(),
            r => Text(r, "at") == "2026-01-29T20:47:10Z"
        );
        Assert.EndsWith("it did not touch the fault", Text(row, "text"), StringComparison.Ordinal);
        Assert.Contains("20:47:10", Freeze.Closed.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void ClosedHasNothingLeftToFixAndSaysSo()
    {
        Assert.Equal(0, Freeze.Closed.Report.GetProperty("repairs").GetArrayLength());
        Assert.Contains("Nothing is left to fix", Freeze.Closed.FixScript, StringComparison.Ordinal);
        Assert.Contains("Nothing is left to fix", Freeze.Closed.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenRepairsTheSixWithTheClusterTheirSiblingsUse()
    {
        var repairs = Freeze.Open.Report.GetProperty("repairs").EnumerateArray().ToList();
        Assert.Equal(
            [
                "ops-pipeline-telemetry-ingestor-1m dataCollection",
                "ticker-discovery-6h dataCollection",
                "ops-pipeline-signal-engine-1m signalGeneration",
                "position-manager-1min positionMonitoring",
                "ops-pipeline-dispatcher trading",
                "ops-pipeline-dispatcher-tiny trading",
            ],
            repairs.Select(r => $"{Text(r, "schedule")} {Text(r, "role")}")
        );
        Assert.All(
            repairs,
            r =>
            {
                Assert.EndsWith(":cluster/ops-pipeline-cluster", Text(r, "newValue"), StringComparison.Ordinal);
                Assert.Contains("other schedules run there", Text(r, "newValueSource"), StringComparison.Ordinal);
                Assert.Contains("platform-deploy", Text(r, "newValueSource"), StringComparison.Ordinal);
            }
        );
        Assert.Equal(6, Freeze.Open.FixScript.Split('\n').Count(l => l.StartsWith("repair '", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("dispatcher", 263, 122)]
    [InlineData("dispatcher-tiny", 260, 125)]
    [InlineData("position-manager", 263, 122)]
    [InlineData("signal-engine", 263, 122)]
    [InlineData("telemetry-ingestor", 263, 122)]
    public void MarketMinutesLostAreRight(string service, int regular, int post)
    {
        var loss = Assert.Single(
            Market(Freeze.Closed).GetProperty("services").EnumerateArray().ToList(),
            s => Text(s, "service") == service
        );
        Assert.Equal(
            (0, regular, post, regular),
            (Minutes("preMinutesLost"), Minutes("regularMinutesLost"), Minutes("postMinutesLost"), Minutes("tradableMinutesLost"))
        );
        Assert.Contains(
            $"| 0 | {regular} | {post} | {regular} |",
            Freeze.Closed.Markdown.Split('\n').First(l => l.StartsWith($"| `{service}` |", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );

        int Minutes(string field) => loss.GetProperty(field).GetInt32();
    }

    [Fact]
    public void TheOnsetIsMidSession()
    {
        var session = Market(Freeze.Closed).GetProperty("sessions")[0];
        Assert.Equal(
            ("2026-01-29", "regular", "2026-01-29T14:30:00Z", "2026-01-29T21:00:00Z"),
            (Text(session, "date"), Text(session, "phase"), Text(session, "open"), Text(session, "close"))
        );
        Assert.Contains(
            Freeze.Closed.Report.GetProperty("timeline").EnumerateArray(),
            r => Text(r, "local") == "2026-01-29 11:37:00 EST" && Text(r, "text")!.StartsWith("First missed run", StringComparison.Ordinal)
        );
        Assert.Contains("| 16:00 | 21:00:00 | XNYS closes |", Freeze.Closed.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNextOpenIsCountedFromTheMeasuredRecovery()
    {
        Assert.Equal(
            ("2026-01-30T14:30:00Z", "PT15H28M"),
            (Text(Market(Freeze.Closed), "nextOpen"), Text(Market(Freeze.Closed), "timeToNextOpen"))
        );
        Assert.Contains("Next open: 30 January 09:30", Freeze.Closed.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void TelemetryLacksItsBars()
    {
        var data = Assert.Single(Freeze.Closed.Report.GetProperty("impact").GetProperty("data").EnumerateArray().ToList());
        Assert.Equal(
            (9750, 6575, 263, true),
            (
                data.GetProperty("expected").GetInt32(),
                data.GetProperty("missing").GetInt32(),
                data.GetProperty("perSymbol").GetInt32(),
                data.GetProperty("recoverable").GetBoolean()
            )
        );
        var window = Assert.Single(data.GetProperty("windows").EnumerateArray().ToList());
        Assert.Equal((Day("16:37"), Day("21:00")), (Text(window, "start"), Text(window, "end")));
        Assert.Contains("| 9,750 | 6,575 (263 a symbol) |", Freeze.Closed.Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    public void FinancialImpactIsTheExposureWhileNobodyWatched(string recording)
    {
        var financial = Freeze.Named(recording).Report.GetProperty("impact").GetProperty("financial");
        Assert.Equal("measured", Text(financial, "status"));
        Assert.StartsWith(
            "trading was down for 260 tradable minutes of XNYS and degraded for 3 more",
            Text(financial, "reason"),
            StringComparison.Ordinal
        );
        var positions = financial.GetProperty("exposure").GetProperty("positions").EnumerateArray().ToList();
        Assert.Equal(["MADEUP.A", "MADEUP.B", "MADEUP.C"], positions.Select(p => Text(p, "symbol")));
        Assert.All(positions, p => Assert.Equal("2026-01-29T16:40:00Z", Text(p, "startAt")));
        // What was worth how much is measured; what was lost by it is not.
        Assert.All(financial.GetProperty("items").EnumerateArray(), i => Assert.Equal("unknown", Text(i, "status")));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    public void Documents(string recording)
    {
        var freeze = Freeze.Named(recording);
        var parameter = $"recording={recording}";
        Assert.Multiple(
            () => Snapshot.Verify(freeze.Json, "json", parameter),
            () => Snapshot.Verify(freeze.Markdown, "md", parameter),
            () => Snapshot.Verify(freeze.Html, "html", parameter),
            () => Snapshot.Verify(freeze.Runbook, "runbook.md", parameter),
            () => Snapshot.Verify(freeze.FixScript, "sh", parameter)
        );
    }

    private static (int, int, int, int, int, int, int) Totals(Freeze freeze)
    {
        var totals = freeze.Report.GetProperty("totals");
        return (Of("schedules"), Of("schedulesWithMissedRuns"), Of("expected"), Of("ran"), Of("missed"), Of("unknown"), Of("extra"));

        int Of(string name) => totals.GetProperty(name).GetInt32();
    }

    private static List<JsonElement> Findings(string recording) =>
        [.. Freeze.Named(recording).Report.GetProperty("findings").EnumerateArray()];

    private static JsonElement Market(Freeze freeze) => freeze.Report.GetProperty("impact").GetProperty("markets")[0];

    private static JsonElement Gap(Freeze freeze, string schedule) =>
        Assert.Single(freeze.Report.GetProperty("gaps").EnumerateArray().ToList(), g => Text(g, "schedule") == schedule);

    private static (string?, string?, int, int) Shape(JsonElement gap) =>
        (Text(gap, "start"), Text(gap, "end"), gap.GetProperty("missed").GetInt32(), gap.GetProperty("unknown").GetInt32());

    private static string Day(string time) => $"2026-01-29T{time}:00Z";

    private static string Row(Freeze freeze, string schedule, string word) =>
        freeze
            .Markdown.Split('\n')
            .First(l => l.StartsWith($"| `{schedule}`", StringComparison.Ordinal) && l.Contains($"| {word} |", StringComparison.Ordinal));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
