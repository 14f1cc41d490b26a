using System.Text;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using IncidentKit.Auditing;
using IncidentKit.Markets;
using IncidentKit.Testing;

namespace IncidentKit.Benchmarks;

/// <summary>Time and memory to audit a report of 100 KB, and a thousand short ones, made of the reports of the tests.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "Gen0", "Gen1", "Gen2")]
public partial class AuditBenchmark
{
    private const int Long = 100_000;
    private const int Many = 1_000;

    private readonly AuditRequest _request = new() { Calendars = [MarketCalendars.Embedded.Get("XNYS")] };
    private IReadOnlyList<string> _reports = [];
    private string _long = "";

    /// <summary>The reports of the tests one after the other, again and again, up to a length in characters.</summary>
    public static string LongReport()
    {
        var text = new StringBuilder();
        while (text.Length < Long)
            text.AppendJoin("\n\n", Reports());
        return text.ToString(0, Long);
    }

    /// <summary>Reads the reports.</summary>
    [GlobalSetup]
    public void Read() => (_reports, _long) = (Reports(), LongReport());

    /// <summary>One after the other.</summary>
    [Benchmark(Description = "1,000 reports")]
    public int Thousand() =>
        Enumerable.Range(0, Many).Sum(i => ReportAudit.Of("report.md", _reports[i % _reports.Count], _request).Findings.Count);

    /// <summary>As long as a report gets.</summary>
    [Benchmark(Description = "a report of 100 KB")]
    public int One() => ReportAudit.Of("report.md", _long, _request).Findings.Count;

    private static List<string> Reports()
    {
        var corpus = Path.Combine(Snapshot.ProjectDirectory(typeof(AuditBenchmark).Assembly), "../IncidentKit.Tests/Auditing/Corpus");
        return
        [
            .. Directory.EnumerateFiles(corpus, "*.md").Order(StringComparer.Ordinal).Select(f => Mark().Replace(File.ReadAllText(f), "")),
        ];
    }

    /// <summary>What the tests expect to be found on a line.</summary>
    [GeneratedRegex("<!--[!?][^>]{0,200}-->")]
    private static partial Regex Mark();
}
