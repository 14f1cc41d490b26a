using System.Text.RegularExpressions;

namespace IncidentKit.Benchmarks.Injected;

/// <summary>The last of several equal statements of the severity or the status becomes another one.</summary>
internal static partial class SecondStatements
{
    private static readonly string[] Degrees = ["critical", "high", "medium", "low"];

    public static IEnumerable<InjectedError> In(WrittenReport report, Random random) =>
        Of(report, Level(), v => v[..^1] + (v[^1] == '1' ? '3' : '1'))
            .Concat(Of(report, Degree(), v => Cased(Degrees[(Array.IndexOf(Degrees, v.ToLowerInvariant()) + 2) % 4], v)))
            .Concat(Of(report, Status(), v => Cased("ongoing", v)));

    private static IEnumerable<InjectedError> Of(WrittenReport report, Regex pattern, Func<string, string> other)
    {
        var all = report.Prose.SelectMany(i => pattern.Matches(report.Lines[i]).Select(m => (Line: i, Value: m.Groups["v"]))).ToList();
        var lines = all.Select(s => s.Line).Distinct().ToList();
        if (lines.Count < 2 || all.Select(s => Plain(s.Value.Value)).Distinct().Count() > 1 || lines.Exists(l => IsOfOne(report, l)))
            yield break;
        var (line, value) = all[^1];
        var text = report.Lines[line];
        yield return report.Changed(
            line,
            text[..value.Index] + other(value.Value) + text[(value.Index + value.Length)..],
            lines.SkipLast(1)
        );
    }

    /// <summary>A scale that is explained, or one of several incidents.</summary>
    private static bool IsOfOne(WrittenReport report, int line) =>
        Scale().IsMatch(report.Lines[line]) || Several().IsMatch(report.Section(line));

    private static string Plain(string value) =>
        value.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string Cased(string word, string as_) =>
        char.IsUpper(as_[0])
            ? as_.All(char.IsUpper)
                ? word.ToUpperInvariant()
                : char.ToUpperInvariant(word[0]) + word[1..]
            : word;

    [GeneratedRegex(@"\b(?<v>(?:SEV|P)[- ]?[0-4])\b", RegexOptions.IgnoreCase)]
    private static partial Regex Level();

    [GeneratedRegex(@"in.progress|\bopen\b|ongoing|means", RegexOptions.IgnoreCase)]
    private static partial Regex Scale();

    [GeneratedRegex(@"incident #?[0-9]|first|second", RegexOptions.IgnoreCase)]
    private static partial Regex Several();

    [GeneratedRegex(@"\bseverity\b[^A-Za-z]{1,8}(?<v>critical|high|medium|low)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Degree();

    [GeneratedRegex(@"\bstatus\b[^A-Za-z]{1,8}(?<v>resolved|closed|fixed|complete)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Status();
}
