using System.Text.RegularExpressions;

namespace IncidentKit.Benchmarks.Injected;

/// <summary>In a report that says it is resolved, a tick of its verification goes away, or a blocker is open again.</summary>
internal static partial class ReopenedItems
{
    public static IEnumerable<InjectedError> In(WrittenReport report, Random random)
    {
        var resolved = report.Lines.Index().Where(l => Resolved().IsMatch(l.Item)).Select(l => l.Index).ToList();
        if (resolved.Count == 0)
            yield break;
        foreach (var i in report.Prose)
        {
            var line = report.Lines[i];
            if (Ticked().Match(line) is { Success: true } tick && Verification().IsMatch(report.Section(i)))
                yield return report.Changed(i, line.Remove(tick.Length - 2, 1).Insert(tick.Length - 2, " "), resolved);
            else if (Closed().Match(line) is { Success: true } closed && Blockers().IsMatch(report.Section(i)))
                yield return report.Changed(
                    i,
                    line[..closed.Groups["v"].Index] + "open" + line[(closed.Groups["v"].Index + closed.Groups["v"].Length)..],
                    resolved
                );
        }
    }

    [GeneratedRegex(@"\bstatus\b[^A-Za-z]{1,8}(?:resolved|closed|fixed|complete)\b|^resolved: true", RegexOptions.IgnoreCase)]
    private static partial Regex Resolved();

    [GeneratedRegex(@"^[ \t|]{0,12}(?:[-*+] )?\[[xX]\]")]
    private static partial Regex Ticked();

    [GeneratedRegex("verif|validat|recover|resol|checklist|blocker|criteria|before clos", RegexOptions.IgnoreCase)]
    private static partial Regex Verification();

    [GeneratedRegex(
        @"^[ \t]{0,12}(?:[-*+|]|[0-9]{1,3}[.)]).{1,300}?\b(?<v>closed|resolved|fixed|done)\b[ |.)*_]{0,8}$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Closed();

    [GeneratedRegex("blocker|open (?:issue|item|question)|outstanding|remaining", RegexOptions.IgnoreCase)]
    private static partial Regex Blockers();
}
