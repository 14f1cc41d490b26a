using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Testing;
using Microsoft.AspNetCore.Http;

namespace IncidentKit.Cli.Tests;

/// <summary>The whole way from an account to its report, against the emulator: what comes out equals the demo, whose values FreezeTests check.</summary>
public sealed class CollectThenReportTests
{
    public sealed class WhileItIsBroken(OpenAccount account) : IClassFixture<OpenAccount>
    {
        [Fact]
        public Task TheReportIsThatOfTheDemo() => ReportEqualsDemoAsync(account, "during");

        [Fact]
        public async Task TheCheckSaysWhatIsBroken()
        {
            account.Begin();
            using var folder = new TemporaryFolder();
            Assert.Equal(0, (await Cli.RunAsync("demo", "--out", folder.PathOf("demo"))).Code);
            string[] check =
            [
                "check",
                "--region",
                FreezeScenario.Region,
                "--endpoint-url",
                account.Front.Endpoint.ToString(),
                "--config",
                folder.PathOf(Path.Combine("demo", "bundles", "incidentkit.yaml")),
                "--format",
            ];
            var asked = await Cli.RunAtAsync(account.Scenario.RecordedAt, [.. check, "json"]);
            Assert.Equal(ExitCode.Findings, asked.Code);
            var report = JsonDocument.Parse(asked.Output).RootElement;
            Assert.Equal(
                ("notReady", "XNYS", "2026-01-30T14:30:00Z"),
                (
                    report.GetProperty("verdict").GetString(),
                    report.GetProperty("market").GetString(),
                    report.GetProperty("nextOpen").GetString()
                )
            );
            var schedules = report
                .GetProperty("schedules")
                .EnumerateArray()
                .ToLookup(s => s.GetProperty("verdict").GetString(), s => s.GetProperty("schedule").GetString());
            Assert.Equal(6, schedules["broken"].Count());
            Assert.Equal(7, schedules["sound"].Count());
            Assert.Contains(
                "position-manager-1min: it has not run since 2026-01-29T16:37:00Z (IK2001 cluster-not-found)",
                asked.Output,
                StringComparison.Ordinal
            );

            var table = await Cli.RunAtAsync(account.Scenario.RecordedAt, [.. check, "table"]);
            Assert.StartsWith(
                "not ready for the open of XNYS at 2026-01-30T14:30:00Z, in PT15H32M\n",
                table.Output,
                StringComparison.Ordinal
            );
            // Nothing of the recording stays behind, and a schedule costs a handful of calls.
            Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "incidentkit-check-*"));

