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

    /// <summary>Runs as many cases as the budget allows, in an order that its seed draws.</summary>
    public static async Task<CampaignResult> RunAsync(Budget budget, bool withMemory, CancellationToken ct)
    {
        // Any credentials will do, and none of this machine are looked for.
        foreach (
            var (name, value) in new[]
            {
                ("AWS_ACCESS_KEY_ID", "testing"),
                ("AWS_SECRET_ACCESS_KEY", "testing"),
                ("AWS_CONFIG_FILE", "/nonexistent"),
            }
        )
            Environment.SetEnvironmentVariable(name, value);
        var answers = RecordedAnswers.OfDemo("freeze-open.zip");
        var sound = await MatrixCase.RunAsync(answers, null, null, ct);
        if (sound.Wrong(sound) is not null || sound.Coverage.Count == 0)
            throw new InvalidOperationException($"the sound account cannot be recorded: {sound.Error}");
        var cases = sound
            .Asked.Select(name => AwsOperation.All.Single(o => o.ToString() == name))
            .OrderBy(o => o.ToString(), StringComparer.Ordinal)
            .SelectMany(operation => AnswerFault.All.Select(fault => (operation, fault)))
            .ToArray();
        if (budget.Cases < cases.Length)
            new Random(budget.Seed).Shuffle(cases);
        var began = Stopwatch.GetTimestamp();
        var (wrong, said, whole, tried) = (
            new ConcurrentDictionary<(string, string), string>(),
            new ConcurrentDictionary<string, int>(),
            new ConcurrentDictionary<string, int>(),
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
                var (operation, fault) = @case;
                var outcome = await MatrixCase.RunAsync(answers, operation, fault, stop);
                var problem = outcome.Wrong(sound);
                if (withMemory && Environment.WorkingSet > MostBytes)
                    problem = $"{problem} {Environment.WorkingSet / 1_000_000} MB".Trim();
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
            ],
            tried,
            [.. wrong.OrderBy(w => w.Key).Select(w => $"{w.Key.Item1}, {w.Key.Item2}: {w.Value}")]
        );
    }
}
