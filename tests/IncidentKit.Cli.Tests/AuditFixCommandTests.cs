using System.Text;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary><c>audit --fix</c> and <c>audit --baseline</c>: what becomes of findings on the disk.</summary>
public sealed class AuditFixCommandTests : IDisposable
{
    private const string Wrong = "It froze on Monday 2026-01-29.\n\nIt lasted from 16:36 to 23:02 UTC (5 hours).\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("utf-8", false, "\n")]
    [InlineData("utf-8", true, "\r\n")]
    [InlineData("utf-16", true, "\r\n")]
    [InlineData("utf-16BE", true, "\n")]
    public async Task OnlyTheWrongValueChanges(string encoding, bool mark, string lineEnd)
    {
        var code = Encoding.GetEncoding(encoding);
        byte[] Bytes(string text) =>
            [.. mark ? code.Preamble : [], .. code.GetBytes(text.Replace("\n", lineEnd, StringComparison.Ordinal))];
        await File.WriteAllBytesAsync(_folder.PathOf("a.md"), Bytes(Wrong), TestContext.Current.CancellationToken);
        var result = await Cli.RunAsync("audit", _folder.PathOf("a.md"), "--fix", "--format", "line");
        Assert.Equal(
            Bytes(Wrong.Replace("Monday", "Thursday", StringComparison.Ordinal)),
            await File.ReadAllBytesAsync(_folder.PathOf("a.md"), TestContext.Current.CancellationToken)
        );
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.Contains(
            " [IKA0101]",
            Assert.Single(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
        Assert.Equal(
            [$"{_folder.PathOf("a.md")}:1:13 IKA0104 is now: It froze on Thursday 2026-01-29.", "incidentkit: 1 correction in 1 file"],
            result.ErrorLines[..2]
        );
    }

    [Fact]
    public async Task SecondRunChangesNothing()
    {
        Write("a.md", "Für MÃ¼ller, Monday 2026-01-29 â€“ done.\n");
        Assert.Equal(ExitCode.Done, (await Cli.RunAsync("audit", _folder.PathOf("a.md"), "--fix")).Code);
        Assert.Equal("Für Müller, Thursday 2026-01-29 – done.\n", Read("a.md"));
        var time = File.GetLastWriteTimeUtc(_folder.PathOf("a.md"));
        var again = await Cli.RunAsync("audit", _folder.PathOf("a.md"), "--fix");
        Assert.Equal("incidentkit: 0 corrections in 0 files", again.ErrorLines[0]);
        Assert.Equal(time, File.GetLastWriteTimeUtc(_folder.PathOf("a.md")));
        Assert.Equal(["a.md"], Directory.EnumerateFileSystemEntries(_folder.FullPath).Select(Path.GetFileName));
    }

    [Fact]
    public async Task SuppressedFindingsAndChecksThatAreOffAreNotCorrected()
    {
        const string Suppressed = "It froze on Monday 2026-01-29. <!-- audit-ignore IKA0104: as they said -->\n";
        Write("a.md", Suppressed);
        Write("b.md", Wrong);
        Write("incidentkit.yaml", "audit: {levels: {IKA0104: off}}\n");
        await Cli.RunAsync("audit", _folder.PathOf("a.md"), "--fix");
        await Cli.RunAsync("audit", _folder.PathOf("b.md"), "--fix", "--config", _folder.PathOf("incidentkit.yaml"));
        Assert.Equal((Suppressed, Wrong), (Read("a.md"), Read("b.md")));
    }

    [Fact]
    public async Task ModeOfTheFileStays()
    {
        if (OperatingSystem.IsWindows())
            return;
        Write("a.md", Wrong);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        File.SetUnixFileMode(_folder.PathOf("a.md"), Mode);
        await Cli.RunAsync("audit", _folder.PathOf("a.md"), "--fix");
        Assert.Equal(Mode, File.GetUnixFileMode(_folder.PathOf("a.md")));
    }

    /// <summary>Bytes that are no text would be lost, and a link leads to a file that nobody named: both are told, and the others corrected.</summary>
    [Fact]
    public async Task WhatCannotBeWrittenBackIsLeftAsItIs()
    {
        byte[] latin = [.. Encoding.Latin1.GetBytes("Für Monday 2026-01-29\n")];
        await File.WriteAllBytesAsync(_folder.PathOf("a.md"), latin, TestContext.Current.CancellationToken);
        Write("real.txt", Wrong);
        File.CreateSymbolicLink(_folder.PathOf("b.md"), _folder.PathOf("real.txt"));
        Write("c.md", Wrong);
        var result = await Cli.RunAsync("audit", _folder.FullPath, "--fix");
        Assert.Equal(ExitCode.Output, result.Code);
        Assert.Equal(latin, await File.ReadAllBytesAsync(_folder.PathOf("a.md"), TestContext.Current.CancellationToken));
        Assert.Equal(Wrong, Read("real.txt"));
        Assert.Contains("Thursday", Read("c.md"), StringComparison.Ordinal);
        Assert.Contains("a.md is not corrected: it holds bytes that are no text", result.Error, StringComparison.Ordinal);
        Assert.Contains("b.md cannot be written: it is a link", result.Error, StringComparison.Ordinal);
        Assert.Contains("incidentkit: 1 correction in 1 file\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRunPrintsADiffThatPatchTakes()
    {
        var lines = string.Concat(Enumerable.Range(1, 30).Select(i => i is 5 or 9 or 25 ? "Monday 2026-01-29\n" : $"line {i}\n"));
        Write("a.md", lines + "Monday 2026-01-29");
        var result = await Cli.RunAsync("audit", _folder.PathOf("a.md"), "--fix", "--dry-run");
        Assert.Equal(lines + "Monday 2026-01-29", Read("a.md"));
        Assert.Equal(ExitCode.Done, result.Code);
        Assert.Contains("incidentkit: 4 corrections in 1 file, not written", result.Error, StringComparison.Ordinal);
        var name = _folder.PathOf("a.md");
        Assert.StartsWith(
            $"--- a/{name}\n+++ b/{name}\n@@ -2,11 +2,11 @@\n line 2\n line 3\n line 4\n-Monday 2026-01-29\n+Thursday 2026-01-29\n line 6\n",
            result.Output,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "@@ -22,10 +22,10 @@\n line 22\n line 23\n line 24\n-Monday 2026-01-29\n+Thursday 2026-01-29\n line 26\n line 27\n line 28\n line 29\n line 30\n"
                + "-Monday 2026-01-29\n\\ No newline at end of file\n+Thursday 2026-01-29\n\\ No newline at end of file\n",
            result.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task DryRunOfStandardInputIsADiff()
    {
        var input = new MemoryStream(Encoding.UTF8.GetBytes(Wrong));
        var result = await Cli.RunOnAsync(h => h with { Input = () => input }, "audit", "-", "--stdin-name", "x.md", "--fix", "--dry-run");
        Assert.StartsWith("--- a/x.md\n+++ b/x.md\n@@ -1,3 +1,3 @@\n-It froze on Monday", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BaselineHoldsWhatIsKnown()
    {
        Write("docs/a.md", Wrong);
        var baseline = _folder.PathOf("known.json");
        var written = await Cli.RunAsync("audit", _folder.PathOf("docs"), "--write-baseline", baseline);
        Assert.Equal((ExitCode.Done, ""), (written.Code, written.Output));
        Assert.Equal($"incidentkit: {baseline} holds 2 findings; give it with --baseline", written.ErrorLines[0]);
        Assert.Contains("\"file\": \"docs/a.md\"", Read("known.json"), StringComparison.Ordinal);

        Write("docs/a.md", "# More above\n\n" + Wrong);
        var known = await Cli.RunAsync("audit", _folder.PathOf("docs"), "--baseline", baseline);
        Assert.Equal((ExitCode.Done, ""), (known.Code, known.Output));
        Assert.Contains("0 suppressed, 2 in the baseline; ", Assert.Single(known.ErrorLines), StringComparison.Ordinal);

        Write("docs/a.md", Wrong.Replace("froze", "stopped", StringComparison.Ordinal));
        var changed = await Cli.RunAsync("audit", _folder.PathOf("docs"), "--baseline", baseline, "--format", "line");
        Assert.Equal(ExitCode.Findings, changed.Code);
        Assert.Contains(
            "[IKA0104]",
            Assert.Single(changed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
        Assert.Equal(
            $"incidentkit: no longer found, take it out of {baseline}: docs/a.md: IKA0104 'Monday 2026-01-29'",
            changed.ErrorLines[0]
        );
    }

    [Theory]
    [InlineData("gone.json", "cannot be read: ")]
    [InlineData("a.md", "is no baseline: ")]
    public async Task BaselineThatIsNoneIsAMistake(string file, string message)
    {
        Write("a.md", Wrong);
        var result = await Cli.RunAsync("audit", _folder.PathOf("a.md"), "--baseline", _folder.PathOf(file));
        Assert.Equal((ExitCode.Content, ""), (result.Code, result.Output));
        Assert.StartsWith($"incidentkit: {_folder.PathOf(file)} {message}", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UncheckedClaimsAreListedWithTheReason()
    {
        Write("a.md", "It lasted for three hours.\n");
        var result = await Cli.RunAsync("audit", _folder.PathOf("a.md"), "--unchecked");
        Assert.Equal(
            $"{_folder.PathOf("a.md")}:1:15 unchecked duration 'three hours'\n" + "    why:   no start and end is known for it\n",
            result.Output
        );
        Assert.Equal(ExitCode.Done, result.Code);
    }

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(file))!);
        File.WriteAllText(_folder.PathOf(file), text);
    }

    private string Read(string file) => File.ReadAllText(_folder.PathOf(file));
}
