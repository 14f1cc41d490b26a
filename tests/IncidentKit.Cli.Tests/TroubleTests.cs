using System.Runtime.Versioning;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>What disks, descriptors, links and pipes do is one line and the right exit code, never a bug and never a wait without end.
/// Linux only: the trouble is made with the shell.</summary>
[SupportedOSPlatform("linux")]
public sealed class TroubleTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    /// <summary>In the command, KIT is the tool, BUNDLE a recording; it runs in an empty folder.</summary>
    [Theory]
    [InlineData("KIT report BUNDLE --out r >/dev/full", ExitCode.Output, "standard output cannot be written: No space left on device")]
    [InlineData("KIT report BUNDLE --out r >&-", ExitCode.Output, "standard output cannot be written: Bad file descriptor")]
    [InlineData("KIT --version >/dev/full", ExitCode.Output, "standard output cannot be written")]
    [InlineData("KIT --help >/dev/full", ExitCode.Output, "standard output cannot be written")]
    [InlineData("KIT report BUNDLE --out r 2>/dev/full", ExitCode.Done, "")]
    [InlineData("KIT report BUNDLE --out r 2>&-", ExitCode.Done, "")]
    [InlineData("KIT schedule 'cron(* * * * ? *)' --from 2026-01-01 --to 2026-03-01 | head -1", ExitCode.Done, "")]
    [InlineData("mkfifo a.log; KIT import . --from 2026-01-29 --to 2026-01-30 --zone UTC --out b", ExitCode.CommandLine, "is it a pipe")]
    [InlineData("ln -s /dev/zero a.json; KIT import . --from 2026-01-29 --to 2026-01-30 --out b", ExitCode.CommandLine, "it is a device")]
    [InlineData("ln -s . loop; echo words > x.txt; KIT import . --from 2026-01-29 --to 2026-01-30 --out b", ExitCode.CommandLine, "")]
    [InlineData("mkdir c; mkfifo c/a.yaml; KIT market XNYS status --calendars c", ExitCode.Content, "a.yaml: cannot be read")]
    [InlineData("KIT audit /dev/zero", ExitCode.Content, "it is a device")]
    [InlineData("KIT report /dev/zero --out r", ExitCode.CommandLine, "it is a device")]
    [InlineData("KIT report BUNDLE --config /dev/zero --out r", ExitCode.Content, "it is a device")]
    [InlineData("echo 'market: XNYS' | KIT report BUNDLE --config /dev/stdin --out r", ExitCode.Done, "")]
    [InlineData("mkdir r; ln -s x r/fix.sh; KIT report BUNDLE --out r", ExitCode.Output, "r/fix.sh cannot be written: it is a link, to x")]
    [InlineData("ln -s x b; KIT import BUNDLE --from 2026-01-29 --to 2026-01-30 --account 123456789012 --out b", ExitCode.CommandLine, "")]
    [InlineData("touch r; KIT report BUNDLE --out r", ExitCode.Output, "r/incident-report.json cannot be written")]
    [InlineData("KIT report BUNDLE --out /proc/r", ExitCode.Output, "cannot be written")]
    public async Task EndsInOneLine(string command, int code, string message)
    {
        using var folder = new TemporaryFolder();
        var ended = await RunAsync(folder, command);
        Assert.Equal((code, code == ExitCode.Done ? 0 : 1), (ended.Code, ended.ErrorLines.Length));
        Assert.Contains(message, ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DocumentsAreAsTheUmaskSaysAndTheScriptIsForNobodyElseToWrite()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder, "umask 000; KIT report BUNDLE --out r");
        const UnixFileMode all = (UnixFileMode)0x1B6;
        Assert.Equal(all, File.GetUnixFileMode(folder.PathOf("r/incident-report.md")));
        Assert.Equal((UnixFileMode)0x1ED, File.GetUnixFileMode(folder.PathOf("r/fix.sh")));
    }

    [Fact]
    public async Task EvidenceIsForItsOwnerAlone()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("s.json"), """{"Schedules":[]}""", TestContext.Current.CancellationToken);
        const string Import = "umask 000; KIT import s.json --from 2026-01-29 --to 2026-01-30 --account 123456789012 --region us-west-2";
        Assert.Equal(ExitCode.Done, (await RunAsync(folder, Import + " --out b")).Code);
        Assert.Equal((UnixFileMode)0x1C0, File.GetUnixFileMode(folder.PathOf("b")));
        Assert.All(Directory.EnumerateFiles(folder.PathOf("b")), file => Assert.Equal((UnixFileMode)0x180, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task WhatAKilledReportLeftIsGone()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder, "mkdir r; touch r/old.md.incidentkit-new; KIT report BUNDLE --out r");
        Assert.Equal(7, Directory.GetFiles(folder.PathOf("r")).Length);
    }

    private async Task<Cli.Result> RunAsync(TemporaryFolder folder, string command)
    {
        var bash = command
            .Replace("KIT", $"dotnet {Programs.Tool}", StringComparison.Ordinal)
            .Replace("BUNDLE", demo.PathOf("bundles", "freeze-closed.zip"), StringComparison.Ordinal);
        var info = Programs.Info("bash", ["-c", bash]);
        info.WorkingDirectory = folder.FullPath;
        return await Programs.RunAsync(info);
    }
}
