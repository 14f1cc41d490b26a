using System.Text;
using System.Text.Json;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary><c>market</c>: holidays, calendar files, differences, and the guard against calendars that end.</summary>
public sealed class MarketTableTests
{
    private const string Mine = """
        id: XNYS
        name: Mine, of London; and \ others whose name is long enough for a line of a calendar file to be folded
        version: '1'
        zone: Europe/London
        validFrom: 2026-01-01
        validThrough: 2026-12-31
        projectedFrom: 2026-12-01
        hours:
          - {from: 2026-01-01, open: 08:00, close: 16:30, breaks: [12:00-13:00]}
        holidays:
          - {name: "Höchster, höchst feierlicher und außerordentlich langer Feiertag für alle und für jeden", on: Jun 1}
          - {name: B, on: Dec 25}
        earlyCloses: [{name: Eve, on: Dec 24, close: 12:00}]
        unknownHours: [{name: Evening, on: 2026-07-04}]
        """;

    [Fact]
    public async Task HolidaysAreClosedDaysAndShortOnes()
    {
        var result = await Cli.RunAsync("market", "XNYS", "holidays", "--from", "2026-11-01", "--to", "2026-12-31", "--format", "csv");
        Assert.Equal(
            (
                0,
                """
                date,kind,name,open,close,projected,unconfirmed
                2026-11-26,closed,Thanksgiving,,,false,false
                2026-11-27,earlyClose,Day after Thanksgiving,2026-11-27T14:30:00Z,2026-11-27T18:00:00Z,false,false
                2026-12-24,earlyClose,Christmas Eve,2026-12-24T14:30:00Z,2026-12-24T18:00:00Z,false,false
                2026-12-25,closed,Christmas,,,false,false

                """,
                ""
            ),
            (result.Code, result.Output, result.Error)
        );
    }

    [Fact]
    public async Task WithoutDatesHolidaysAreOfThisYearAndTheNext()
    {
        var table = (await Cli.RunAsync("market", "XSWX", "holidays")).Output;
        Assert.Contains("2026-01-02 Fri  closed: Berchtold's Day\n", table, StringComparison.Ordinal);
        Assert.Contains("2027-12-31 Fri  closed: New Year's Eve (projected)\n", table, StringComparison.Ordinal);
        Assert.DoesNotContain("2028-", table, StringComparison.Ordinal);
        var shanghai = await Cli.RunAsync("market", "XSHG", "holidays", "--format", "json"); // known to the end of 2026
        Assert.Equal(0, shanghai.Code);
        Assert.Equal(
            "2026-10-07",
            JsonDocument.Parse(shanghai.Output).RootElement.GetProperty("days").EnumerateArray().Last().GetProperty("date").GetString()
        );
        Assert.Equal(4, (await Cli.RunAsync("market", "XSHG", "holidays", "--from", "2026-01-01", "--to", "2027-01-31")).Code);
        Assert.Equal(2, (await Cli.RunAsync("market", "XSHG", "holidays", "--from", "2026-02-01", "--to", "2026-01-31")).Code);
    }

