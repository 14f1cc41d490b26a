using System.Text;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>What <c>audit</c> takes for a report: files, folders, patterns and standard input, without what is ignored.</summary>
public sealed class AuditPathTests : IDisposable
{
    private const string Wrong = "It froze on Monday 2026-01-29.\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FolderIsAllItsReportsInOrder()
    {
        Reports("b.md", "a.markdown", "sub/c.htm", "sub/deep/d.HTML", "e.txt", ".hidden/f.md", "node_modules/x/README.md", "sub/.g.md");
        Assert.Equal(["a.markdown", "b.md", "sub/c.htm", "sub/deep/d.HTML"], await Audited(_folder.FullPath));
    }

    [Theory]
    [InlineData("**/*.md", "a.md", "sub/b.md", "sub/deep/c.md")]
    [InlineData("sub/**", "sub/b.md", "sub/deep/c.md")]
    [InlineData("sub/*.md", "sub/b.md")]
    [InlineData("sub/*", "sub/b.md")]
    [InlineData("*/[bc].md", "sub/b.md")]
    [InlineData("**/notes*.txt", "sub/notes1.txt")]
    [InlineData("?.md", "a.md")]
    public async Task PatternIsWhatFits(string pattern, params string[] expected)
    {
        Reports("a.md", "sub/b.md", "sub/deep/c.md", "sub/notes1.txt");
        Assert.Equal(expected, await Audited(_folder.PathOf(pattern)));
    }

    /// <summary>A page that Ruby makes has the ending of its kind before its own.</summary>
    [Fact]
    public async Task PagesMadeByRubyAreReports()
    {
        Reports("a.html.md.erb", "b.md.erb", "c.js.erb", "d.erb");
        Assert.Equal(["a.html.md.erb", "b.md.erb"], await Audited(_folder.FullPath));
    }

    /// <summary>A file whose name has signs of a pattern is that file.</summary>
    [Fact]
    public async Task FileWithSignsInItsNameIsAFile()
    {
        Reports("[a].md", "a.md");
        Assert.Equal(["[a].md"], await Audited(_folder.PathOf("[a].md")));
    }

    [Fact]
    public async Task ReportNamedTwiceIsAuditedOnce()
    {
        Reports("a.md", "b.md");
        Assert.Equal(["b.md", "a.md"], await Audited(_folder.PathOf("b.md"), _folder.FullPath, _folder.PathOf("*.md")));
    }

    [Theory]
    // Nested files, negation, anchors, folders, and the nearer file before the farther.
    [InlineData(".gitignore", "drafts/\n*.tmp.md\n", "a.md,drafts/b.md,sub/drafts/c.md,x.tmp.md", "a.md")]
    [InlineData(".gitignore", "/drafts\n", "drafts/b.md,sub/drafts/c.md", "sub/drafts/c.md")]
    [InlineData(".gitignore", "*.md\n!keep.md\n", "a.md,keep.md,sub/keep.md", "keep.md,sub/keep.md")]
    [InlineData("sub/.gitignore", "*.md\n", "a.md,sub/b.md,sub/deep/c.md", "a.md")]
    [InlineData("sub/.gitignore", "/c.md\n", "c.md,sub/c.md,sub/deep/c.md", "c.md,sub/deep/c.md")]
    [InlineData(".gitignore", "sub/\n!sub/b.md\n", "a.md,sub/b.md", "a.md")]
    [InlineData(".git/info/exclude", "b.md\n", "a.md,b.md", "a.md")]
    public async Task IgnoredFilesAreNotFound(string file, string lines, string files, string expected)
    {
        Reports(files.Split(','));
        Write(file, lines);
        Assert.Equal(expected.Split(','), await Audited(_folder.FullPath));
        Assert.Equal(expected.Split(','), await Audited(_folder.PathOf("**/*.md")));
    }

    [Fact]
    public async Task NearerIgnoreFileDecides()
    {
        Reports("a.md", "sub/a.md");
        Write(".gitignore", "a.md\n");
        Write("sub/.gitignore", "!a.md\n");
        Assert.Equal(["sub/a.md"], await Audited(_folder.FullPath));
    }

    /// <summary>From a folder of a repository the files above it count up to its top, and none beyond.</summary>
    [Fact]
    public async Task FilesAboveCountUpToTheTopOfTheRepository()
    {
        Reports("repo/docs/a.md", "repo/docs/b.md");
        Write(".gitignore", "a.md\n");
        Write("repo/.gitignore", "/docs/b.md\n");
        Directory.CreateDirectory(_folder.PathOf("repo/.git"));
        Assert.Equal(["repo/docs/a.md"], await Audited(_folder.PathOf("repo/docs")));
    }

