using System.Diagnostics;

namespace IncidentKit.Faults.Matrix;

/// <summary>
/// How much memory this process held at most while a case ran. Several cases run at once and share it, so that the most of one is only a
/// suspicion of the others: a suspect is run again alone, in a process of its own, and is charged with that.
/// </summary>
sealed class PeakMemory
{
    readonly Lock _lock = new();
    readonly Dictionary<int, long> _open = [];
    int _last;

    /// <summary>The most that this process has held since <see cref="Begin"/> or <see cref="End"/> was called by anybody.</summary>
    static long Now
    {
        get
        {
            using var self = Process.GetCurrentProcess();
            return self.PeakWorkingSet64;
        }
    }

    /// <summary>A case begins; its number.</summary>
    public int Begin()
    {
        lock (_lock)
        {
            Note();
            _open.Add(++_last, 0);
            return _last;
        }
    }

    /// <summary>A case ends; the most that was held meanwhile.</summary>
    public long End(int number)
    {
        lock (_lock)
        {
            Note();
            _open.Remove(number, out var most);
            return most;
        }
    }

    void Note()
    {
        var now = Now;
        foreach (var number in _open.Keys.ToList())
            _open[number] = Math.Max(_open[number], now);
        try
        {
            // Sets the mark back (proc(5), clear_refs). Where there is no such file, all are suspects after the first one.
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    /// <summary>The most that a case holds in a process of its own.</summary>
    public static async Task<long> AloneAsync(MatrixWay way, string operation, string fault, CancellationToken ct)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "IncidentKit.Faults.dll");
        var start = new ProcessStartInfo("dotnet", [program, Argument, way.Name, operation, fault])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? long.Parse(said, System.Globalization.CultureInfo.InvariantCulture) : long.MaxValue;
    }

    /// <summary>The first argument of a program that runs one case and prints the most memory that it held.</summary>
    public const string Argument = "matrix-alone";

    /// <summary>Is that program.</summary>
    public static async Task<int> RunAsync(string way, string operation, string fault)
    {
        MatrixCampaign.UseNoRealAccount();
        await MatrixCase.RunAsync(
            MatrixWay.All.Single(w => w.Name == way),
            MatrixWay.Named(operation),
            AnswerFault.All.Single(f => f.Name == fault),
            CancellationToken.None
        );
        Console.Write(Now);
        return 0;
    }
}
