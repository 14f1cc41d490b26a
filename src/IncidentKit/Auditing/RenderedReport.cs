using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Claims;

namespace IncidentKit.Auditing;

/// <summary>The lines of a report that the tool rendered without their marks, and the section each stands in.</summary>
internal sealed partial class RenderedReport
{
    private readonly IReadOnlySet<string> _words;
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads one.</summary>
    /// <param name="report">The report.</param>
    /// <param name="words">The words without a digit that are measured: names of schedules and of people, states, severities.</param>
    public RenderedReport(ReportDocument report, IReadOnlySet<string> words)
    {
        _words = words;
        var source = report.Source;
        var sections = report
            .Sections.Where(s => s.Level == 2)
            .ToDictionary(s => source.LineOf(s.Heading!.OffsetOf(0)), s => s.Mark ?? s.Title.Trim());
        var section = "";
        for (var number = 1; number <= source.LineCount; number++)
        {
            var text = DocumentMarks.Without(source.Line(number).ToString());
            section = sections.GetValueOrDefault(number, section);
            Lines.Add(new Line(section, text));
            foreach (var value in Values(text))
            {
                _values.Add(value.Value);
                _values.Add(WithoutSeconds(value.Value));
            }
        }
    }

    /// <summary>All lines in order.</summary>
    public List<Line> Lines { get; } = [];

    /// <summary>Whether a value is one of the report: a time may be written without its seconds, a count with commas.</summary>
    public static bool Is(string value, string rendered) =>
        value == rendered || WithoutCommas(value) == rendered || value == WithoutSeconds(rendered);

    /// <summary>The hash of the bundle that a report says it was made from; null if it says none.</summary>
    public static string? BundleHash(ReportDocument report) =>
        Rows(report, DocumentMarks.BundleHash).Select(r => Code().Match(r)).FirstOrDefault(m => m.Success)?.Groups["text"].Value;

    /// <summary>The inputs beside the bundle that a report says it was made with, and their hashes.</summary>
    public static IEnumerable<(string Name, string Hash)> Inputs(ReportDocument report) =>
        Rows(report, DocumentMarks.Input)
            .Select(r => Code().Matches(r).Select(m => m.Groups["text"].Value).ToList())
            .Where(r => r.Count == 2)
            .Select(r => (r[0], r[1]));

    /// <summary>Whether a report was rendered by this tool.</summary>
    public static bool IsOne(ReportDocument report) =>
        report.Marks.Exists(m => m.Mark == DocumentMarks.Tool) && BundleHash(report) is not null;

    /// <summary>Whether a value stands anywhere in the report.</summary>
    public bool Holds(string value) => _values.Contains(value) || _values.Contains(WithoutCommas(value));

    /// <summary>The lines that say by which version a report was made, from 1: another version audits it too.</summary>
    public static IReadOnlySet<int> ToolLines(ReportDocument report) =>
        report.Marks.Where(m => m.Mark == DocumentMarks.Tool).Select(m => m.Line).ToHashSet();

    /// <summary>The values of a line: words with a digit in them, code spans, and the measured words.</summary>
    public IReadOnlyList<Match> Values(string line) => [.. Value().Matches(line).Where(IsValue)];

    /// <summary>The words of a line that are no values.</summary>
    public IEnumerable<Match> OtherWords(string line) => Value().Matches(line).Where(m => !IsValue(m));

    /// <summary>A line with a mark in place of each value: lines of one kind are alike.</summary>
    public string Shape(string line) => Value().Replace(line, m => IsValue(m) ? "\u0001" : m.Value);

    /// <summary>The evidence that a line cites.</summary>
    public static string Cited(string line) => string.Join(", ", Footnote().Matches(line).Select(m => m.Groups["id"].Value).Take(3));

    private static IEnumerable<string> Rows(ReportDocument report, string mark) =>
        report.Marks.Where(m => m.Mark == mark).Select(m => report.Source.Line(m.Line).ToString());

    private bool IsValue(Match match) => !match.Groups["word"].Success || _words.Contains(match.Value);

    private static string WithoutSeconds(string value) => value.Length > 6 && value[^3] == ':' && value[^6] == ':' ? value[..^3] : value;

    private static string WithoutCommas(string value) => value.Replace(",", "", StringComparison.Ordinal);

    [GeneratedRegex(
        @"\[\^[^\]\n]{1,80}\]|`[^`\n]{1,400}`|[\p{L}0-9_:./-]*[0-9](?:[\p{L}0-9_:./-]*[\p{L}0-9_]|(?:,[0-9]{3})+)?"
            + @"|(?<word>\p{L}(?:[\p{L}_-]*\p{L})?)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Value();

    [GeneratedRegex(@"\[\^(?<id>[^\]\n]{1,80})\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Footnote();

    [GeneratedRegex(@"`(?<text>[^`\n]{1,200})`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    /// <summary>A line and the section it stands in: its mark, or its heading where it has none.</summary>
    internal sealed record Line(string Section, string Text);
}
