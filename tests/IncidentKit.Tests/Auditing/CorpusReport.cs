using System.Text.RegularExpressions;
using IncidentKit.Auditing;
using IncidentKit.Markets;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Auditing;

/// <summary>
/// A report of the corpus with its marks: <c>&lt;!--! 0101 ?0301 --&gt;</c> at the end of a line says that IKA0101 is found there, and that IKA0301 might be and must not.
/// Its first line may name the market and the incident it is compared with. One that is <c>rendered</c> is a list of edits to the report of an incident:
/// lines with a minus are a text in it, those with a plus behind them what stands there instead.
/// </summary>
internal sealed partial record CorpusReport(
    string Name,
    string Text,
    AuditRequest Request,
    IReadOnlySet<(string Id, int Line)> Expected,
    IReadOnlySet<(string Id, int Line)> NearMisses
)
{
    public static IReadOnlyList<CorpusReport> All { get; } = [.. Files().Select(Read)];

    public AuditResult Audit() => ReportAudit.Of(Name, Text, Request);

    private static IEnumerable<(string Name, string Path)> Files()
    {
        var folder = Path.Combine(Snapshot.ProjectDirectory(typeof(CorpusReport).Assembly), "Auditing/Corpus");
        return Directory
            .EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(folder, path).Replace('\\', '/'), path))
            .OrderBy(f => f.Item1, StringComparer.Ordinal);
    }

    private static CorpusReport Read((string Name, string Path) file)
    {
        var source = File.ReadAllText(file.Path);
        var front = Front().Match(source);
        if (front.Groups["rendered"] is { Success: true, Value: var incident })
            source = Edited(MeasuredIncidents.Markdown(incident), source.Split('\n').Skip(1));
        var lines = source.Split('\n');
        var marks = lines
            .SelectMany(
                (line, i) => Mark().Matches(line).SelectMany(m => m.Groups["id"].Captures.Select(c => (Mark: c.Value, Line: i + 1)))
            )
            .ToList();
        return new CorpusReport(
            file.Name,
            string.Join('\n', lines.Select(line => Mark().Replace(line, ""))),
            new AuditRequest
            {
                Calendars = front.Groups["market"].Success ? [MarketCalendars.Embedded.Get(front.Groups["market"].Value)] : [],
                Measured = front.Groups["evidence"].Success ? MeasuredIncidents.Report(front.Groups["evidence"].Value) : null,
            },
            marks.Where(m => m.Mark[0] != '?').Select(m => ("IKA" + m.Mark, m.Line)).ToHashSet(),
            marks.Where(m => m.Mark[0] == '?').Select(m => ("IKA" + m.Mark[1..], m.Line)).ToHashSet()
        );
    }

    /// <summary>A rendered report with the edits of a corpus file and their marks, each at the end of its line.</summary>
    private static string Edited(string rendered, IEnumerable<string> edits)
    {
        List<string> old = [],
            fresh = [];
        foreach (var line in edits.Append("-"))
        {
            if (line.StartsWith('-') && fresh.Count > 0)
            {
                rendered = Replace(rendered, string.Join('\n', old), fresh);
                (old, fresh) = ([], []);
            }

            if (line.Length > 0)
                (line[0] == '-' ? old : fresh).Add(line[1..]);
        }

        return rendered;
    }

    private static string Replace(string rendered, string old, List<string> fresh)
    {
        var at = rendered.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' does not stand in the report");
        var end = rendered.IndexOf('\n', at + old.Length);
        var marks = string.Concat(Mark().Matches(fresh[^1]).Select(m => m.Value));
        var text = string.Join('\n', [.. fresh.SkipLast(1), Mark().Replace(fresh[^1], "")]);
        return rendered[..at] + text + rendered[(at + old.Length)..end] + marks + rendered[end..];
    }

    [GeneratedRegex(@"\s*<!--!(?:\s+(?<id>\??\d{4}))+\s*-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"<!--corpus(?: market=(?<market>\w+))?(?: evidence=(?<evidence>\w+))?(?: rendered=(?<rendered>\w+))?-->",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Front();
}