            // Unless it is to be kept, and then it says the same again; nothing is replaced.
            var kept = folder.PathOf("kept");
            var again = await Cli.RunAtAsync(account.Scenario.RecordedAt, [.. check, "json", "--out", kept]);
            Assert.Equal(ExitCode.Findings, again.Code);
            Assert.Equal($"the recording is kept in {kept}", again.ErrorLines[^1]);
            using (var bundle = BundleReader.Open(kept))
                bundle.VerifyAll();
            var refused = await Cli.RunAtAsync(account.Scenario.RecordedAt, [.. check, "json", "--out", kept]);
            Assert.Equal(
                (ExitCode.CommandLine, $"incidentkit: --out {kept} exists already: name a new folder, such as one with the time\n"),
                (refused.Code, refused.Error)
            );
        }
    }

    public sealed class WhenItIsOver(ClosedAccount account) : IClassFixture<ClosedAccount>
    {
        [Fact]
        public Task TheReportIsThatOfTheDemo() => ReportEqualsDemoAsync(account, "after");

        /// <summary>moto takes minutes to count two weeks of a metric, so the front answers that from the scenario's runs.</summary>
        [Fact]
        public async Task LogActivityIsRecordedWithItsPastAndTold()
        {
            account.Begin();
            account.Front.Before("GetMetricData", LogEventsAsync);
            using var folder = new TemporaryFolder();
            var (bundle, report) = (folder.PathOf("bundle"), folder.PathOf("report"));
            Assert.Equal(0, (await Cli.RunAtAsync(account.Scenario.RecordedAt, account.Collect(bundle, "--log-activity"))).Code);
            Assert.Equal(0, (await Cli.RunAsync("report", bundle, "--out", report)).Code);

            using var json = JsonDocument.Parse(
                await File.ReadAllBytesAsync(Path.Combine(report, "incident-report.json"), TestContext.Current.CancellationToken)
            );
            var groups = json
                .RootElement.GetProperty("logActivity")
                .EnumerateArray()
                .ToDictionary(g => g.GetProperty("logGroup").GetString()!, StringComparer.Ordinal);
            Assert.Equal(3, groups.Count);
            var silence = Assert.Single(groups["/ecs/ops-pipeline/dispatcher"].GetProperty("silentSpans").EnumerateArray());
            Assert.Equal(
                ("2026-01-29T16:37:00Z", "2026-01-29T23:02:00Z", "PT0S"),
                (silence.GetProperty("start").GetString(), silence.GetProperty("end").GetString(), silence.GetProperty("usual").GetString())
            );
            Assert.Equal(
                "PT4M",
                Assert
                    .Single(groups["/ecs/ops-pipeline/dispatcher-tiny"].GetProperty("silentSpans").EnumerateArray())
                    .GetProperty("usual")
                    .GetString()
            );
            Assert.Empty(groups["/aws/lambda/trade-alert-checker"].GetProperty("silentSpans").EnumerateArray());
            Assert.Equal(
                ["/ecs/ops-pipeline/dispatcher", "/ecs/ops-pipeline/dispatcher-tiny"],
                json.RootElement.GetProperty("impact")
                    .GetProperty("data")
                    .EnumerateArray()
                    .Where(d => d.GetProperty("kind").GetString() == "logSilence")
                    .Select(d => d.GetProperty("dataset").GetString())
            );
            var page = await File.ReadAllTextAsync(Path.Combine(report, "incident-report.html"), TestContext.Current.CancellationToken);
            Assert.Contains("/ecs/ops-pipeline/dispatcher-tiny: ", page, StringComparison.Ordinal);
        }

        /// <summary>Answers for three of the groups, whose runs have written ever since they were made.</summary>
        private async Task<bool> LogEventsAsync(HttpContext context)
        {
            using var request = JsonDocument.Parse((string)context.Items["body"]!);
            var asked = IncomingLogEvents.GroupsOf(request.RootElement);
            if (asked.Count == 0)
                return false;
            var (start, end) = (
                Instant.FromUnixTimeSeconds(request.RootElement.GetProperty("StartTime").GetInt64()),
                Instant.FromUnixTimeSeconds(request.RootElement.GetProperty("EndTime").GetInt64())
            );
            var results = asked.Select(group =>
            {
                var writers = FreezeScenario.Schedules.Where(s =>
                    s.LogGroup == group.Value
                    && s.Name is "ops-pipeline-dispatcher" or "ops-pipeline-dispatcher-tiny" or "trade-alert-checker"
                );
                var minutes = writers.SelectMany(s => FreezeScenario.Runs(s, start, end)).Select(at => at.ToUnixTimeSeconds()).ToList();
                return new
                {
                    Id = group.Key,
                    StatusCode = "Complete",
                    Timestamps = minutes,
                    Values = minutes.ConvertAll(_ => 6.0),
                };
            });
            context.Response.ContentType = "application/x-amz-json-1.1";
            await context.Response.WriteAsync(JsonSerializer.Serialize(new { MetricDataResults = results }));
            return true;
        }
    }

    private static async Task ReportEqualsDemoAsync(FreezeAccount account, string part)
    {
        account.Begin();
        using var folder = new TemporaryFolder();
        var (bundle, demo, report) = (folder.PathOf(account.Scenario.Name), folder.PathOf("demo"), folder.PathOf("report"));

        var collected = await Cli.RunAtAsync(account.Scenario.RecordedAt, account.Collect(bundle));
        Assert.Equal((0, bundle + "\n"), (collected.Code, collected.Output));
        Assert.Contains("logs.streams", collected.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Cli.RunAsync("demo", "--out", demo)).Code);
        string[] incident = part == "after" ? ["--incident", Path.Combine(demo, "bundles", "incident.yaml")] : [];
        var reported = await Cli.RunAsync([
            "report",
            bundle,
            "--config",
            Path.Combine(demo, "bundles", "incidentkit.yaml"),
            "--out",
            report,
            .. incident,
        ]);
        Assert.Equal((0, ""), (reported.Code, reported.Error));

        Assert.Equal(7, Directory.GetFiles(report).Length);
        foreach (var file in Directory.GetFiles(report))
            Assert.Equal(
                await File.ReadAllTextAsync(Path.Combine(demo, part, Path.GetFileName(file)), TestContext.Current.CancellationToken),
                await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)
            );
        using var json = JsonDocument.Parse(
            await File.ReadAllBytesAsync(Path.Combine(report, "incident-report.json"), TestContext.Current.CancellationToken)
        );
        Assert.Equal(6, json.RootElement.GetProperty("totals").GetProperty("schedulesWithMissedRuns").GetInt32());
    }
}