    [Fact]
    public async Task ACalendarFileIsValid()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("mine.yaml"), Mine, TestContext.Current.CancellationToken);
        var result = await Cli.RunAsync("market", "XNYS", "holidays", "--format", "ics", "--calendars", folder.FullPath);
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.EndsWith("END:VCALENDAR\r\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Output.Replace("\r\n", "", StringComparison.Ordinal));
        var lines = result.Output.Split("\r\n")[..^1];
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, 75));
        Assert.Contains(lines, line => line.StartsWith(' '));
        var unfolded = result.Output.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")[..^1];
        Assert.Equal(["BEGIN:VCALENDAR", "VERSION:2.0"], unfolded[..2]);
        Assert.Contains(unfolded, line => line.StartsWith("PRODID:", StringComparison.Ordinal));
        Assert.Contains(
            @"NAME:XNYS: Mine\, of London\; and \\ others whose name is long enough for a line of a calendar file to be folded",
            unfolded
        );
        Assert.Equal(4, unfolded.Count(l => l == "BEGIN:VEVENT"));
        Assert.Equal(4, unfolded.Count(l => l == "DTSTAMP:20260129T225800Z"));
        Assert.Equal(
            ["xnys-20260601", "xnys-20260704", "xnys-20261224", "xnys-20261225"],
            unfolded.Where(l => l.StartsWith("UID:", StringComparison.Ordinal)).Select(l => l["UID:".Length..].Split('@')[0])
        );
        var holiday = Array.IndexOf(unfolded, "DTSTART;VALUE=DATE:20260601");
        Assert.Equal("DTEND;VALUE=DATE:20260602", unfolded[holiday + 1]);
        Assert.Equal(
            "SUMMARY:XNYS closed: Höchster\\, höchst feierlicher und außerordentlich langer Feiertag für alle und für jeden",
            unfolded[holiday + 2]
        );
        Assert.Equal("STATUS:CONFIRMED", unfolded[holiday + 3]);
        var eve = Array.IndexOf(unfolded, "DTSTART:20261224T080000Z");
        Assert.Equal(["DTEND:20261224T120000Z", "SUMMARY:XNYS open: Eve"], unfolded[(eve + 1)..(eve + 3)]);
        Assert.Contains("STATUS:TENTATIVE", unfolded[eve..]);
        Assert.Contains("SUMMARY:XNYS session at unknown hours: Evening", unfolded);
    }

    [Fact]
    public async Task SessionsAreACalendarFileToo()
    {
        var result = await Cli.RunAsync("market", "24/7", "sessions", "--from", "2026-01-01", "--to", "2026-01-02", "--format", "ics");
        Assert.Contains("UID:24-7-20260101@incidentkit\r\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "DTSTART:20260102T000000Z\r\nDTEND:20260103T000000Z\r\nSUMMARY:24/7 open\r\n",
            result.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task StatusAndOverlapAreRowsOfCsv()
    {
        Assert.Equal(
            """
            at,phase,session,previous_open,previous_close,next_open,next_close,next_tradable
            2026-01-30T06:00:00Z,closed,,2026-01-29T14:30:00Z,2026-01-29T21:00:00Z,2026-01-30T14:30:00Z,2026-01-30T21:00:00Z,2026-01-30T14:30:00Z

            """,
            (await Cli.RunAsync("market", "XNYS", "status", "--at", "2026-01-30T06:00Z", "--format", "csv")).Output
        );
        string[] window = ["--from", "2026-01-29T16:37Z", "--to", "2026-01-29T23:02Z", "--format", "csv"];
        Assert.Equal(
            """
            start,end,pre_minutes,regular_minutes,post_minutes,closed_minutes,sessions,bars_1m,bars_5m,bars_15m,bars_60m,next_tradable_at_end
            2026-01-29T16:37:00Z,2026-01-29T23:02:00Z,0,263,122,0,1,263,53,18,5,2026-01-30T14:30:00Z

            """,
            (await Cli.RunAsync(["market", "XNYS", "overlap", .. window])).Output
        );
    }

    [Fact]
    public async Task AnUnknownHourIsToldByItsDay()
    {
        const string Reason = "does not know the hours of 2026-11-08, Muhurat trading (the circular with its hours is not read)";
        string[][] commands =
        [
            ["sessions", "--from", "2026-11-06", "--to", "2026-11-09"],
            ["status", "--at", "2026-11-08T12:00Z"],
            ["status", "--at", "2026-11-07T12:00Z"],
            ["overlap", "--from", "2026-11-06T12:00Z", "--to", "2026-11-09T12:00Z"],
        ];
        foreach (var command in commands)
        {
            var result = await Cli.RunAsync(["market", "XNSE", .. command]);
            Assert.Equal(ExitCode.PartlyUnknown, result.Code);
            Assert.Contains(Reason, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }

        var sessions = await Cli.RunAsync(["market", "XNSE", .. commands[0]]);
        Assert.Contains("2026-11-08 Sun  session at unknown hours: Muhurat trading", sessions.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheDaysOnWhichTwoVersionsDifferAreShown()
    {
        using var folder = new TemporaryFolder();
        var (older, newer) = (folder.PathOf("old.yaml"), folder.PathOf("new.yaml"));
        await File.WriteAllTextAsync(older, Mine, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            newer,
            Mine.Replace("version: '1'", "version: '2'", StringComparison.Ordinal)
                .Replace("close: 12:00}", "close: 12:00}, {name: Eve of the eve, on: 2026-12-23, close: 15:00}", StringComparison.Ordinal)
                .Replace("  - {name: B, on: Dec 25}", "  - {name: B, on: [Dec 25, 2026-03-02]}", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        var result = await Cli.RunAsync("market", "diff", older, newer);
        Assert.Equal(
            (
                ExitCode.Findings,
                """
                XNYS: 1 (2026-01-01 to 2026-12-31) against 2 (2026-01-01 to 2026-12-31)
                2026-03-02  was 08:00 to 16:30, break 12:00 to 13:00
                            is  closed: B
                2026-12-23  was 08:00 to 16:30, break 12:00 to 13:00, projected
                            is  08:00 to 15:00, break 12:00 to 13:00, early close, projected, Eve of the eve
                2 days differ

                """,
                ""
            ),
            (result.Code, result.Output, result.Error)
        );
        var csv = await Cli.RunAsync("market", "diff", older, newer, "--format", "csv");
        Assert.Equal(["date,was,is", "2026-03-02,\"08:00 to 16:30, break 12:00 to 13:00\",closed: B"], csv.Output.Split('\n')[..2]);
        var same = await Cli.RunAsync("market", "diff", older, older, "--format", "json");
        Assert.Equal(0, same.Code);
        Assert.Empty(JsonDocument.Parse(same.Output).RootElement.GetProperty("days").EnumerateArray());
        var builtIn = await Cli.RunAsync("market", "diff", older);
        Assert.Equal(ExitCode.Findings, builtIn.Code);
        Assert.Contains("2026-01-19  was closed: Martin Luther King Day\n", builtIn.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.CommandLine, (await Cli.RunAsync("market", "XNYS", "diff", older)).Code);
        Assert.Equal(ExitCode.Content, (await Cli.RunAsync("market", "diff", folder.PathOf("none.yaml"))).Code);
        await File.WriteAllTextAsync(newer, Mine.Replace("XNYS", "XLON", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.CommandLine, (await Cli.RunAsync("market", "diff", older, newer)).Code);
    }

    [Theory]
    [InlineData("2026-01-29T22:58:00Z", false)]
    [InlineData("2026-10-01T00:00:00Z", false)]
    [InlineData("2026-11-28T00:00:00Z", true)]
    public async Task CalendarsThatEndSoonAreFound(string at, bool shanghai)
    {
        var now = NodaTime.Text.InstantPattern.General.Parse(at).Value;
        string[] command = ["market", "list", "--expiring", "60", "--format", "csv"];
        var result = await Cli.RunAtAsync(now, command);
        string[] rows = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Contains(rows, r => r.StartsWith("XKAR,", StringComparison.Ordinal)); // ended with 2025
        Assert.Equal(shanghai, rows.Any(r => r.StartsWith("XSHG,", StringComparison.Ordinal)));
        Assert.DoesNotContain(rows, r => r.StartsWith("XNYS,", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Findings, result.Code);
    }

    [Fact]
    public async Task NoneEndingIsExitCodeZero()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await Cli.RunAsync("market", "list")).Code);
        Assert.Equal(ExitCode.CommandLine, (await Cli.RunAsync("market", "list", "--expiring", "-1")).Code);
        var early = NodaTime.Text.InstantPattern.General.Parse("2020-01-01T00:00:00Z").Value;
        var result = await Cli.RunAtAsync(early, "market", "list", "--expiring", "60");
        Assert.Equal((0, 1), (result.Code, result.Output.Count(c => c == '\n')));
    }

    [Fact]
    public void TheGuardRunsEveryWeek()
    {
        var text = File.ReadAllText(
            Path.Combine(Snapshot.ProjectDirectory(typeof(MarketTableTests).Assembly), "..", "..", ".github", "workflows", "calendars.yml")
        );
        Assert.Contains("cron:", text, StringComparison.Ordinal);
        Assert.Contains("market list --expiring 60", text, StringComparison.Ordinal);
    }
}
