using System.Diagnostics;
using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>What is left when a recording is killed, and what a resumed one becomes. Linux only: the clock of the process is faked.</summary>
public sealed class KillAndResumeTests(AccountWithoutRuns account) : IClassFixture<AccountWithoutRuns>
{
    /// <summary>Each is killed a little later than the one before.</summary>
    private const int Attempts = 3;

    private const int Every = 10;

    [Fact]
    public async Task KilledAfterAnyOfFiftyRecordsItResumesToTheSameBundle()
    {
        account.Begin();
        using var folder = new TemporaryFolder();
        var (bundle, whole) = (folder.PathOf("bundle"), folder.PathOf("whole"));
        var uninterrupted = await Programs.RunAsync(Collector(whole));
        Assert.Equal((0, whole + "\n"), (uninterrupted.Code, uninterrupted.Output));

        // Each of them is what the kills of the faults project try, for an hour.
        for (var records = 1; records <= 50; records += Math.Max(1, Every / Effort.Of(1)))
        {
            var most = records;
            account.Front.Gate = async _ =>
            {
                while (Lines(bundle) >= most)
                    await Task.Delay(5);
            };
            await KillAsync(Collector(bundle, records > 1), () => Lines(bundle) >= most);
            Assert.False(Directory.Exists(bundle));
            Assert.True(SaysPartial(bundle), $"after {records} records");
        }

        account.Front.Gate = null;
        var report = await Cli.RunAsync("report", BundleWriter.PartialPath(bundle), "--out", folder.PathOf("report"), "--strict");
        Assert.Equal(4, report.Code);
        Assert.Contains(
            "The bundle is partial",
            await File.ReadAllTextAsync(
                Path.Combine(folder.PathOf("report"), "incident-report.json"),
                TestContext.Current.CancellationToken
            ),
            StringComparison.Ordinal
        );

        var resumed = await Programs.RunAsync(Collector(bundle, resume: true));
        Assert.Equal(0, resumed.Code);
        AssertSame(whole, bundle);
        Assert.False(Directory.Exists(BundleWriter.PartialPath(bundle)));
    }

    [Fact]
    public async Task KilledWhileItFinishesItIsPartialOrComplete()
    {
        account.Begin();
        using var folder = new TemporaryFolder();
        var whole = folder.PathOf("whole");
        Assert.Equal(0, (await Programs.RunAsync(Collector(whole))).Code);
        var (partial, complete) = (0, 0);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var bundle = folder.PathOf($"bundle{attempt}");
            var finishing = Path.Combine(BundleWriter.PartialPath(bundle), "final");
            var wait = TimeSpan.FromMilliseconds(attempt * 4);
            await KillAsync(Collector(bundle), () => Directory.Exists(finishing) || Directory.Exists(bundle), wait);
            if (Directory.Exists(bundle))
            {
                // Killed after the rename it may leave the partial folder behind, which still says partial.
                Assert.True(
                    !Directory.Exists(BundleWriter.PartialPath(bundle))
                        || !File.Exists(Path.Combine(BundleWriter.PartialPath(bundle), "manifest.json"))
                        || SaysPartial(bundle)
                );
                complete++;
                AssertSame(whole, bundle);
                continue;
            }

            partial++;
            Assert.True(SaysPartial(bundle));
            Assert.Equal(0, (await Programs.RunAsync(Collector(bundle, resume: true))).Code);
            AssertSame(whole, bundle);
        }

        Assert.Equal(Attempts, partial + complete);
    }

    /// <summary>The command line in a process of its own whose clock stands still, so that bundles can be compared whole.</summary>
    private ProcessStartInfo Collector(string bundle, bool resume = false)
    {
        string[] more = resume ? ["--resume"] : [];
        var info = Programs.Info("dotnet", [Programs.Tool, .. account.Collect(bundle, more)]);
        FrozenClock.Set(info, account.Scenario.RecordedAt);
        return info;
    }

    private static async Task KillAsync(ProcessStartInfo info, Func<bool> when, TimeSpan wait = default)
    {
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (!when() && !process.HasExited)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        await Task.Delay(wait, TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(when(), await error);
    }

    private static int Lines(string bundle)
    {
        var partial = BundleWriter.PartialPath(bundle);
        return Directory.Exists(partial) ? Directory.GetFiles(partial, "*.ndjson").Sum(f => File.ReadAllBytes(f).Count(b => b == '\n')) : 0;
    }

    private static bool SaysPartial(string bundle)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(BundleWriter.PartialPath(bundle), "manifest.json")));
        return manifest.RootElement.GetProperty("status").GetString() == "partial";
    }

    private static void AssertSame(string expected, string actual)
    {
        using var one = BundleReader.Open(expected);
        using var other = BundleReader.Open(actual);
        other.VerifyAll();
        Assert.Equal(one.Sha256, other.Sha256);
    }
}