    [Fact]
    public async Task NamedFileIsAuditedThoughIgnored()
    {
        Reports("drafts/a.md", "b.md");
        Write(".gitignore", "drafts/\n");
        Directory.CreateDirectory(_folder.PathOf(".git"));
        Assert.Equal(["drafts/a.md"], await Audited(_folder.PathOf("drafts/a.md")));
        Assert.Equal(["drafts/a.md"], await Audited(_folder.PathOf("drafts")));
        Assert.Equal(["b.md"], await Audited(_folder.PathOf("drafts/a.md"), _folder.PathOf("b.md"), "--force-ignore"));
        var none = await Cli.RunAsync("audit", _folder.PathOf("drafts/a.md"), "--force-ignore");
        Assert.Equal((ExitCode.Done, ""), (none.Code, none.Output));
    }

    [Fact]
    public async Task IgnoreListOfTheSettingsCountsFromTheirFolder()
    {
        Reports("docs/a.md", "docs/old/b.md", "old/c.md", "docs/README.md");
        Write("incidentkit.yaml", "audit: {ignore: [/old/, README.md]}\n");
        Assert.Equal(["docs/a.md", "docs/old/b.md"], await Audited(_folder.FullPath, "--config", _folder.PathOf("incidentkit.yaml")));
        Assert.Equal(["docs/a.md", "docs/old/b.md"], await AuditedIn("docs", _folder.FullPath));
        Assert.Equal(["docs/README.md"], await AuditedIn("docs", _folder.PathOf("docs/README.md")));
        Assert.Empty(await AuditedIn("docs", _folder.PathOf("old/c.md"), "--force-ignore"));
    }

    [Fact]
    public async Task LinkedFolderIsNotEntered()
    {
        Reports("a.md", "sub/b.md");
        Directory.CreateSymbolicLink(_folder.PathOf("sub/loop"), _folder.FullPath);
        Assert.Equal(["a.md", "sub/b.md"], await Audited(_folder.FullPath));
    }

