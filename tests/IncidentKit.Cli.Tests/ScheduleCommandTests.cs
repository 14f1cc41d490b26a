namespace IncidentKit.Cli.Tests;

public sealed class ScheduleCommandTests
{
    [Fact]
    public async Task PrintsOneInstantALineInAHalfOpenWindow()
    {
        var result = await Cli.RunAsync(
            "schedule",
            "rate(6 hours)",
            "--start",
            "2026-01-29T06:00Z",
            "--from",
            "2026-01-29T06:00Z",
            "--to",
            "2026-01-29T18:00Z"
        );
        Assert.Equal((0, "2026-01-29T06:00:00Z\n2026-01-29T12:00:00Z\n", ""), (result.Code, result.Output, result.Error));
    }

    [Fact]
    public async Task ABareDateIsAWholeDayOfTheZone()
    {
        var result = await Cli.RunAsync(
            "schedule",
            "cron(30 0,23 * * ? *)",
            "--zone",
            "America/New_York",
            "--from",
            "2026-01-29",
            "--to",
            "2026-01-29"
        );
        Assert.Equal("2026-01-29T05:30:00Z\n2026-01-30T04:30:00Z\n", result.Output);
    }

    // 2026-11-01 in New York:  00:00 EDT ── 01:30 EDT (05:30Z) ── 02:00 becomes 01:00 ── 01:30 EST (06:30Z) ──
    [Fact]
    public async Task TheSecondPassOfAnOverlapIsNoData()
    {
        var result = await Cli.RunAsync(
            "schedule",
            "cron(30 1 * * ? *)",
            "--zone",
            "America/New_York",
            "--from",
            "2026-11-01",
            "--to",
            "2026-11-01"
        );
        Assert.Equal("2026-11-01T05:30:00Z\n", result.Output);
        Assert.Contains(result.ErrorLines, line => line.Contains("2026-11-01T06:30:00Z", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NothingIsDueBeforeTheStart()
    {
        var result = await Cli.RunAsync(
            "schedule",
            "cron(0 12 * * ? *)",
            "--start",
            "2026-01-30",
            "--from",
            "2026-01-29",
            "--to",
            "2026-01-30"
        );
        Assert.Equal("2026-01-30T12:00:00Z\n", result.Output);
    }

    [Fact]
    public async Task ACaretStandsUnderTheMistake()
    {
        var result = await Cli.RunAsync("schedule", "cron(0 25 * * ? *)", "--from", "2026-01-29", "--to", "2026-01-29");
        Assert.Equal((ExitCode.CommandLine, ""), (result.Code, result.Output));
        Assert.Equal(["  cron(0 25 * * ? *)", "         ^"], result.ErrorLines[1..]);
    }

    [Fact]
    public async Task OutputOfTheProcessIsUtf8WithoutMarkAndWithPlainLineEnds()
    {
        var result = await Programs.RunAsync(
            Programs.Info("dotnet", [Programs.Tool, "schedule", "at(2026-01-29T12:00:00)", "--from", "2026-01-29", "--to", "2026-01-29"])
        );
        Assert.Equal((0, "2026-01-29T12:00:00Z\n", ""), (result.Code, result.Output, result.Error));
    }
}
