using System.Diagnostics;
using System.Globalization;
using IncidentKit.Auditing;

namespace IncidentKit.Benchmarks;

/// <summary>The audit on any folder of reports: what it finds, and how long it takes.</summary>
internal static class AuditFolder
{
    private static readonly string[] Extensions = [".md", ".markdown", ".qmd", ".rst", ".txt", ".mediawiki"];

    /// <summary>As the command without options.</summary>
    public static AuditRequest Request { get; } = new();

    /// <summary>The reports under a folder, in the order of their paths.</summary>
    public static IReadOnlyList<(string File, string Text)> Reports(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .Select(f => (Path.GetRelativePath(folder, f), File.ReadAllText(f))),
        ];

    /// <summary>Prints every finding with its line, to be judged by eye.</summary>
    public static void Findings(string folder)
    {
        var reports = Reports(folder);
        var (findings, claims, uncompared) = (0, 0, 0);
        foreach (var (file, text) in reports)
        {
            var result = ReportAudit.Of(file, text, Request);
            (claims, uncompared) = (claims + result.Claims, uncompared + result.Unchecked);
            foreach (var f in result.Findings)
            {
                findings++;
                Console.WriteLine(
                    $"{file}:{f.Line}:{f.Column} {f.Id} {f.Severity.ToString().ToLowerInvariant()} {f.Message} [{f.Claim.ReplaceLineEndings(" ")}]"
                );
            }
        }

        Console.WriteLine($"{reports.Count} reports, {findings} findings, {claims} claims, {uncompared} of them unchecked");
    }

    /// <summary>Times as many files as are asked for, and a quarter and a half of them, made of the folder's again and again.</summary>
    public static void Time(string folder, int files)
    {
        var reports = Reports(folder);
        Audit(reports, Math.Min(files, reports.Count * 2));
        Console.WriteLine("| files | wall | a file |\n|---:|---:|---:|");
        foreach (var count in new[] { files / 4, files / 2, files })
        {
            var watch = Stopwatch.StartNew();
            Audit(reports, count);
            var ms = watch.Elapsed.TotalMilliseconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {count} | {ms / 1000:0.0} s | {ms / count:0.00} ms |"));
        }
    }

    private static void Audit(IReadOnlyList<(string File, string Text)> reports, int count)
    {
        for (var i = 0; i < count; i++)
            _ = ReportAudit.Of(reports[i % reports.Count].File, reports[i % reports.Count].Text, Request);
    }
}
