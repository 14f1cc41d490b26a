using System.Diagnostics;
using IncidentKit.Evidence;
using IncidentKit.Testing;

namespace IncidentKit.Faults.Kills;

/// <summary>A command that is killed in a process of its own, and run again.</summary>
/// <param name="name">Its name in the table.</param>
/// <param name="args">The command line; it writes to <see cref="Out"/>.</param>
sealed class KilledCommand(string name, string[] args)
{
    /// <summary>What the command writes, in the folder it runs in.</summary>
    public const string Out = "out";

    static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "IncidentKit.Cli.dll");

    SortedDictionary<string, string> _expected = new(StringComparer.Ordinal);

    public string Name => name;

    /// <summary>How long it takes when nobody kills it.</summary>
    public TimeSpan Takes { get; private set; }

    /// <summary>Runs it whole, to know what it makes.</summary>
    public async Task MeasureAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        // The first start reads the program from disk.
        await RunAsync(folder, kill: null);
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var began = Stopwatch.GetTimestamp();
        var (code, error) = (await RunAsync(folder, kill: null))!.Value;
        if (code is not (0 or 1 or 4))
            throw new InvalidOperationException($"{name} ends with {code} when nobody kills it: {error}");
        Takes = Stopwatch.GetElapsedTime(began);
        _expected = Files(folder);
    }

    /// <summary>Runs it in a folder; null where it was killed before it ended.</summary>
    public async Task<(int Code, string Error)?> RunAsync(string folder, TimeSpan? kill)
    {
        var partial = BundleWriter.PartialPath(Path.Combine(folder, Out));
        string[] more = name == "collect" && File.Exists(Path.Combine(partial, "manifest.json")) ? ["--resume"] : [];
        // A recording that was complete when it was killed is there, and is not made again.
        if (name == "collect" && more.Length == 0 && Directory.Exists(Path.Combine(folder, Out)))
            return (0, "");
        var info = new ProcessStartInfo("dotnet", [Tool, .. args, .. more])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        info.Environment["TMPDIR"] = folder;
        FrozenClock.Set(info, InProcess.Now);
        using var process = Process.Start(info)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!await EndsAsync(process, kill))
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            return kill is null ? (-1, "it did not end within a minute of the processor's time") : null;
        }

        await output;
        return (process.ExitCode, await error);
    }

    /// <summary>Whether it ends before it is killed; without a kill, within its share of the processor, however busy the machine is.</summary>
    static async Task<bool> EndsAsync(Process process, TimeSpan? kill)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            using var limit = new CancellationTokenSource(kill ?? TimeSpan.FromSeconds(5));
            try
            {
                await process.WaitForExitAsync(limit.Token);
                return true;
            }
            catch (OperationCanceledException)
            {
                if (
                    kill is not null
                    || Stopwatch.GetElapsedTime(began) > InProcess.LongestWait
                    || Used(process) > InProcess.MostOfTheProcessor
                )
                    return false;
            }
        }
    }

    static TimeSpan Used(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return TimeSpan.Zero; // It has just ended.
        }
    }

    /// <summary>What is wrong with what a killed run left; null where each file that has its name is whole.</summary>
    public string? Objection(string folder)
    {
        foreach (var (file, whole) in _expected)
        {
            var path = Path.Combine(folder, file);
            if (name != "collect" && File.Exists(path) && File.ReadAllText(path) != whole)
                return $"{file} is not whole";
        }

        var bundle = Path.Combine(folder, Out);
        if (name != "collect" || !Directory.Exists(bundle))
            return null;
        try
        {
            using var reader = BundleReader.Open(bundle);
            reader.VerifyAll();
            return reader.Manifest.Complete ? null : "the bundle has its name and is partial";
        }
        catch (Basics.InputException damaged)
        {
            return damaged.Message;
        }
    }

    /// <summary>How what is there after a whole run differs from what an uninterrupted one makes; null where it does not.</summary>
    public string? Difference(string folder)
    {
        var made = Files(folder);
        return made.Keys.Except(_expected.Keys).FirstOrDefault() is { } more ? $"{more} is left"
            : _expected.Keys.Except(made.Keys).FirstOrDefault() is { } less ? $"{less} is missing"
            : _expected.FirstOrDefault(file => made[file.Key] != file.Value).Key is { } other ? $"{other} differs"
            : null;
    }

    /// <summary>All files by name.</summary>
    static SortedDictionary<string, string> Files(string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var file = Path.GetRelativePath(folder, path);
            // What runtime and shell keep there is not ours.
            if (file.StartsWith("clr-debug", StringComparison.Ordinal) || file.StartsWith("dotnet-diagnostic", StringComparison.Ordinal))
                continue;
            files.Add(file, File.ReadAllText(path));
        }

        return files;
    }
}
