using System.Text.RegularExpressions;
using IncidentKit.Auditing.Checks.Suppressing;
using IncidentKit.Basics;
using IncidentKit.Claims;

namespace IncidentKit.Auditing;

/// <summary>
/// The comments by which a report suppresses findings: <c>&lt;!-- audit-ignore IKA0101: why --&gt;</c> for its line and, alone on its
/// line, for the lines up to the
/// next empty one; <c>audit-ignore-file</c> for all of the report. Without a reason none suppresses anything.
/// </summary>
internal sealed partial class Suppressions
{
    private readonly HashSet<string> _everywhere = new(StringComparer.Ordinal);
    private readonly HashSet<(string Id, int Line)> _lines = [];

    public Suppressions(ReportDocument document)
    {
        foreach (var comment in document.Comments.Where(c => IsSuppression(c.Text)))
        {
            if (Mistake(comment.Text) is null)
                Add(document.Source, comment);
        }
    }

    /// <summary>Whether a comment is meant as a suppression.</summary>
    public static bool IsSuppression(string comment) => Start().IsMatch(comment);

    /// <summary>What is wrong with a suppression; null if nothing is.</summary>
    public static string? Mistake(string comment)
    {
        var match = Complete().Match(comment);
        if (!match.Success)
            return "it gives no reason: write audit-ignore ID: why";
        return Ids(match).FirstOrDefault(id => !AuditChecks.Exists(id)) is { } unknown
            ? $"there is no check {unknown}{NearName.Hint(unknown, AuditChecks.All.Select(c => c.Id))}"
            : null;
    }

    /// <summary>Whether a finding of a check on a line is suppressed.</summary>
    public bool Suppress(string id, int line) => id != SuppressionCheck.OwnId && (_everywhere.Contains(id) || _lines.Contains((id, line)));

    private static IEnumerable<string> Ids(Match match) =>
        match.Groups["ids"].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(i => i.ToUpperInvariant());

    private void Add(ReportText source, ReportComment comment)
    {
        var match = Complete().Match(comment.Text);
        var line = source.LineOf(comment.Offset);
        foreach (var id in Ids(match))
        {
            if (match.Groups["file"].Success)
            {
                _everywhere.Add(id);
                continue;
            }

            _lines.Add((id, source.PositionOf(comment.Offset).Line));
            if (!source.Line(line).Trim().StartsWith("<!--") || !source.Line(line).Trim().EndsWith("-->"))
                continue;
            for (var next = line + 1; next <= source.LineCount && !source.Line(next).IsWhiteSpace(); next++)
            {
                for (var at = source.StartOf(next); at < source.EndOf(next); at++)
                    _lines.Add((id, source.PositionOf(at).Line));
            }
        }
    }

    [GeneratedRegex(@"^audit-ignore(?:-file)?(?:\s|:|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Start();

    [GeneratedRegex(
        @"^audit-ignore(?<file>-file)?\s{1,9}(?<ids>IKA[0-9]{4}(?:\s{0,9},\s{0,9}IKA[0-9]{4}){0,99})\s{0,9}:\s{0,9}\S",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Complete();
}
