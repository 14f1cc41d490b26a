using System.Globalization;
using IncidentKit.Auditing;

namespace IncidentKit.Tests.Auditing;

/// <summary>How well the checks find what is marked in the corpus, and how silent they are elsewhere.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private const int FewestPositives = 5;
    private const int FewestNearMisses = 10;

    private static readonly (CorpusReport Report, HashSet<(string Id, int Line)> Found)[] Audited =
    [
        .. CorpusReport.All.Select(r => (r, r.Audit().Findings.Select(f => (f.Id, f.Line)).ToHashSet())),
    ];

    [Fact]
    public void CorpusIsLargeEnough()
    {
        Assert.True(CorpusReport.All.Count >= 40);
        Assert.True(CorpusReport.All.Count(r => r.Expected.Count == 0) >= 12);
    }

    [Fact]
    public void PrecisionAndRecallAreHigh()
    {
        int found = 0,
            right = 0,
            expected = 0;
        List<string> notMeasured = [];
        output.WriteLine("check    expected found right precision recall near misses");
        foreach (var (id, name, _) in ReportAudit.Checks)
        {
            var e = Audited.Sum(a => a.Report.Expected.Count(x => x.Id == id));
            var f = Audited.Sum(a => a.Found.Count(x => x.Id == id));
            var r = Audited.Sum(a => a.Found.Count(x => x.Id == id && a.Report.Expected.Contains(x)));
            var near = Audited.Sum(a => a.Report.NearMisses.Count(x => x.Id == id));
            var measured = e >= FewestPositives && near >= FewestNearMisses;
            if (!measured)
                notMeasured.Add(id);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{id} {e, 8} {f, 5} {r, 5} {(measured ? $"{Share(r, f):F2}      {Share(r, e):F2}" : "not measured"), -16} {near, 4}  {name}"
                )
            );
            (found, right, expected) = (found + f, right + r, expected + e);
        }

        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"overall precision {Share(right, found):F3}, recall {Share(right, expected):F3}")
        );
        foreach (var (report, marks) in Audited)
        {
            foreach (var (id, line) in marks.Except(report.Expected).Order())
                output.WriteLine($"false alarm {report.Name}:{line} {id}");
            foreach (var (id, line) in report.Expected.Except(marks).Order())
                output.WriteLine($"not found   {report.Name}:{line} {id}");
        }

        Assert.Empty(notMeasured);
        Assert.True(Share(right, found) >= 0.95, "precision");
        Assert.True(Share(right, expected) >= 0.85, "recall");
    }

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
