using IncidentKit.Testing;
using NodaTime.Testing;

namespace IncidentKit.Cli.Tests;

public sealed class CancellationTests(ClosedAccount account) : IClassFixture<ClosedAccount>
{
    [Fact]
    public async Task ACancelledRecordingSaysHowToGoOnAndIsThenCompleted()
    {
        account.Begin();
        using var folder = new TemporaryFolder();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var error = new CancellingWriter("scheduler", cancel);
        var collect = account.Collect(folder.PathOf("freeze"));
        var code = await CommandLine.RunAsync(
            collect,
            new CliHost(TextWriter.Null, error, new FakeClock(account.Scenario.RecordedAt), Interactive: false),
            cancel.Token
        );

        Assert.Equal(ExitCode.Cancelled, code);
        Assert.Contains($"{folder.PathOf("freeze")}.partial", error.LastLine, StringComparison.Ordinal);
        Assert.Contains("--resume", error.LastLine, StringComparison.Ordinal);
        Assert.Equal([folder.PathOf("freeze.partial")], Directory.EnumerateFileSystemEntries(folder.FullPath));
        Assert.Equal(ExitCode.Done, (await Cli.RunAtAsync(account.Scenario.RecordedAt, [.. collect, "--resume"])).Code);
        Assert.Equal([folder.PathOf("freeze")], Directory.EnumerateFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public async Task CancelledBeforeTheFirstAnswerNothingIsWritten()
    {
        using var folder = new TemporaryFolder();
        using var error = new StringWriter();
        string[] collect =
        [
            "collect",
            "--from",
            "2026-01-29",
            "--to",
            "2026-01-29",
            "--region",
            "us-west-2",
            "--endpoint-url",
            "http://127.0.0.1:9",
            "--out",
            folder.PathOf("freeze"),
        ];
        var code = await CommandLine.RunAsync(
            collect,
            new CliHost(TextWriter.Null, error, new FakeClock(account.Scenario.RecordedAt), Interactive: false),
            new CancellationToken(canceled: true)
        );
        Assert.Equal(ExitCode.Cancelled, code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullPath));
    }

    /// <summary>Cancels when a line with a word is written.</summary>
    private sealed class CancellingWriter(string word, CancellationTokenSource cancel) : StringWriter
    {
        public string LastLine { get; private set; } = "";

        public override void WriteLine(string? value)
        {
            LastLine = value!;
            if (LastLine.Contains(word, StringComparison.Ordinal))
                cancel.Cancel();
        }
    }
}
