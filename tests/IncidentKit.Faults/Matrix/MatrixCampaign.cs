using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentKit.Analysis;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Sources;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;

namespace IncidentKit.Faults.Matrix;

/// <summary>
/// Every operation that a recording sends, answered in every wrong way there is. Either the source says so, or the answer was whole and
/// the report is the sound one. Nothing wrong looks well, no run that ran is missed, nothing ends as a bug, and everything ends.
/// </summary>
internal static class MatrixCampaign
{
    /// <summary>Most memory of the process while it records one account.</summary>
    const long MostBytes = 500_000_000;

    public static Campaign Row { get; } =
        new(
            "matrix",
            "every operation answered in every wrong way",
            CasesOfAnHour: 100_000,
            (budget, ct) => RunAsync(budget, withMemory: true, ct)
        );

    /// <summary>Any credentials will do, and none of this machine are looked for.</summary>
    public static void UseNoRealAccount()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "testing");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "testing");
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", "/nonexistent");
    }

    /// <summary>Runs as many cases as the budget allows, in an order that its seed draws.</summary>
    public static async Task<CampaignResult> RunAsync(Budget budget, bool withMemory, CancellationToken ct)
    {
        UseNoRealAccount();
        var cases = (await MatrixWay.SoundAsync(ct))
            .SelectMany(way => way.Operations.OrderBy(o => o.ToString(), StringComparer.Ordinal).Select(o => (way.Sound, Operation: o)))
            .SelectMany(row => AnswerFault.All.Select(fault => (row.Sound, row.Operation, Fault: fault)))
            .ToArray();
        // Where time ends first, something of everything was tried.
        new Random(budget.Seed).Shuffle(cases);
        var memory = new PeakMemory();
        var began = Stopwatch.GetTimestamp();
        var (wrong, said, whole, tried, suspects) = (
            new ConcurrentDictionary<(string, string), string>(),
            new ConcurrentDictionary<string, int>(),
            new ConcurrentDictionary<string, int>(),
            0,
            0
        );
        await Parallel.ForEachAsync(
            cases.Take(budget.Cases),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct },
            async (@case, stop) =>
            {
                if (Duration.FromTimeSpan(Stopwatch.GetElapsedTime(began)) > budget.Time)
                    return;
                Interlocked.Increment(ref tried);
                var (sound, operation, fault) = @case;
                var number = memory.Begin();
                var outcome = await MatrixCase.RunAsync(sound.Way, operation, fault, stop);
                var suspect = memory.End(number) > MostBytes;
                var problem = outcome.Wrong(sound);
                if (withMemory && suspect)
                {
                    Interlocked.Increment(ref suspects);
                    if (await PeakMemory.AloneAsync(sound.Way, operation.ToString(), fault.Name, stop) is > MostBytes and var bytes)
                        problem = $"{problem} {bytes / 1_000_000} MB".Trim();
                }

                if (problem is not null)
                    wrong[(operation.ToString(), fault.Name)] = problem;
                else
                    (outcome.Says(sound) ? said : whole).AddOrUpdate(fault.Name, 1, (_, n) => n + 1);
            }
        );
        return new(
            ["fault", "the source says so", "the answer was whole", "wrong"],
            [
                .. AnswerFault
                    .All.Select(f => f.Name)
                    .Select(name =>
                        (IReadOnlyList<string>)
                            [
                                name,
                                $"{said.GetValueOrDefault(name)}",
                                $"{whole.GetValueOrDefault(name)}",
                                $"{wrong.Keys.Count(k => k.Item2 == name)}",
                            ]
                    ),
                ["run again alone for their memory", "", "", $"{suspects}"],
            ],
            tried,
            [.. wrong.OrderBy(w => w.Key).Select(w => $"{w.Key.Item1}, {w.Key.Item2}: {w.Value}")]
        );
    }
}
