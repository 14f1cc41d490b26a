using System.Text.Json;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

public sealed class MarketCommandTests
{
    [Fact]
    public async Task SessionsAsCsvAreUtcWithBreaks()
    {
        var result = await Cli.RunAsync("market", "xtks", "sessions", "--from", "2026-05-01", "--to", "2026-05-07", "--format", "csv");
        Assert.Equal(
            (
                0,
                """
                session,open,break_start,break_end,close
                2026-05-01,2026-05-01T00:00:00Z,2026-05-01T02:30:00Z,2026-05-01T03:30:00Z,2026-05-01T06:30:00Z
                2026-05-07,2026-05-07T00:00:00Z,2026-05-07T02:30:00Z,2026-05-07T03:30:00Z,2026-05-07T06:30:00Z

                """,
                ""
            ),
            (result.Code, result.Output, result.Error)
        );
    }

    [Fact]
    public async Task ASessionWithoutABreakHasEmptyCells()
    {
        var result = await Cli.RunAsync("market", "NASDAQ", "sessions", "--from", "2026-11-26", "--to", "2026-11-27", "--format", "csv");
        Assert.Equal("session,open,break_start,break_end,close\n2026-11-27,2026-11-27T14:30:00Z,,,2026-11-27T18:00:00Z\n", result.Output);
    }

    [Fact]
    public async Task TheTableNamesClosedDaysAndEarlyCloses()
    {
        var result = await Cli.RunAsync("market", "XNYS", "sessions", "--from", "2026-11-26", "--to", "2026-11-27");
        Assert.Contains("2026-11-26 Thu  closed: Thanksgiving\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("2026-11-27 13:00:00 EST  early close, Day after Thanksgiving\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StatusSaysPhaseAndDistances()
    {
        var result = await Cli.RunAsync("market", "XNYS", "status", "--at", "2026-01-30T06:00Z");
        Assert.Equal(0, result.Code);
        Assert.Contains("phase           closed\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "next open       2026-01-30T14:30:00Z  2026-01-30 09:30:00 EST  in PT8H30M\n",
            result.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task StatusIsOfTheClockWhenNoTimeIsGiven()
    {
        var result = await Cli.RunAsync("market", "XNYS", "status", "--format", "json");
        var status = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(("2026-01-29T22:58:00Z", "post"), (status.GetProperty("at").GetString(), status.GetProperty("phase").GetString()));
    }

    [Fact]
    public async Task OverlapCountsMinutes()
    {
        var result = await Cli.RunAsync(
            "market",
            "XNYS",
            "overlap",
            "--from",
            "2026-01-29T16:37Z",
            "--to",
            "2026-01-29T23:02Z",
            "--format",
            "json"
        );
        var minutes = JsonDocument.Parse(result.Output).RootElement.GetProperty("minutes");
        Assert.Equal(
            (0, 263, 122),
            (minutes.GetProperty("pre").GetInt32(), minutes.GetProperty("regular").GetInt32(), minutes.GetProperty("post").GetInt32())
        );
    }

    [Fact]
    public async Task WindowsOfAFileGetColumnsAndKeepTheirs()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("windows.csv");
        await File.WriteAllTextAsync(
            file,
            "name,start,end\n\"a, b\",2026-01-29T16:37:00Z,2026-01-29T23:02:00Z\nnow,2026-01-29T16:37:00Z,2026-01-29T16:37:00Z\n",
            TestContext.Current.CancellationToken
        );
        var result = await Cli.RunAsync("market", "XNYS", "overlap", "--windows", file);
        Assert.Equal(
            (
                0,
                """
                name,start,end,pre_minutes,regular_minutes,post_minutes,closed_minutes,sessions,bars_1m,bars_5m,bars_15m,bars_60m,next_tradable_at_end
                "a, b",2026-01-29T16:37:00Z,2026-01-29T23:02:00Z,0,263,122,0,1,263,53,18,5,2026-01-30T14:30:00Z
                now,2026-01-29T16:37:00Z,2026-01-29T16:37:00Z,0,0,0,0,0,0,0,0,0,2026-01-29T16:37:00Z

                """,
                ""
            ),
            (result.Code, result.Output, result.Error)
        );
    }

    [Fact]
    public async Task PastItsEndACalendarPrintsWhatItKnowsAndExitsWithFour()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("windows.csv");
        await File.WriteAllTextAsync(file, "start,end\n2040-01-29T16:37:00Z,2040-01-29T23:02:00Z\n", TestContext.Current.CancellationToken);
        var windows = await Cli.RunAsync("market", "XNYS", "overlap", "--windows", file);
        Assert.Equal(
            (ExitCode.PartlyUnknown, "2040-01-29T16:37:00Z,2040-01-29T23:02:00Z,,,,,,,,,,"),
            (windows.Code, windows.Output.Split('\n')[1])
        );
        var sessions = await Cli.RunAsync("market", "XNYS", "sessions", "--from", "2030-12-31", "--to", "2031-01-02", "--format", "csv");
        Assert.Equal((ExitCode.PartlyUnknown, 2), (sessions.Code, sessions.Output.Count(c => c == '\n')));
        Assert.Equal(ExitCode.PartlyUnknown, (await Cli.RunAsync("market", "XNYS", "status", "--at", "2040-01-01")).Code);
    }

    [Fact]
    public async Task AFolderOfCalendarsStandsInForTheTools()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.PathOf("mine.yaml"),
            "id: XNYS\nname: Mine\nversion: '1'\nzone: UTC\nvalidFrom: 2026-01-01\nvalidThrough: 2026-12-31\nsources: [me]\nhours:\n  - {from: 2026-01-01, open: 10:00, close: 11:00}\n",
            TestContext.Current.CancellationToken
        );
        var result = await Cli.RunAsync(
            "market",
            "XNYS",
            "sessions",
            "--from",
            "2026-01-29",
            "--to",
            "2026-01-29",
            "--format",
            "csv",
            "--calendars",
            folder.FullPath
        );
        Assert.Equal((0, "2026-01-29,2026-01-29T10:00:00Z,,,2026-01-29T11:00:00Z"), (result.Code, result.Output.Split('\n')[1]));
    }

    [Fact]
    public async Task EveryMarketIsListed() => Assert.Equal(74, (await Cli.RunAsync("market", "list")).Output.Count(c => c == '\n'));
}