    [Theory]
    [InlineData("", "there is no report (*.md, *.markdown, *.mdx, *.qmd, *.rmd, *.htm, *.html) in ")]
    [InlineData("docs/*.md", "no report fits ")]
    [InlineData("nowhere/**/*.md", "no report fits ")]
    public async Task FolderOrPatternWithoutReportsIsAMistake(string path, string message)
    {
        Reports("a.txt");
        var result = await Cli.RunAsync("audit", path.Length == 0 ? _folder.FullPath : _folder.PathOf(path));
        Assert.Equal((ExitCode.CommandLine, ""), (result.Code, result.Output));
        Assert.StartsWith($"incidentkit: {message}", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereAllIsIgnoredTheMistakeSaysSo()
    {
        Reports("a.md");
        Write(".gitignore", "*.md\n");
        var result = await Cli.RunAsync("audit", _folder.FullPath);
        Assert.Equal(ExitCode.CommandLine, result.Code);
        Assert.Contains("ignored, by .gitignore", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    /// <summary>What cannot be read is a line; the others are audited, and the exit code says that something is missing.</summary>
    [Fact]
    public async Task WhatCannotBeReadDoesNotStopTheOthers()
    {
        Reports("a.md");
        await File.WriteAllBytesAsync(_folder.PathOf("b.md"), [0x89, 0, 1, 2], TestContext.Current.CancellationToken);
        using (var large = File.Create(_folder.PathOf("c.md")))
            large.SetLength((16 << 20) + 1);
        File.CreateSymbolicLink(_folder.PathOf("d.md"), _folder.PathOf("gone.md"));
        Write("e.md", Wrong.Replace("\n", "\r\n", StringComparison.Ordinal));
        var result = await Cli.RunAsync("audit", _folder.FullPath, "--format", "line");
        Assert.Equal(ExitCode.Content, result.Code);
        Assert.Equal(2, result.Output.Count(c => c == '\n'));
        Assert.Equal(
            [
                $"incidentkit: {_folder.PathOf("b.md")} cannot be read: it is not text",
                $"incidentkit: {_folder.PathOf("c.md")} cannot be read: it is larger than 16 MiB",
            ],
            result.ErrorLines[..2]
        );
        Assert.StartsWith($"incidentkit: {_folder.PathOf("d.md")} cannot be read: ", result.ErrorLines[2], StringComparison.Ordinal);
        Assert.StartsWith("2 reports: 2 errors", result.ErrorLines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<stdin>")]
    [InlineData("docs/a.md", "--stdin-name", "docs/a.md")]
    public async Task StandardInputIsAReport(string name, params string[] options)
    {
        var result = await Cli.RunOnAsync(Typed(Encoding.UTF8.GetBytes(Wrong)), ["audit", "-", "--format", "line", .. options]);
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.StartsWith($"{name}:1:13: error: ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandardInputMayBeUtf16AndMustBeText()
    {
        var utf16 = await Cli.RunOnAsync(Typed([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Wrong)]), "audit", "-");
        Assert.Equal(ExitCode.Findings, utf16.Code);
        var bytes = await Cli.RunOnAsync(Typed([0, 1, 2]), "audit", "-");
        Assert.Equal((ExitCode.Content, ""), (bytes.Code, bytes.Output));
        Assert.Equal("incidentkit: <stdin> cannot be read: it is not text", Assert.Single(bytes.ErrorLines));
        var empty = await Cli.RunOnAsync(Typed([]), "audit", "-");
        Assert.Equal((ExitCode.Done, ""), (empty.Code, empty.Output));
    }

    [Theory]
    [InlineData("error", "error", ExitCode.Findings)]
    [InlineData("warning", "error", ExitCode.Done)]
    [InlineData("warning", "warning", ExitCode.Findings)]
    [InlineData("error", "off", ExitCode.Done)]
    [InlineData("off", "note", ExitCode.Done)]
    public async Task LevelThatFailsIsThatOfTheSettingsOrOfTheCommandLine(string level, string failOn, int code)
    {
        Reports("a.md");
        Write("incidentkit.yaml", $"audit: {{levels: {{IKA0104: {level}}}, failOn: {failOn}}}\n");
        var settings = await Cli.RunOnAsync(In(""), "audit", _folder.PathOf("a.md"));
        Assert.Equal(code, settings.Code);
        Write("incidentkit.yaml", $"audit: {{levels: {{IKA0104: {level}}}}}\n");
        var option = await Cli.RunOnAsync(In(""), "audit", _folder.PathOf("a.md"), "--fail-on", failOn);
        Assert.Equal(code, option.Code);
    }

    /// <summary>A step may work in a folder of the checkout; the review knows paths from its top.</summary>
    [Theory]
    [InlineData("github", "file=docs/a.md,")]
    [InlineData("sarif", "\"uri\": \"docs/a.md\"")]
    public async Task ReviewKnowsPathsFromTheTopOfTheCheckout(string format, string path)
    {
        Reports("docs/a.md");
        var result = await Cli.RunOnAsync(
            host => host with { Environment = name => name == "GITHUB_WORKSPACE" ? _folder.FullPath : null },
            "audit",
            _folder.PathOf("docs/a.md"),
            "--format",
            format
        );
        Assert.Contains(path, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownCheckInTheSettingsIsAMistake()
    {
        Reports("a.md");
        Write("incidentkit.yaml", "audit:\n  levels: {IKA0999: off}\n");
        var result = await Cli.RunOnAsync(In(""), "audit", _folder.PathOf("a.md"));
        Assert.Equal((ExitCode.Content, ""), (result.Code, result.Output));
        Assert.StartsWith(
            "incidentkit: incidentkit.yaml:2:12: there is no check 'IKA0999'",
            Assert.Single(result.ErrorLines),
            StringComparison.Ordinal
        );
    }

    private static Func<CliHost, CliHost> Typed(byte[] bytes) => host => host with { Input = () => new MemoryStream(bytes) };

    private Func<CliHost, CliHost> In(string folder) => host => host with { Folder = _folder.PathOf(folder) };

    private void Reports(params string[] files)
    {
        foreach (var file in files)
            Write(file, Wrong);
    }

    private void Write(string file, string text)
    {
        var path = _folder.PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private async Task<string[]> Audited(params string[] args) => Names(await Cli.RunAsync(["audit", "--format", "line", .. args]));

    private async Task<string[]> AuditedIn(string folder, params string[] args) =>
        Names(await Cli.RunOnAsync(In(folder), ["audit", "--format", "line", .. args]));

    /// <summary>The reports with their path from the folder, in the order in which they are told.</summary>
    private string[] Names(Cli.Result result) =>
        [
            .. result
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => Path.GetRelativePath(_folder.FullPath, l[..l.IndexOf(":1:", StringComparison.Ordinal)]).Replace('\\', '/')),
        ];
}
