using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>Every command of the incidents' runbooks, with the answer that it says.</summary>
public sealed class RunbookCommandTests(AccountWithoutRuns open, RepairedAccount repaired, DemoFolder demo)
    : IClassFixture<AccountWithoutRuns>,
        IClassFixture<RepairedAccount>,
        IClassFixture<DemoFolder>
{
    [Theory]
    [InlineData("during")]
    [InlineData("after")]
    public async Task EveryCommandAnswersAsTheRunbookSays(string part)
    {
        FreezeAccount account = part == "during" ? open : repaired;
        account.Begin();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the commands are tested on Linux only");
        var blocks = RunbookCommands.Read(
            await File.ReadAllTextAsync(demo.PathOf(part, "runbook.md"), TestContext.Current.CancellationToken)
        );
        blocks = [.. blocks.Select(b => b with { Text = b.Text.Replace("ADDRESS", "on-call@example.com", StringComparison.Ordinal) })];
        Assert.True(blocks.Count > 10);
        Assert.Empty(await RunbookCommands.DifferencesAsync(blocks, account.Front.Endpoint));
    }

    /// <summary>Nobody listens on port 1: what gets as far as that has its options right.</summary>
    [Theory]
    [InlineData("during")]
    [InlineData("after")]
    public async Task TheToolTakesTheOptionsOfItsOwnCommands(string part)
    {
        var blocks = RunbookCommands.Read(
            await File.ReadAllTextAsync(demo.PathOf(part, "runbook.md"), TestContext.Current.CancellationToken)
        );
        var checks = blocks
            .SelectMany(b => b.Text.Split('\n'))
            .Where(line => line.StartsWith("incidentkit check", StringComparison.Ordinal))
            .Distinct()
            .ToList();
        Assert.NotEmpty(checks);
        foreach (var check in checks)
        {
            var result = await Cli.RunAsync([
                .. check.Replace("'", "", StringComparison.Ordinal).Split(' ')[1..],
                "--endpoint-url",
                "http://127.0.0.1:1",
            ]);
            Assert.NotEqual(ExitCode.CommandLine, result.Code);
        }
    }
}
