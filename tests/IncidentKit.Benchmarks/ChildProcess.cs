using System.Diagnostics;
using System.Globalization;

namespace IncidentKit.Benchmarks;

/// <summary>Measures a run in a process of its own: neither making the input nor a warm runtime counts.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="mayFind">Whether ending with 1, as a linter does, is no failure.</param>
    /// <returns>Wall time in seconds; the first line of output; CPU seconds and peak bytes where the program tells them by <see cref="Tell"/>.</returns>
    public static (double Wall, double? Cpu, double? Peak, string Output) Run(
        string program,
        IEnumerable<string> arguments,
        bool mayFind = false
    )
    {
        var clock = Stopwatch.StartNew();
        using var child = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = mayFind,
                UseShellExecute = false,
            }
        )!;
        // All output is taken, so that the child never waits.
        using var output = new StringWriter();
        var buffer = new char[1 << 16];
        for (int read; (read = child.StandardOutput.Read(buffer)) > 0; )
        {
            if (output.GetStringBuilder().Length < buffer.Length)
                output.Write(buffer, 0, read);
        }

        child.WaitForExit();
        var wall = clock.Elapsed.TotalSeconds;
        if (child.ExitCode != 0 && !(mayFind && child.ExitCode == 1))
            throw new InvalidOperationException($"{program} ended with {child.ExitCode}.");
        var lines = output.ToString().Split('\n');
        var told = lines.Length > 1 && lines[1].StartsWith("used ", StringComparison.Ordinal) ? lines[1].Split(' ') : null;
        return (wall, Number(told?[1]), Number(told?[2]), lines[0]);
    }

    /// <summary>Says what this process has used so far.</summary>
    public static void Tell()
    {
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"used {self.TotalProcessorTime.TotalSeconds} {self.PeakWorkingSet64}")
        );
    }

    private static double? Number(string? text) => text is null ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
