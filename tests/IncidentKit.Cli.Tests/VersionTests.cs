using System.Text.Json;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>
/// What earlier versions wrote is still read: bundles, kept daily reports, earlier incident reports, and a team's copies of templates.
/// A folder of <c>Versions</c> holds what that version wrote, and is never changed.
/// </summary>
public sealed class VersionTests : IDisposable
{
    private static readonly string Root = Path.Combine(Snapshot.ProjectDirectory(typeof(VersionTests).Assembly), "Versions");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Versions => [.. Directory.EnumerateDirectories(Root).Select(f => Path.GetFileName(f))];

    /// <summary>Each bundle of each version, with the runs that its own report counted as missed.</summary>
    public static TheoryData<string, int> Bundles =>
        new()
        {
            { "0.1.0/bundles/freeze-open.zip", 1572 },
            { "0.1.0/bundles/freeze-closed.zip", 1618 },
            { "0.1.0/bundles/imported", 3 },
        };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Bundles))]
    public async Task BundlesAreRead(string bundle, int missed)
    {
        Assert.Equal(ExitCode.Done, (await Cli.RunAsync("report", Path.Combine(Root, bundle), "--out", _folder.FullPath)).Code);
        Assert.Equal(missed, (await JsonAsync("incident-report.json")).GetProperty("totals").GetProperty("missed").GetInt32());
    }

    [Fact]
    public void EveryBundleIsTried() =>
        Assert.Equal(
            Directory
                .EnumerateDirectories(Root)
                .SelectMany(v => Directory.EnumerateFileSystemEntries(Path.Combine(v, "bundles")))
                .Where(f => !f.EndsWith(".yaml", StringComparison.Ordinal))
                .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
            Bundles.Select(b => b.Data.Item1).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task KeptDaysAreComparedWith(string version)
    {
        CopyFolder(Path.Combine(Root, version, "history"), _folder.PathOf("history"));
        string[] daily = ["daily", Path.Combine(Root, version, "bundles", "freeze-closed.zip"), "--date", "2026-01-29", "--days", "1"];
        var result = await Cli.RunAsync([.. daily, "--history", _folder.PathOf("history"), "--out", _folder.PathOf("day")]);
        Assert.Equal(ExitCode.Findings, result.Code);
        var comparison = (await JsonAsync("day/daily-gap-report.json")).GetProperty("comparison");
        Assert.Equal(1, comparison.GetProperty("days").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task EarlierReportsAreRecognised(string version)
    {
        var bundle = Path.Combine(Root, version, "bundles", "freeze-open.zip");
        var earlier = _folder.PathOf("earlier");
        CopyFolder(Path.Combine(Root, version, "earlier"), earlier);
        // Otherwise it is the same incident, which is no recurrence of itself.
        var report = Path.Combine(earlier, "freeze", "incident-report.json");
        var text = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        var moved = text.Replace("\"onset\":\"2026-01-29T16:37:00Z\"", "\"onset\":\"2026-01-08T16:37:00Z\"", StringComparison.Ordinal)
            .Replace("\"onset\": \"2026-01-29T16:37:00Z\"", "\"onset\": \"2026-01-08T16:37:00Z\"", StringComparison.Ordinal);
        Assert.NotEqual(text, moved);
        await File.WriteAllTextAsync(report, moved, TestContext.Current.CancellationToken);

        await Cli.RunAsync("report", bundle, "--earlier", earlier, "--out", _folder.PathOf("report"));
        var recurrence = (await JsonAsync("report/incident-report.json")).GetProperty("recurrence");
        Assert.Equal(["IK2001"], recurrence[0].GetProperty("findings").EnumerateArray().Select(f => f.GetString()!));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task SavedReportsAreAudited(string version)
    {
        var report = Path.Combine(Root, version, "earlier", "freeze", "incident-report.md");
        var bundle = Path.Combine(Root, version, "bundles", "freeze-closed.zip");
        var result = await Cli.RunAsync("audit", report, "--bundle", bundle, "--market", "XNYS");
        Assert.True(result.Code is ExitCode.Done or ExitCode.Findings, result.Error);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task CopiedTemplatesStillRenderEveryDocument(string version)
    {
        var bundles = Path.Combine(Root, version, "bundles");
        var templates = Path.Combine(Root, version, "templates");
        string[] report =
        [
            "report",
            Path.Combine(bundles, "freeze-closed.zip"),
            "--incident",
            Path.Combine(bundles, "incident.yaml"),
            "--config",
            Path.Combine(bundles, "incidentkit.yaml"),
            "--templates",
            templates,
        ];
        var result = await Cli.RunAsync([.. report, "--out", _folder.PathOf("report")]);
        Assert.True(result.Code == ExitCode.Done, result.Error);
        var markdown = await File.ReadAllTextAsync(_folder.PathOf("report/incident-report.md"), TestContext.Current.CancellationToken);
        Assert.Contains("6 of 13 schedules missed 1,618 of 3,521 expected runs.", markdown, StringComparison.Ordinal);
        Assert.All(
            new[] { "incident-report.html", "runbook.md", "fix.sh" },
            document => Assert.True(new FileInfo(_folder.PathOf($"report/{document}")).Length > 100)
        );

        string[] daily = ["daily", report[1], "--date", "2026-01-29", "--templates", templates, "--out", _folder.PathOf("day")];
        Assert.Equal(ExitCode.Findings, (await Cli.RunAsync(daily)).Code);
    }

    private async Task<JsonElement> JsonAsync(string file)
    {
        var bytes = await File.ReadAllBytesAsync(_folder.PathOf(file), TestContext.Current.CancellationToken);
        return JsonDocument.Parse(bytes).RootElement;
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
