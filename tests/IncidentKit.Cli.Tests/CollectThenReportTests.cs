using System.Text.Json;
using IncidentKit.Testing;

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
                "check", "--region", FreezeScenario.Region, "--endpoint-url", account.Front.Endpoint.ToString(), "--config", folder.PathOf(Path.Combine("demo", "bundles", "incidentkit.yaml")), "--format",
            ];
            var asked = await Cli.RunAtAsync(account.Scenario.RecordedAt, [.. check, "json"]);
            Assert.Equal(ExitCode.Findings, asked.Code);
            var report = JsonDocument.Parse(asked.Output).RootElement;
            Assert.Equal(("notReady", "XNYS", "2026-01-30T14:30:00Z"), (report.GetProperty("verdict").GetString(), report.GetProperty("market").GetString(), report.GetProperty("nextOpen").GetString()));
            var schedules = report.GetProperty("schedules").EnumerateArray().ToLookup(s => s.GetProperty("verdict").GetString(), s => s.GetProperty("schedule").GetString());
            Assert.Equal(6, schedules["broken"].Count());
            Assert.Equal(7, schedules["sound"].Count());
            Assert.Contains("position-manager-1min: IK2001 cluster-not-found", asked.Output, StringComparison.Ordinal);

            var table = await Cli.RunAtAsync(account.Scenario.RecordedAt, [.. check, "table"]);
            Assert.StartsWith("not ready for the open of XNYS at 2026-01-30T14:30:00Z, in PT15H32M\n", table.Output, StringComparison.Ordinal);
            // Nothing of the recording stays behind, and a schedule costs a handful of calls.
            Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "incidentkit-check-*"));
        }
    }

    public sealed class WhenItIsOver(ClosedAccount account) : IClassFixture<ClosedAccount>
    {
        [Fact]
        public Task TheReportIsThatOfTheDemo() => ReportEqualsDemoAsync(account, "after");
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
        var reported = await Cli.RunAsync(["report", bundle, "--config", Path.Combine(demo, "bundles", "incidentkit.yaml"), "--out", report, .. incident]);
        Assert.Equal((0, ""), (reported.Code, reported.Error));

        Assert.Equal(5, Directory.GetFiles(report).Length);
        foreach (var file in Directory.GetFiles(report))
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(demo, part, Path.GetFileName(file)), TestContext.Current.CancellationToken), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(report, "incident-report.json"), TestContext.Current.CancellationToken));
        Assert.Equal(6, json.RootElement.GetProperty("totals").GetProperty("schedulesWithMissedRuns").GetInt32());
    }
}
