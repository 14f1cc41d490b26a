using System.Diagnostics;
using System.Globalization;
using IncidentKit.Cli;
using IncidentKit.Testing;

namespace IncidentKit.Faults.Kills;

/// <summary>
/// Commands in processes of their own, killed at a drawn time. What has its name is whole; what is left says that it is partial or is
/// removed by the next command; the next command makes what the first would have made.
/// </summary>
static class KillCampaign
{
    /// <summary>Exit codes of a command that did what it should: done, findings, partly unknown.</summary>
    static readonly int[] Good = [0, 1, 4];

    /// <summary>Kills drawn commands at drawn times.</summary>
    public static async Task<CampaignResult> RunAsync(Budget budget, CancellationToken ct)
    {
        InProcess.UseNoRealAccount();
        using var work = new TemporaryFolder();
        await using var account = await EmulatedAccount.StartAsync(FreezeScenario.Open, runs: false);
        var recording = work.PathOf("recording.zip");
        await File.WriteAllBytesAsync(recording, DemoFile.Read("freeze-open.zip"), ct);
        List<KilledCommand> commands =
        [
            new("report", ["report", recording, "--out", KilledCommand.Out]),
            new("daily", ["daily", recording, "--date", "2026-01-29", "--history", "history", "--out", KilledCommand.Out]),
        ];
        if (account is not null)
        {
            string[] aws = ["--region", FreezeScenario.Region, "--endpoint-url", account.Front.Endpoint.ToString()];
            commands.Add(new("check", ["check", .. aws]));
            commands.Add(
                new("collect", ["collect", "--from", "2026-01-29T16:00Z", "--to", "2026-01-29T18:00Z", "--out", KilledCommand.Out, .. aws])
            );
        }

        var (rows, wrong, cases) = (new SortedDictionary<string, int[]>(StringComparer.Ordinal), new List<string>(), 0);
        foreach (var command in commands)
        {
            rows[command.Name] = new int[3];
            await command.MeasureAsync(work.PathOf(command.Name));
        }

        var began = Stopwatch.GetTimestamp();
        for (; cases < budget.Cases && Stopwatch.GetElapsedTime(began) < budget.Time.ToTimeSpan(); cases++)
        {
            ct.ThrowIfCancellationRequested();
            var random = new Random(unchecked((budget.Seed * 1_000_003) + cases));
            var command = commands[random.Next(commands.Count)];
            var folder = Directory.CreateDirectory(work.PathOf("case")).FullName;
            var wait = command.Takes * random.NextDouble();
            var row = rows[command.Name];
            row[0]++;
            row[1] += await command.RunAsync(folder, wait) is null ? 1 : 0;
            if ((command.Objection(folder) ?? await AgainAsync(command, folder)) is { } problem)
            {
                row[2]++;
                wrong.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"seed {budget.Seed}, case {cases}, {command.Name} killed after {wait.TotalMilliseconds:F0} ms: {problem}"
                    )
                );
            }

            Directory.Delete(folder, recursive: true);
        }

        return new(
            ["command", "runs", "killed before they ended", "wrong"],
            [.. rows.Select(row => (IReadOnlyList<string>)[row.Key, .. row.Value.Select(n => n.ToString(CultureInfo.InvariantCulture))])],
            cases,
            wrong
        );
    }

    /// <summary>What is wrong with the next run; null where it makes what an uninterrupted one makes, and nothing is left of the first.</summary>
    static async Task<string?> AgainAsync(KilledCommand command, string folder)
    {
        var (code, error) = (await command.RunAsync(folder, kill: null))!.Value;
        return Good.Contains(code) ? command.Difference(folder) : $"the next run ends with {code}: {error.ReplaceLineEndings(" ")}";
    }
}
