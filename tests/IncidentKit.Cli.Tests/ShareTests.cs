using System.IO.Compression;
using System.Text;
using System.Text.Json;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

public sealed class ShareTests(DemoFolder demo) : IClassFixture<DemoFolder>, IDisposable
{
    private static readonly string[] Documents =
    [
        "brief.md",
        "brief.txt",
        "incident-report.html",
        "incident-report.json",
        "incident-report.md",
        "runbook.md",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AllButTheScriptIsSharedAndTheKeyStaysBeside()
    {
        var result = await ShareAsync("out");
        Assert.Equal(ExitCode.Done, result.Code);
        Assert.Equal(Documents, Names("out"));
        Assert.Contains(result.ErrorLines, line => line.StartsWith("fix.sh is left out", StringComparison.Ordinal));
        var key = _folder.PathOf("out-key.json");
        Assert.Equal("schedule-3", Key(key)["ops-pipeline-dispatcher"]);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    /// <summary>Of every recorded name that is no word of the tool's, nothing is left in any file.</summary>
    [Fact]
    public async Task NoRecordedNameLeaves()
    {
        Assert.Equal(ExitCode.Done, (await ShareAsync("out")).Code);
        using var zip = await ZipFile.OpenReadAsync(demo.PathOf("bundles", "freeze-closed.zip"), TestContext.Current.CancellationToken);
        var recorded = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(TestContext.Current.CancellationToken));
            recorded.Append(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        string[] names =
        [
            "ops-pipeline",
            "ops-admin",
            "platform-deploy",
            "position-manager",
            "trade-alert",
            "ticker-discovery",
            "telemetry-ingestor",
        ];
        Assert.All(names, name => Assert.Contains(name, recorded.ToString(), StringComparison.Ordinal));
        foreach (var name in Documents)
        {
            var text = await File.ReadAllTextAsync(_folder.PathOf($"out/{name}"), TestContext.Current.CancellationToken);
            Assert.All(names, n => Assert.DoesNotContain(n, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task TheKeyOfOneReportServesTheNext()
    {
        Assert.Equal(ExitCode.Done, (await ShareAsync("first", "--key", _folder.PathOf("k.json"))).Code);
        var before = Key(_folder.PathOf("k.json"));
        var first = await File.ReadAllBytesAsync(_folder.PathOf("first/incident-report.json"), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Done, (await ShareAsync("second", "--key", _folder.PathOf("k.json"))).Code);
        Assert.Equal(before, Key(_folder.PathOf("k.json")));
        Assert.Equal(
            first,
            await File.ReadAllBytesAsync(_folder.PathOf("second/incident-report.json"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task AKeyAmongTheDocumentsIsRefused()
    {
        Directory.CreateDirectory(_folder.PathOf("real"));
        if (!OperatingSystem.IsWindows())
            Directory.CreateSymbolicLink(_folder.PathOf("linked"), _folder.PathOf("real"));
        string[] keys = OperatingSystem.IsWindows() ? ["out/k", "out/deeper/k"] : ["out/k", "out/deeper/k", "other/../out/k", "linked/k"];
        foreach (var key in keys)
        {
            var result = await ShareAsync(
                key.StartsWith("linked", StringComparison.Ordinal) ? "real" : "out",
                "--key",
                _folder.PathOf(key)
            );
            Assert.Equal(ExitCode.CommandLine, result.Code);
            Assert.Contains("would leave", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("fix.sh")]
    [InlineData("incident-report.pdf")]
    [InlineData("notes.md")]
    public async Task AFolderWithAnythingElseIsRefused(string left)
    {
        Directory.CreateDirectory(_folder.PathOf("out"));
        await File.WriteAllTextAsync(_folder.PathOf($"out/{left}"), "ops-admin", TestContext.Current.CancellationToken);
        var result = await ShareAsync("out");
        Assert.Equal(ExitCode.CommandLine, result.Code);
        Assert.Contains(left, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal([left], Names("out"));
        Assert.False(File.Exists(_folder.PathOf("out-key.json")));
    }

    [Fact]
    public async Task WithNamesThereIsAScriptAndNoKey()
    {
        var result = await ShareAsync("out", "--include", "names,counterfactuals");
        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        Assert.Equal([.. Documents.Append("fix.sh").Order(StringComparer.Ordinal)], Names("out"));
        Assert.False(File.Exists(_folder.PathOf("out-key.json")));
    }

    [Theory]
    [InlineData(ExitCode.CommandLine, "--share", "--include", "name")]
    [InlineData(ExitCode.CommandLine, "--share", "--include", ",")]
    [InlineData(ExitCode.CommandLine, "--include", "names")]
    [InlineData(ExitCode.CommandLine, "--key", "k.json")]
    [InlineData(ExitCode.CommandLine, "--share", "--include", "names", "--key", "k.json")]
    [InlineData(ExitCode.CommandLine, "--share", "--init")]
    [InlineData(ExitCode.CommandLine, "--share", "--key", "/proc")]
    [InlineData(ExitCode.CommandLine, "--browser", "x")]
    public async Task AMistakeIsOneLine(int code, params string[] more)
    {
        var result = await Cli.RunAsync(demo.ReportAfter(_folder.PathOf("out"), more));
        Assert.Equal(code, result.Code);
        Assert.Single(result.ErrorLines);
        Assert.False(Directory.Exists(_folder.PathOf("out")));
    }

    [Fact]
    public async Task AFileThatIsNoKeyIsAMistakeAndStays()
    {
        await File.WriteAllTextAsync(_folder.PathOf("out-key.json"), "mine", TestContext.Current.CancellationToken);
        var result = await ShareAsync("out");
        Assert.Equal(ExitCode.Content, result.Code);
        Assert.Single(result.ErrorLines);
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder.PathOf("out-key.json"), TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(_folder.PathOf("out")));
    }

    private Task<Cli.Result> ShareAsync(string folder, params string[] more) =>
        Cli.RunAsync(demo.ReportAfter(_folder.PathOf(folder), ["--share", .. more]));

    private string[] Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(_folder.PathOf(folder)).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> Key(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.GetProperty("names").EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString()!);
    }
}
