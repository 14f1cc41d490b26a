using IncidentKit.Basics;
using IncidentKit.Cli;

namespace IncidentKit.Faults.Fuzz;

/// <summary>A way in for bytes from outside: good inputs to start from, and what reads one.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Weight">How often it is tried, against the others: what is quick is tried more often.</param>
/// <param name="Seeds">Good inputs.</param>
/// <param name="ReadAsync">Reads an input; a folder is there for what that needs.</param>
sealed record FuzzedReader(string Name, int Weight, IReadOnlyList<byte[]> Seeds, Func<byte[], string, Task<Ending>> ReadAsync)
{
    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether inputs are files of records, whose answers are changed more often than their form.</summary>
    public bool HoldsRecords { get; init; }

    /// <summary>A spoiled input.</summary>
    public byte[] Draw(Random random)
    {
        var seed = Seeds[random.Next(Seeds.Count)];
        return HoldsRecords && random.Next(8) > 0 ? new JsonMutation(random).Of(seed) : new Mutation(random).Of(seed);
    }

    /// <summary>All of them.</summary>
    /// <param name="work">A folder for what they share.</param>
    public static IReadOnlyList<FuzzedReader> All(string work)
    {
        var bundle = new SmallBundle();
        return [.. CommandLineReaders.All(work, bundle), .. DirectReaders.All(work, bundle)];
    }

    /// <summary>One that is a command line.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="weight">How often it is tried.</param>
    /// <param name="seeds">Good inputs.</param>
    /// <param name="command">Puts an input into a folder, and gives the command line.</param>
    public static FuzzedReader Whole(string name, int weight, IReadOnlyList<byte[]> seeds, Func<byte[], string, string[]> command) =>
        new(name, weight, seeds, (input, folder) => InProcess.RunAsync(command(input, folder)));

    /// <summary>One that is called itself.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="weight">How often it is tried.</param>
    /// <param name="seeds">Good inputs.</param>
    /// <param name="read">Reads an input to its end.</param>
    /// <param name="refuses">What it throws, as its documentation says, beside an <see cref="InputException"/>.</param>
    public static FuzzedReader Direct(string name, int weight, IReadOnlyList<byte[]> seeds, Action<byte[]> read, params Type[] refuses) =>
        new(
            name,
            weight,
            seeds,
            async (input, _) =>
            {
                var began = Environment.CpuUsage.TotalTime;
                var (code, said) = ((int?)ExitCode.Done, "");
                try
                {
                    var run = Task.Run(() => read(input));
                    if (Task.WaitAny([run], Soon) == 0 || await InProcess.EndsAsync(run, began))
                        await run;
                    else
                        code = null;
                }
                catch (InputException problem)
                {
                    (code, said) = (ExitCode.Of(problem.Problem), $"incidentkit: {problem.Message}");
                }
                catch (Exception refused) when (refuses.Any(type => type.IsInstanceOfType(refused)))
                {
                    (code, said) = (ExitCode.Content, $"incidentkit: {refused.Message}");
                }
                catch (Exception bug)
                {
                    (code, said) = (ExitCode.Bug, bug.ToString());
                }

                return new Ending(code, "", said, Duration.FromTimeSpan(Environment.CpuUsage.TotalTime - began));
            }
        );
}
