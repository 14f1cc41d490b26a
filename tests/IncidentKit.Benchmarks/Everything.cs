using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using IncidentKit.Testing;

namespace IncidentKit.Benchmarks;

/// <summary>All benchmarks in one run, as the Markdown that README.md holds.</summary>
internal static class Everything
{
    private const long Lines = 10_000_000;

    /// <summary>Runs them; takes about half an hour and 5 GB of disk.</summary>
    /// <param name="tool">The published file; null to publish it first.</param>
    public static void Run(string? tool)
    {
        var config = ManualConfig
            .CreateEmpty()
            .AddJob(Job.ShortRun)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance);
        foreach (var benchmark in new[] { typeof(ScheduleEnumeration), typeof(MarketBenchmark), typeof(AuditBenchmark) })
        {
            Console.WriteLine($"\n## {benchmark.Name}\n");
            MarkdownExporter.GitHub.ExportToLog(BenchmarkRunner.Run(benchmark, config), ConsoleLogger.Ascii);
        }

        Console.WriteLine("\n## Reports");
        ReportBenchmark.Head();
        foreach (var (schedules, hours) in new[] { (10, 24), (100, 24), (1000, 24), (1000, 7 * 24) })
            ReportBenchmark.Run(schedules, hours);
        Console.WriteLine("\n## Logs");
        LogScan.Run(Lines);
        using var folder = new TemporaryFolder();
        tool ??= StartUp.Publish(folder.PathOf("published"));
        Console.WriteLine("\n## Start-up");
        StartUp.Run(tool);
        Console.WriteLine("\n## Recording");
        CollectBenchmark.Run(tool, 10, 100, 1000);
    }
}
