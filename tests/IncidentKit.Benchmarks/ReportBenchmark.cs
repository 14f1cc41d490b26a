using System.Diagnostics;
using System.Globalization;
using IncidentKit.Analysis;
using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Incident;
using IncidentKit.Testing;

namespace IncidentKit.Benchmarks;

/// <summary>
/// Time and peak memory of a whole report: from the bundle on disk to the five documents. It is measured in a process of its own, so that
/// neither the making of the bundle nor a warm runtime counts.
/// </summary>
internal static class ReportBenchmark
{
    /// <summary>Prints the head of the table of which <see cref="Run"/> prints the rows.</summary>
    public static void Head() =>
        Console.WriteLine(
            "\n| schedules | expected runs | missed | bundle | wall | CPU | peak memory | documents |\n|---:|---:|---:|---:|---:|---:|---:|---:|"
        );

    /// <summary>Makes a bundle, reports on it and prints a row.</summary>
    public static void Run(int schedules, int hours)
    {
        using var folder = new TemporaryFolder();
        var bundle = folder.PathOf("bundle");
        new GeneratedBundle(schedules, hours).Write(bundle);
        foreach (var verb in new[] { "report-of", "diagnose-of" })
        {
            using var child = Process.Start(Environment.ProcessPath!, [verb, bundle]);
            child.WaitForExit();
            if (child.ExitCode != 0)
                throw new InvalidOperationException($"{verb} ended with {child.ExitCode}.");
        }
    }

    /// <summary>Prints how long matching takes on a bundle, and how long the rules take beyond it.</summary>
    public static void DiagnoseOn(string path)
    {
        var clock = Stopwatch.StartNew();
        using var bundle = BundleReader.Open(path);
        var context = BundleAnalysis.Match(bundle, new AnalysisInputs { ToolVersion = "benchmark" });
        var matching = clock.Elapsed;
        var findings = context.Diagnose();
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"matching {matching.TotalSeconds:F2} s, {FindingRules.All.Count} rules {(clock.Elapsed - matching).TotalSeconds:F2} s, {findings.Count} findings"
            )
        );
    }

    /// <summary>Reports on a bundle into memory and prints the row.</summary>
    public static void RunOn(string path)
    {
        long bytes = 0;
        var phases = new List<string>();
        var clock = Stopwatch.StartNew();
        using var bundle = BundleReader.Open(path);
        var document = IncidentDocument.Of(bundle, new AnalysisInputs { ToolVersion = "benchmark" });
        Lap("analysis");
        bytes += document.ToFile().Length;
        Lap("JSON");
        var renderer = new TemplateRenderer();
        var markdown = Render("incident-report.md.sbn");
        bytes += HtmlRenderer.ToHtml(markdown, "Incident").Length;
        Lap("HTML");
        Render("runbook.md.sbn");
        Render("fix.sh.sbn");

        using var self = Process.GetCurrentProcess();
        self.Refresh();
        var wall = DateTime.Now - self.StartTime;
        var totals = document.Report.Totals;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {totals.Schedules, 5} | {totals.Expected, 9} | {totals.Missed, 6} | {Directory.EnumerateFiles(path).Sum(f => new FileInfo(f).Length) / 1e6:F0} MB | {wall.TotalSeconds:F1} s | {self.TotalProcessorTime.TotalSeconds:F1} s | {self.PeakWorkingSet64 / 1e6:F0} MB | {bytes / 1e6:F1} MB |"
            )
        );
        Console.Error.WriteLine(string.Join(", ", phases));

        string Render(string template)
        {
            var text = renderer.Render(template, document.Model);
            bytes += text.Length;
            Lap(template);
            return text;
        }

        void Lap(string phase)
        {
            phases.Add(string.Create(CultureInfo.InvariantCulture, $"{phase} {clock.Elapsed.TotalSeconds:F2} s"));
            clock.Restart();
        }
    }
}
