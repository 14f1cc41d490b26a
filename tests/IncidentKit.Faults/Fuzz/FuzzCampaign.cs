using System.Diagnostics;
using System.Globalization;

namespace IncidentKit.Faults.Fuzz;

/// <summary>Spoiled inputs at every way in: none ends as a bug, and none takes more than two seconds of the processor.</summary>
static class FuzzCampaign
{
    static readonly Duration Longest = Duration.FromSeconds(2);

    /// <summary>Tries drawn inputs at drawn readers.</summary>
    public static async Task<CampaignResult> RunAsync(Budget budget, CancellationToken ct)
    {
        InProcess.UseNoRealAccount();
        using var work = new Testing.TemporaryFolder();
        // Drawn arguments name paths too, and a command writes where it stands.
        var stood = Environment.CurrentDirectory;
        Environment.CurrentDirectory = work.FullPath;
        var readers = FuzzedReader.All(work.FullPath);
        var drawn = readers.SelectMany((reader, at) => Enumerable.Repeat(at, reader.Weight)).ToList();
        var (tried, slowest) = (new int[readers.Count], new Duration[readers.Count]);
        var endings = readers.Select(_ => new SortedDictionary<int, int>()).ToList();
        var wrong = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var began = Stopwatch.GetTimestamp();
        var (cases, left) = (0, 0);
        for (; cases < budget.Cases && Stopwatch.GetElapsedTime(began) < budget.Time.ToTimeSpan(); cases++)
        {
            ct.ThrowIfCancellationRequested();
            // Each case has its own draws, so that one can be run again alone.
            var random = new Random(unchecked((budget.Seed * 1_000_003) + cases));
            var at = drawn[random.Next(drawn.Count)];
            var reader = readers[at];
            var input = reader.Draw(random);
            var folder = work.PathOf($"case{left}");
            Directory.CreateDirectory(folder);
            var ending = await reader.ReadAsync(input, folder);
            tried[at]++;
            slowest[at] = Duration.Max(slowest[at], ending.Took);
            endings[at][ending.Code ?? -1] = endings[at].GetValueOrDefault(ending.Code ?? -1) + 1;
            if (ending.Wrong(Longest) is { } why)
            {
                // One of each kind is enough to mend it.
                var kind = Kind(why);
                if (wrong.TryAdd($"{reader.Name}: {kind}", $"{reader.Name}, seed {budget.Seed}, case {cases}: {why}"))
                    Keep(budget, cases, input);
            }

            // What did not end still writes.
            if (ending.Code is null)
                left++;
            else
                Directory.Delete(folder, recursive: true);
        }

        Environment.CurrentDirectory = stood;
        return new(
            ["reader", "inputs", "slowest, s", "exit codes"],
            [
                .. readers.Select(
                    (reader, at) =>
                        (IReadOnlyList<string>)
                            [
                                reader.Name,
                                tried[at].ToString(CultureInfo.InvariantCulture),
                                slowest[at].TotalSeconds.ToString("F2", CultureInfo.InvariantCulture),
                                string.Join(", ", endings[at].Select(pair => $"{pair.Value} × {pair.Key}")),
                            ]
                ),
            ],
            cases,
            [.. wrong.Values]
        );
    }

    /// <summary>The place in the code, so that a hundred inputs that fall over one stone are one line.</summary>
    static string Kind(string why) =>
        why.StartsWith("took", StringComparison.Ordinal) || why.StartsWith("did not", StringComparison.Ordinal) ? "slow"
        : why.IndexOf("IncidentKit.", StringComparison.Ordinal) is >= 0 and var place ? why[place..Math.Min(why.Length, place + 80)]
        : why[..Math.Min(why.Length, 80)];

    static void Keep(Budget budget, int number, byte[] input)
    {
        if (Environment.GetEnvironmentVariable("INCIDENTKIT_FAULTS_KEEP") is { Length: > 0 } folder)
            File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"fuzz-{budget.Seed}-{number}")), input);
    }
}
