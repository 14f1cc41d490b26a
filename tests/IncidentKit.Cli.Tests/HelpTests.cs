using System.Reflection;

namespace IncidentKit.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("demo")]
    [InlineData("collect")]
    [InlineData("report")]
    [InlineData("daily")]
    [InlineData("runbook")]
    [InlineData("fix")]
    [InlineData("check")]
    [InlineData("recorder")]
    [InlineData("audit")]
    [InlineData("explain")]
    [InlineData("schedule")]
    [InlineData("market")]
    [InlineData("template")]
    public async Task EveryCommandShowsAnExampleOfItself(string verb)
    {
        var result = await Cli.RunAsync(verb, "--help");
        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Example:", lines[^2]);
        Assert.StartsWith($"  incidentkit {verb} ", lines[^1], StringComparison.Ordinal);
        var options = lines[^1].Split(' ').Where(word => word.StartsWith("--", StringComparison.Ordinal));
        Assert.All(
            options,
            option => Assert.Contains(lines[..^2], line => line.TrimStart().StartsWith(option + " ", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task TheListOfCommandsIsALineEach()
    {
        var result = await Cli.RunAsync("--help");
        string[] lines = result.Output.Split('\n');
        string[] commands =
        [
            .. lines
                .SkipWhile(line => line != "Commands:")
                .Skip(1)
                .TakeWhile(line => line.Length > 0)
                .Select(line => line.Trim().Split(' ')[0]),
        ];
        Assert.Equal(
            [
                "demo",
                "collect",
                "import",
                "report",
                "daily",
                "runbook",
                "fix",
                "check",
                "recorder",
                "audit",
                "explain",
                "schedule",
                "market",
                "template",
            ],
            commands
        );
    }

    [Fact]
    public async Task VersionIsThatOfReports()
    {
        var result = await Cli.RunAsync("--version");
        Assert.Equal((ExitCode.Done, CliHost.Version + "\n"), (result.Code, result.Output));
        Assert.Equal(
            CliHost.Version,
            typeof(CliHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion
        );
    }

    [Fact]
    public async Task ExplainPrintsThePageOfTheCatalogue()
    {
        var result = await Cli.RunAsync("explain", "IK2001");
        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        Assert.StartsWith("# IK2001", result.Output, StringComparison.Ordinal);
    }
}
