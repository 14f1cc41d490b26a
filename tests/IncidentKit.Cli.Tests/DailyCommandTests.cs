using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

public sealed class DailyCommandTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    private const string Day = "2026-01-29";

    private static readonly string[] Documents = ["daily-gap-report.html", "daily-gap-report.json", "daily-gap-report.md"];

    [Fact]
    public async Task ADayThatLostRunsExitsWithOne()
    {
        using var folder = new TemporaryFolder();
        var result = await Cli.RunAsync(Daily(folder, "--date", Day));
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.Contains("2026-01-29: of ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(Documents, Names(folder.PathOf("out")));
        Assert.Equal(3, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(1618, Report(folder).GetProperty("totals").GetProperty("missed").GetInt32());
    }

    /// <summary>The files are written all the same; what is printed is the message.</summary>
    [Fact]
    public async Task TheBriefIsPrintedForAChat()
    {
        using var folder = new TemporaryFolder();
        var result = await Cli.RunAsync(Daily(folder, "--date", Day, "--format", "brief"));
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.StartsWith(
            "2026-01-29 (calendar day in UTC): 6 of 13 schedules missed 1,618 of 9,220 expected runs; of 2,374 more nothing is known.",
            result.Output,
            StringComparison.Ordinal
        );
        Assert.InRange(result.Output.Length, 200, 1_200);
        Assert.Equal(Documents, Names(folder.PathOf("out")));
    }

    [Fact]
    public async Task RunsThatWereMeantNotToHappenAreNoLossAndArePrinted()
    {
        using var folder = new TemporaryFolder();
        var said = folder.PathOf("incident.yaml");
        await File.WriteAllTextAsync(
            said,
            "intended: [{schedule: ticker-discovery-6h, from: 2026-01-29T00:00Z, to: 2026-01-31T00:00Z, reason: moved, by: Ana}]",
            TestContext.Current.CancellationToken
        );
        await Cli.RunAsync(Daily(folder, "--date", Day, "--incident", said));
        var report = Report(folder);
        Assert.Equal(1617, report.GetProperty("totals").GetProperty("missed").GetInt32());
        Assert.Contains(
            report.GetProperty("notices").EnumerateArray(),
            n => n.GetString() == "1 runs of ticker-discovery-6h were meant not to happen: moved (stated by Ana, not measured)."
        );
    }

    [Fact]
    public async Task TheOnlyDateOfTheBundleIsTheDefault()
    {
        using var folder = new TemporaryFolder();
        using var again = new TemporaryFolder();
        await Cli.RunAsync(Daily(folder, "--date", Day));
        await Cli.RunAsync(Daily(again));
        foreach (var name in Documents)
            Assert.Equal(File.ReadAllBytes(folder.PathOf($"out/{name}")), File.ReadAllBytes(again.PathOf($"out/{name}")));
    }

    [Fact]
    public async Task TheReportIsKeptAndTheNextDayComparesWithIt()
    {
        using var folder = new TemporaryFolder();
        var history = folder.PathOf("history");
        await Cli.RunAsync(Daily(folder, "--history", history));
        Assert.Equal(
            File.ReadAllBytes(folder.PathOf("out/daily-gap-report.json")),
            File.ReadAllBytes(Path.Combine(history, $"{Day}.json"))
        );
        var earlier = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(history, $"{Day}.json"), TestContext.Current.CancellationToken)
        )!;
        earlier["day"]!["date"] = "2026-01-28";
        await File.WriteAllTextAsync(
            Path.Combine(history, "2026-01-28.json"),
            earlier.ToJsonString(),
            TestContext.Current.CancellationToken
        );
        await Cli.RunAsync(Daily(folder, "--history", history, "--days", "1"));
        var comparison = Report(folder).GetProperty("comparison");
        Assert.Equal(
            (1, 1, 6),
            (
                comparison.GetProperty("days").GetInt32(),
                comparison.GetProperty("compared").GetInt32(),
                comparison.GetProperty("recurrences").GetArrayLength()
            )
        );
        Assert.All(Report(folder).GetProperty("findings").EnumerateArray(), f => Assert.False(f.GetProperty("new").GetBoolean()));
    }

    [Fact]
    public async Task ASessionIsTheDayOfTheFirstMarket()
    {
        using var folder = new TemporaryFolder();
        await Cli.RunAsync(Daily(folder, "--session"));
        Assert.Equal("session of XNYS", Report(folder).GetProperty("day").GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("2026-01-31", ExitCode.Done, "XNYS had no session on 2026-01-31: nothing to report")]
    [InlineData("2026-01-19", ExitCode.Done, "Martin Luther King")]
    [InlineData("2099-01-05", ExitCode.PartlyUnknown, "give a newer one with --calendars")]
    public async Task ADateWithoutASessionWritesNothing(string date, int code, string message)
    {
        using var folder = new TemporaryFolder();
        var result = await Cli.RunAsync(Daily(folder, "--session", "--date", date));
        Assert.Equal(code, result.Code);
        Assert.Contains(message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("out")));
    }

    [Theory]
    [InlineData("", "give the BUNDLE to report on, or --collect")]
    [InlineData("CLOSED --date 2026-02-30", "is not a date: write 2026-01-29, or yesterday")]
    [InlineData("CLOSED --date 2026-02-01", "freeze-closed holds nothing of 2026-02-01")]
    [InlineData("CLOSED --days 3", "--days needs --history")]
    [InlineData("CLOSED --history H --days 0", "'0' is not a whole number of 1 to 366")]
    [InlineData("CLOSED --region us-west-2", "--region needs --collect")]
    [InlineData("CLOSED --session", "--session needs a market")]
    [InlineData("CLOSED --session --zone UTC --market XNYS", "leave --zone out")]
    [InlineData("CLOSED --market XNIS", "did you mean")]
    [InlineData("CLOSED --zone Asia/Tokyo", "say which day with --date")]
    [InlineData("--collect", "--collect needs --date")]
    public async Task AMistakeIsToldInOneLine(string commandLine, string message)
    {
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            .. commandLine
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(a =>
                    a switch
                    {
                        "CLOSED" => Bundle,
                        "H" => folder.PathOf("history"),
                        _ => a,
                    }
                ),
        ];
        var result = await Cli.RunAsync(["daily", .. arguments, "--out", folder.PathOf("out")]);
        Assert.Equal((ExitCode.CommandLine, ""), (result.Code, result.Output));
        Assert.Contains(message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("out")));
    }

    public sealed class OfAnAccount(OpenAccount account) : IClassFixture<OpenAccount>
    {
        [Fact]
        public async Task YesterdayIsRecordedAndReportedInOneGo()
        {
            account.Begin();
            using var folder = new TemporaryFolder();
            var recordedAt = account.Scenario.RecordedAt;
            var result = await Cli.RunAtAsync(
                recordedAt,
                "daily",
                "--date",
                "yesterday",
                "--zone",
                "America/New_York",
                "--collect",
                "--region",
                FreezeScenario.Region,
                "--endpoint-url",
                account.Front.Endpoint.ToString(),
                "--out",
                folder.PathOf("out")
            );
            Assert.True(result.Code is ExitCode.Findings or ExitCode.PartlyUnknown, result.Error);
            Assert.Equal(["bundle", .. Documents], Names(folder.PathOf("out")));
            var yesterday = recordedAt.InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).Date.PlusDays(-1);
            Assert.Equal(yesterday.ToString("uuuu-MM-dd", null), Report(folder).GetProperty("day").GetProperty("date").GetString());
        }
    }

    private string Bundle => demo.PathOf("bundles", "freeze-closed.zip");

    private string[] Daily(TemporaryFolder folder, params string[] more) =>
        ["daily", Bundle, "--config", demo.PathOf("bundles", "incidentkit.yaml"), "--out", folder.PathOf("out"), .. more];

    private static JsonElement Report(TemporaryFolder folder) =>
        JsonDocument.Parse(File.ReadAllBytes(folder.PathOf("out/daily-gap-report.json"))).RootElement;

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
