using System.Globalization;
using IncidentKit.Testing;

namespace IncidentKit.Benchmarks;

/// <summary>Time of whole commands from start to end, of the file that <c>dotnet publish</c> makes, beside the AWS command line.</summary>
internal static class StartUp
{
    private const int Runs = 10;

    /// <summary>Prints the table.</summary>
    /// <param name="tool">The published file.</param>
    public static void Run(string tool)
    {
        using var folder = new TemporaryFolder();
        var report = folder.PathOf("report.md");
        File.WriteAllText(report, AuditBenchmark.LongReport());
        (string Name, string Program, string[] Arguments)[] commands =
        [
            ("incidentkit --version", tool, ["--version"]),
            ("incidentkit demo", tool, ["demo", "--out", folder.PathOf("demo")]),
            ("incidentkit audit, a report of 100 KB", tool, ["audit", report]),
            ("aws --version", "aws", ["--version"]),
        ];
        Console.WriteLine($"\nLeast of {Runs} runs.\n\n| command | wall | to incidentkit --version |\n|---|---:|---:|");
        var walls = commands
            .Select(c => Enumerable.Range(0, Runs).Min(_ => ChildProcess.Run(c.Program, c.Arguments, mayFind: true).Wall))
            .ToList();
        foreach (var (command, wall) in commands.Zip(walls))
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"| `{command.Name}` | {wall * 1000:F0} ms | {wall / walls[0]:F1} |")
            );
    }

    /// <summary>Publishes the tool into a folder; the file.</summary>
    public static string Publish(string folder)
    {
        var project = Path.GetFullPath(Path.Combine(Snapshot.ProjectDirectory(typeof(StartUp).Assembly), "../../src/IncidentKit.Cli"));
        ChildProcess.Run("dotnet", ["publish", project, "-c", "Release", "-r", "linux-x64", "-o", folder]);
        return Path.Combine(folder, "incidentkit");
    }
}
