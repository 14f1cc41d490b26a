using System.Globalization;
using System.Text.RegularExpressions;
using IncidentKit.Auditing;
using IncidentKit.Markets;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Auditing;

/// <summary>
/// A report of the corpus with its marks: <c>&lt;!--! 0101 ?0301 --&gt;</c> at the end of a line says that IKA0101 is found there, and that IKA0301 might be and must not.
/// </summary>
internal sealed partial record CorpusReport(string Name, string Text, AuditRequest Request, IReadOnlySet<(string Id, int Line)> Expected, IReadOnlySet<(string Id, int Line)> NearMisses)
{
    public static IReadOnlyList<CorpusReport> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Snapshot.ProjectDirectory(typeof(CorpusReport).Assembly), "Auditing/Corpus"), "*.md").Order(StringComparer.Ordinal).Select(Read),
    ];

    public AuditResult Audit() => ReportAudit.Of(Name, Text, Request);

    private static CorpusReport Read(string path)
    {
        var source = File.ReadAllText(path);
        var lines = source.Split('\n');
        var marks = lines.SelectMany((line, i) => Mark().Matches(line).SelectMany(m => m.Groups["id"].Captures.Select(c => (Mark: c.Value, Line: i + 1)))).ToList();
        var market = Market().Match(source);
        return new CorpusReport(
            Path.GetFileName(path),
            string.Join('\n', lines.Select(line => Mark().Replace(line, ""))),
            new AuditRequest { Calendars = market.Success ? [MarketCalendars.Embedded.Get(market.Groups["id"].Value)] : [] },
            marks.Where(m => m.Mark[0] != '?').Select(m => ("IKA" + m.Mark, m.Line)).ToHashSet(),
            marks.Where(m => m.Mark[0] == '?').Select(m => ("IKA" + m.Mark[1..], m.Line)).ToHashSet());
    }

    [GeneratedRegex(@"\s*<!--!(?:\s+(?<id>\??\d{4}))+\s*-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"<!--corpus market=(?<id>\w+)-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Market();
}
