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
