using System.Text.Json;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>The audit of reports from a command line.</summary>
public sealed class AuditCommandTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    private const string Wrong = "# Outage\n\nThe outage lasted from 16:36 to 23:02 UTC (5 hours).\n";

    [Fact]
    public async Task AnErrorIsALineWithItsPlaceAndExitsWithOne()
    {
        using var folder = new TemporaryFolder();
        var report = Write(folder, "report.md", Wrong);
        var result = await Cli.RunAsync("audit", report);
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.StartsWith($"{report}:3:", result.Output, StringComparison.Ordinal);
        Assert.Contains(" IKA0101 error '5 hours' is not the time from 16:36 to 23:02 UTC\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("    found: 6 h 26 min\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 report: 1 error,", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonIsAnObjectWithFindings()
    {
        using var folder = new TemporaryFolder();
        var result = await Cli.RunAsync("audit", Write(folder, "report.md", Wrong), "--format", "json");
        using var json = JsonDocument.Parse(result.Output);
        var finding = Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray().ToList());
        Assert.Equal(
            ("IKA0101", "error", 3, "5 hours"),
            (
                finding.GetProperty("id").GetString(),
                finding.GetProperty("severity").GetString(),
                finding.GetProperty("line").GetInt32(),
                finding.GetProperty("claim").GetString()
            )
        );
        Assert.All(new[] { "column", "found", "how" }, name => Assert.True(finding.TryGetProperty(name, out _)));
    }

    [Fact]
    public async Task SarifNamesTheRuleThePlaceAndWhatIsSuppressed()
    {
        using var folder = new TemporaryFolder();
        var report = Write(
            folder,
            "a report.md",
            Wrong + "\nFrom 10:00 to 12:00 UTC (5 hours). <!-- audit-ignore IKA0101: the clock was wrong -->\n"
        );
        var result = await Cli.RunAsync("audit", report, "--format", "sarif");
        using var sarif = JsonDocument.Parse(result.Output);
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        var run = sarif.RootElement.GetProperty("runs")[0];
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal([0, 1], results.Select(r => r.GetProperty("suppressions").GetArrayLength()));
        Assert.All(
            results,
            r =>
                Assert.Equal(
                    "IKA0101",
                    run.GetProperty("tool")
                        .GetProperty("driver")
                        .GetProperty("rules")[r.GetProperty("ruleIndex").GetInt32()]
                        .GetProperty("id")
                        .GetString()
                )
        );
        var place = results[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.EndsWith("a%20report.md", place.GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, place.GetProperty("region").GetProperty("startLine").GetInt32());
    }

    [Theory]
    [InlineData("during")]
    [InlineData("after")]
    public async Task ReportsOfTheDemoAreClean(string part)
    {
        var result = await Cli.RunAsync(
            "audit",
            demo.PathOf(part, "incident-report.md"),
            demo.PathOf(part, "runbook.md"),
            "--market",
            "XNYS"
        );
        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Output));
    }

    [Fact]
    public async Task AnEditedNumberIsNamedWithItsEvidence()
    {
        using var folder = new TemporaryFolder();
        var saved = await File.ReadAllTextAsync(demo.PathOf("after", "incident-report.md"), TestContext.Current.CancellationToken);
        string[] sources =
        [
            "--bundle",
            demo.PathOf("bundles", "freeze-closed.zip"),
            "--config",
            demo.PathOf("bundles", "incidentkit.yaml"),
            "--incident",
            demo.PathOf("bundles", "incident.yaml"),
        ];
        var clean = await Cli.RunAsync(["audit", Write(folder, "saved.md", saved), .. sources]);
        Assert.Equal((ExitCode.Done, ""), (clean.Code, clean.Output));
        var edited = await Cli.RunAsync([
            "audit",
            Write(folder, "edited.md", saved.Replace("missed 1,618 of 3,521", "missed 1,318 of 3,521", StringComparison.Ordinal)),
            .. sources,
        ]);
        Assert.Equal(ExitCode.Findings, edited.Code);
        Assert.Contains(
            " IKA0607 error '1,318' is not what the evidence gives\n    claim: 1,318\n    found: 1,618\n    how:   rendered again from the evidence",
            edited.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task AReportThatCannotBeReadIsAContentError()
    {
        var result = await Cli.RunAsync("audit", "/nonexistent/report.md");
        Assert.Equal((ExitCode.Content, ""), (result.Code, result.Output));
        Assert.StartsWith(
            "incidentkit: /nonexistent/report.md cannot be read: ",
            Assert.Single(result.ErrorLines),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SeveralReportsAreAuditedInTheirOrder()
    {
        using var folder = new TemporaryFolder();
        var (b, a) = (Write(folder, "b.md", Wrong), Write(folder, "a.md", Wrong));
        var result = await Cli.RunAsync("audit", b, a);
        Assert.Equal(
            [b, a],
            result.Output.Split('\n').Where(l => l.Contains(" IKA", StringComparison.Ordinal)).Select(l => l.Split(':')[0])
        );
        Assert.StartsWith(
            "2 reports: 2 errors,",
            Assert.Single(result.ErrorLines).Replace("incidentkit: ", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    /// <summary>A calendar of one's own stands in for the tool's, given by its code or only named in the report.</summary>
    [Theory]
    [InlineData("--market", "XNYS")]
    [InlineData]
    public async Task ACalendarOfOnesOwnIsUsed(params string[] market)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.PathOf("mine.yaml"),
            "id: XNYS\nname: Mine\nversion: '1'\nzone: UTC\nvalidFrom: 2026-01-01\nvalidThrough: 2026-12-31\nsources: [me]\nhours:\n  - {from: 2026-01-01, open: 10:00, close: 11:00}\n",
            TestContext.Current.CancellationToken
        );
        var report = Write(
            folder,
            "report.md",
            "# Freeze of 2026-01-29\n\nThe NYSE jobs froze at 16:37 UTC, while the market was closed.\n"
        );
        Assert.Contains(" IKA0201 ", (await Cli.RunAsync(["audit", report, .. market])).Output, StringComparison.Ordinal);
        var own = await Cli.RunAsync(["audit", report, "--calendars", folder.FullPath, .. market]);
        Assert.Equal((ExitCode.Done, ""), (own.Code, own.Output));
    }

    [Theory]
    [InlineData("audit", "report.md", "--format", "xml")]
    [InlineData("audit", "report.md", "--market", "XNYZ")]
    [InlineData("audit", "report.md", "--fail-on", "warn")]
    [InlineData("audit", "report.md", "--dry-run")]
    [InlineData("audit", "report.md", "--stdin-name", "a.md")]
    [InlineData("audit", "-", "--fix")]
    [InlineData("audit", "-", "--unchecked", "--format", "sarif")]
    [InlineData("audit")]
    public async Task AWrongCommandLineSaysSo(params string[] args)
    {
        var result = await Cli.RunAsync(args);
        Assert.Equal((ExitCode.CommandLine, ""), (result.Code, result.Output));
        Assert.Single(result.ErrorLines);
    }

    [Fact]
    public async Task ADamagedBundleIsToldApart()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(
            folder.PathOf("b.zip"),
            (await File.ReadAllBytesAsync(demo.PathOf("bundles", "freeze-open.zip"), TestContext.Current.CancellationToken))[..5000],
            TestContext.Current.CancellationToken
        );
        var result = await Cli.RunAsync("audit", Write(folder, "report.md", Wrong), "--bundle", folder.PathOf("b.zip"));
        Assert.Equal((ExitCode.DamagedBundle, ""), (result.Code, result.Output));
    }

    private static string Write(TemporaryFolder folder, string name, string text)
    {
        File.WriteAllText(folder.PathOf(name), text);
        return folder.PathOf(name);
    }
}
