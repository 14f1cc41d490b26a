using System.Text.RegularExpressions;

namespace IncidentKit.Auditing;

/// <summary>The lines of a report that the tool rendered, with the section each stands in.</summary>
internal sealed partial class RenderedReport
{
    private const string ToolRow = "| Tool | incidentkit ";

    private readonly IReadOnlySet<string> _words;
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads one.</summary>
    /// <param name="markdown">The report.</param>
    /// <param name="words">The words without a digit that are measured: names of schedules and of people, states, severities.</param>
    public RenderedReport(string markdown, IReadOnlySet<string> words)
    {
        _words = words;
        var section = "";
        foreach (var text in markdown.Split('\n'))
        {
            if (text.StartsWith("## ", StringComparison.Ordinal))
                section = text;
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
    public static string? BundleHash(string markdown) =>
        HashRow().Match(markdown) is { Success: true } match ? match.Groups["hash"].Value : null;

    /// <summary>The inputs beside the bundle that a report says it was made with, and their hashes.</summary>
    public static IEnumerable<(string Name, string Hash)> Inputs(string markdown) =>
        InputRow().Matches(markdown).Select(m => (m.Groups["name"].Value, m.Groups["hash"].Value));

    /// <summary>Whether a report was rendered by this tool.</summary>
    public static bool IsOne(string markdown) => markdown.Contains(ToolRow, StringComparison.Ordinal) && BundleHash(markdown) is not null;

    /// <summary>Whether a value stands anywhere in the report.</summary>
    public bool Holds(string value) => _values.Contains(value) || _values.Contains(WithoutCommas(value));

    /// <summary>Whether a line says by which version it was made: another version audits it too.</summary>
    public static bool IsToolRow(string line) => line.StartsWith(ToolRow, StringComparison.Ordinal);

    /// <summary>The values of a line: words with a digit in them, code spans, and the measured words.</summary>
    public IReadOnlyList<Match> Values(string line) => [.. Value().Matches(line).Where(IsValue)];

    /// <summary>The words of a line that are no values.</summary>
    public IEnumerable<Match> OtherWords(string line) => Value().Matches(line).Where(m => !IsValue(m));

    /// <summary>A line with a mark in place of each value: lines of one kind are alike.</summary>
    public string Shape(string line) => Value().Replace(line, m => IsValue(m) ? "\u0001" : m.Value);

    /// <summary>The evidence that a line cites.</summary>
    public static string Cited(string line) => string.Join(", ", Footnote().Matches(line).Select(m => m.Groups["id"].Value).Take(3));

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

    [GeneratedRegex(@"\| SHA-256 of the bundle \| `(?<hash>[^`\n]{1,80})`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex HashRow();

    [GeneratedRegex(
        @"\| `(?<name>[^`\n]{1,200})` \| SHA-256 `(?<hash>[0-9a-f]{64})` \|",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex InputRow();

    /// <summary>A line and the heading above it.</summary>
    internal sealed record Line(string Section, string Text);
}
