using System.Diagnostics;
using System.Globalization;
using IncidentKit.Testing;

namespace IncidentKit.Benchmarks;

/// <summary>CPU that the published tool needs to record a big account from moto, and whether it makes the calls that its plan says.</summary>
internal static class CollectBenchmark
{
    private const int StreamsAGroup = 50;

    /// <summary>Fills an emulator, plans, records and prints the table.</summary>
    /// <param name="tool">The published file.</param>
    /// <param name="sizes">How many schedules, in order.</param>
    public static void Run(string tool, params int[] sizes)
    {
        Console.WriteLine("\n| schedules | log streams | planned calls | calls | wall | client's CPU |\n|---:|---:|---:|---:|---:|---:|");
        foreach (var schedules in sizes)
            Row(tool, schedules);
    }

    private static void Row(string tool, int schedules)
    {
        using var folder = new TemporaryFolder();
        var port = MotoServer.FreePort();
        var script = Path.Combine(Snapshot.ProjectDirectory(typeof(CollectBenchmark).Assembly), "big-account.py");
        using var moto = Process.Start(
            new ProcessStartInfo("python3", [script, $"{port}", $"{schedules}", $"{StreamsAGroup}"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        try
        {
            if (moto.StandardOutput.ReadLine() != "ready")
                throw new InvalidOperationException("moto did not start.");
            var now = SystemClock.Instance.GetCurrentInstant();
            string[] question =
            [
                "collect",
                "--from",
                $"{now - Duration.FromMinutes(45):uuuu-MM-dd'T'HH:mm'Z'}",
                "--to",
                $"{now - Duration.FromMinutes(5):uuuu-MM-dd'T'HH:mm'Z'}",
                "--region",
                "us-west-2",
                "--endpoint-url",
                $"http://127.0.0.1:{port}",
                "--out",
                folder.PathOf("bundle"),
            ];
            var planned = Calls(Timed(tool, [.. question, "--plan"], folder).Output);
            var (wall, cpu, _) = Timed(tool, question, folder);
            var made = Directory.EnumerateFiles(folder.PathOf("bundle"), "*.ndjson").Sum(f => File.ReadLines(f).Count());
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {schedules} | {schedules * StreamsAGroup} | {planned} | {made} | {wall:F1} s | {cpu:F1} s |"
                )
            );
        }
        finally
        {
            moto.Kill();
        }
    }

    /// <summary>The sum of the second column: <c>logs:DescribeLogStreams 1000 or more, by pages</c>.</summary>
    private static int Calls(string plan) =>
        plan.Split('\n')
            .Where(l => l.Split(' ')[0].Contains(':', StringComparison.Ordinal) && !l.StartsWith("Scanned", StringComparison.Ordinal))
            .Sum(l => int.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));

    private static (double Wall, double Cpu, string Output) Timed(string tool, string[] arguments, TemporaryFolder folder)
    {
        var output = folder.PathOf("output");
        // A source that moto lacks leaves the recording incomplete, which is exit code 4.
        string[] shell = ["-c", "TIMEFORMAT='%R %U %S'; time { \"$0\" \"$@\" >\"$OUT\" 2>/dev/null || [ $? -eq 4 ]; }", tool, .. arguments];
        var start = new ProcessStartInfo("bash", shell) { RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in new[] { ("OUT", output), ("AWS_ACCESS_KEY_ID", "x"), ("AWS_SECRET_ACCESS_KEY", "x") })
            start.Environment[name] = value;
        using var child = Process.Start(start)!;
        var told = child.StandardError.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0)
            throw new InvalidOperationException($"incidentkit collect failed: {told}{File.ReadAllText(output)}");
        double[] times = [.. told.Trim().Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
        return (times[0], times[1] + times[2], File.ReadAllText(output));
    }
}
