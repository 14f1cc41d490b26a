using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

public sealed class DemoTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    private static readonly string[] Documents =
    [
        "brief.md",
        "brief.txt",
        "fix.sh",
        "incident-report.html",
        "incident-report.json",
        "incident-report.md",
        "runbook.md",
    ];

    [Theory]
    [InlineData("during")]
    [InlineData("after")]
    public async Task TheBriefFitsAChat(string part)
    {
        var text = await File.ReadAllTextAsync(demo.PathOf(part, "brief.txt"), TestContext.Current.CancellationToken);
        Assert.InRange(text.Length, 400, 1_200);
        Assert.Contains(
            "both trading dispatchers, the signal engine, the bar ingestor and the 1-minute position manager",
            text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("during")]
    [InlineData("after")]
    public void AllDocumentsAreThereAndNothingElse(string part) => Assert.Equal(Documents, Names(demo.PathOf(part)));

    [Theory]
    [InlineData("during")]
    [InlineData("after")]
    public void TheScriptCanBeRun(string part)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no executable bit");
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(demo.PathOf(part, "fix.sh")).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task ReportOnItsRecordingGivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Done, (await Cli.RunAsync(demo.ReportAfter(folder.PathOf("after")))).Code);
        AssertSame(demo.PathOf("after"), folder.PathOf("after"));
    }

    [Fact]
    public async Task ReportOnTheUnpackedRecordingGivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var bundle = demo.Unpack("freeze-open", folder);
        var result = await Cli.RunAsync(
            "report",
            bundle,
            "--config",
            demo.PathOf("bundles", "incidentkit.yaml"),
            "--out",
            folder.PathOf("during")
        );
        Assert.Equal(ExitCode.Done, result.Code);
        AssertSame(demo.PathOf("during"), folder.PathOf("during"));
    }

    [Fact]
    public async Task OtherZoneCultureAndFolderOfTheMachineGiveTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var info = Programs.Info(
            "dotnet",
            [Programs.Tool, "demo", "--out", "elsewhere"],
            ("TZ", "Asia/Kathmandu"),
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8")
        );
        info.WorkingDirectory = folder.FullPath;
        Assert.Equal(ExitCode.Done, (await Programs.RunAsync(info)).Code);
        AssertSame(demo.PathOf("during"), folder.PathOf("elsewhere/during"));
        AssertSame(demo.PathOf("after"), folder.PathOf("elsewhere/after"));
    }

    [Fact]
    public async Task ReportWritesToTheBundlesNameUnlessToldOtherwise()
    {
        using var folder = new TemporaryFolder();
        var info = Programs.Info("dotnet", [Programs.Tool, "report", demo.PathOf("bundles", "freeze-open.zip")]);
        info.WorkingDirectory = folder.FullPath;
        Assert.Equal(ExitCode.Done, (await Programs.RunAsync(info)).Code);
        Assert.Equal(Documents, Names(folder.PathOf("freeze-open-report")));
    }

    [Fact]
    public async Task ATemplateOfTheUsersOwnChangesTheReportAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("templates"));
        await File.WriteAllTextAsync(
            folder.PathOf("templates/incident-report.md.sbn"),
            "# {{ incident.title }}\n",
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            ExitCode.Done,
            (await Cli.RunAsync(demo.ReportAfter(folder.PathOf("after"), "--templates", folder.PathOf("templates")))).Code
        );
        Assert.Equal(
            "# Scheduler freeze\n",
            await File.ReadAllTextAsync(folder.PathOf("after/incident-report.md"), TestContext.Current.CancellationToken)
        );
        string[] changed =
        [
            .. Documents.Where(name =>
                !File.ReadAllBytes(demo.PathOf("after", name)).SequenceEqual(File.ReadAllBytes(folder.PathOf($"after/{name}")))
            ),
        ];
        Assert.Equal(["incident-report.html", "incident-report.md"], changed);
    }

    [Theory]
    [InlineData("runbook", "runbook.md")]
    [InlineData("fix", "fix.sh")]
    public async Task OneDocumentAloneIsThatOfTheReport(string verb, string name)
    {
        using var folder = new TemporaryFolder();
        string[] arguments = [verb, demo.PathOf("bundles", "freeze-open.zip"), "--config", demo.PathOf("bundles", "incidentkit.yaml")];
        var expected = await File.ReadAllTextAsync(demo.PathOf("during", name), TestContext.Current.CancellationToken);
        var shown = await Cli.RunAsync(arguments);
        Assert.Equal((ExitCode.Done, expected, ""), (shown.Code, shown.Output, shown.Error));
        var written = await Cli.RunAsync([.. arguments, "--out", folder.PathOf(name)]);
        Assert.Equal(
            (ExitCode.Done, expected),
            (written.Code, await File.ReadAllTextAsync(folder.PathOf(name), TestContext.Current.CancellationToken))
        );
    }

    [Fact]
    public async Task TheCommandItNamesMakesTheSameReportAgain()
    {
        using var folder = new TemporaryFolder();
        var result = await Cli.RunAsync("demo", "--out", folder.PathOf("out"));
        var named = Assert.Single(result.ErrorLines, line => line.TrimStart().StartsWith("incidentkit ", StringComparison.Ordinal));
        string[] arguments = [.. named.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1], folder.PathOf("again")];
        Assert.Equal(ExitCode.Done, (await Cli.RunAsync(arguments)).Code);
        AssertSame(folder.PathOf("out/after"), folder.PathOf("again"));
    }

    [Theory]
    [InlineData("low", ExitCode.Findings)]
    [InlineData("critical", ExitCode.Findings)]
    [InlineData(null, ExitCode.Done)]
    public async Task FindingsFailAReportOnlyWhenAsked(string? severity, int code)
    {
        using var folder = new TemporaryFolder();
        var result = await Cli.RunAsync(demo.ReportAfter(folder.PathOf("out"), severity is null ? [] : ["--fail-on", severity]));
        Assert.Equal(code, result.Code);
        Assert.Equal(Documents, Names(folder.PathOf("out")));
    }

    [Fact]
    public async Task StrictSaysWhatIsUnknownAfterWritingWhatIsKnown()
    {
        using var folder = new TemporaryFolder();
        var result = await Cli.RunAsync("report", demo.PathOf("bundles", "freeze-open.zip"), "--out", folder.PathOf("out"), "--strict");
        Assert.Equal(ExitCode.PartlyUnknown, result.Code);
        Assert.Contains("29 runs", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(Documents, Names(folder.PathOf("out")));
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static void AssertSame(string expected, string actual)
    {
        Assert.Equal(Documents, Names(actual));
        foreach (var name in Documents)
            Assert.True(
                File.ReadAllBytes(Path.Combine(expected, name)).SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name))),
                $"{name} differs"
            );
    }
}
