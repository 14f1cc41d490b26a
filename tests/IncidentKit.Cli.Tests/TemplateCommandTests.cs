using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

public sealed class TemplateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AcceptedOutputIsTheSameNextTime()
    {
        Write("incident-report.md.sbn", "# {{ incident.title }}\n\n{{ schedules.size }} schedules\n");
        var first = await TestAsync();
        Assert.Equal(ExitCode.Findings, first.Code);
        Assert.Contains("incident-report.freeze-closed.verified.md is not there yet", first.Output, StringComparison.Ordinal);
        Assert.Equal("# Scheduler freeze\n\n13 schedules\n", Read("incident-report.freeze-closed.received.md"));

        Assert.Equal(ExitCode.Done, (await TestAsync("--accept")).Code);
        Assert.Equal(
            ["incident-report.freeze-closed.verified.md", "incident-report.freeze-open.verified.md", "incident-report.md.sbn"],
            Names()
        );
        var again = await TestAsync();
        Assert.Equal((ExitCode.Done, "", "2 the same, 0 different\n"), (again.Code, again.Output, again.Error));
    }

    [Fact]
    public async Task ADifferenceIsShownByItsLines()
    {
        Write("incident-report.md.sbn", "# {{ incident.title }}\n\none\ntwo\n");
        await TestAsync("--accept");
        Write("incident-report.md.sbn", "# {{ incident.title }}\n\none\nthree\n");
        var result = await TestAsync();
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.Contains(
            "incident-report.freeze-closed.verified.md differs:\n  line 2:\n\n    one\n  - two\n  + three\n",
            result.Output,
            StringComparison.Ordinal
        );
        Write("incident-report.md.sbn", "# {{ incident.title }}\n\none\ntwo\n");
        Assert.Equal(ExitCode.Done, (await TestAsync()).Code);
        Assert.DoesNotContain(Names(), name => name.Contains("received", StringComparison.Ordinal));
    }

    [Fact]
    public async Task APartialIsTestedInTheDocumentsThatIncludeIt()
    {
        Write("partials/coverage.md.sbn", "## What we looked at\n");
        await TestAsync("--accept");
        Assert.Equal(
            [
                "daily-gap-report.freeze-closed.verified.md",
                "daily-gap-report.freeze-open.verified.md",
                "incident-report.freeze-closed.verified.md",
                "incident-report.freeze-open.verified.md",
                "partials",
            ],
            Names()
        );
    }

    [Fact]
    public async Task AFoldersOwnFixturesAreUsedWithTheFilesBesideThem()
    {
        Write("incident-report.md.sbn", "# {{ incident.title }}\n");
        Directory.CreateDirectory(_folder.PathOf("fixtures"));
        await File.WriteAllBytesAsync(
            _folder.PathOf("fixtures/ours.zip"),
            DemoFile.Read("freeze-open.zip"),
            TestContext.Current.CancellationToken
        );
        Write("fixtures/ours.incident.yaml", "title: Our own\n");
        await TestAsync("--accept");
        Assert.Equal("# Our own\n", Read("incident-report.ours.verified.md"));
    }

    [Fact]
    public async Task AVerifiedFileOfNoFixtureIsTold()
    {
        Write("incident-report.md.sbn", "# x\n");
        await TestAsync("--accept");
        Write("incident-report.gone.verified.md", "# x\n");
        var result = await TestAsync();
        Assert.Equal(
            (ExitCode.Findings, "incident-report.gone.verified.md belongs to no template and fixture any more: remove it\n"),
            (result.Code, result.Output)
        );
    }

    [Fact]
    public async Task ATemplateThatNoDocumentUsesIsToldToBeUntested()
    {
        Write("rule-page.md.sbn", "# x\n");
        var result = await TestAsync();
        Assert.Contains("rule-page.md.sbn takes part in no document", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ missing }}", "template incident-report.md.sbn(2,6): ")]
    [InlineData("{{ while true; end }}", "template incident-report.md.sbn(2,")]
    [InlineData("{{ 'x' * 2000000000 }}", "template incident-report.md.sbn(2,")]
    public async Task AMistakeIsToldWithItsNameLineAndColumn(string template, string message)
    {
        Write("incident-report.md.sbn", $"\n  {template}\n");
        var result = await TestAsync();
        Assert.Equal((ExitCode.Content, ""), (result.Code, result.Output));
        Assert.Contains(message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("template", "what of the templates? test")]
    [InlineData("template test nowhere", "there is no folder 'nowhere'")]
    [InlineData("template test DIR", "holds no template")]
    [InlineData("template test", "'DIR'")]
    public async Task AWrongCommandLineIsToldInOneLine(string commandLine, string message)
    {
        var result = await Cli.RunAsync([.. commandLine.Split(' ').Select(a => a == "DIR" ? _folder.FullPath : a)]);
        Assert.Equal((ExitCode.CommandLine, ""), (result.Code, result.Output));
        Assert.Contains(message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private Task<Cli.Result> TestAsync(params string[] more) => Cli.RunAsync(["template", "test", _folder.FullPath, .. more]);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(name))!);
        File.WriteAllText(_folder.PathOf(name), text);
    }

    private string Read(string name) => File.ReadAllText(_folder.PathOf(name));

    private string[] Names() =>
        [.. Directory.EnumerateFileSystemEntries(_folder.FullPath).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
