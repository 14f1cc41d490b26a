using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Form;

/// <summary>
/// A cause stated as a fact in a report that shows no evidence of any kind: no link, log, name, ticket, graph, table or footnote.
/// </summary>
internal sealed partial class CauseWithoutEvidence() : AuditCheck(AuditFamily.Form, "IKA0403", "cause-without-evidence", AuditSeverity.Note)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var document = context.Document;
        if (
            document.Headings.Take(3).Count() < 3
            || document.Links.Count > 0
            || document.FootnoteCount > 0
            || document.Tables.Count > 0
            || document.Passages.Exists(p => p.Kind == PassageKind.Code || p.Literals.Count > 0 || Evidence().IsMatch(p.Text))
        )
            yield break;
        foreach (
            var passage in context.Claims.All.Where(p =>
                p.Passage.Kind == PassageKind.Paragraph && Section().IsMatch(p.Passage.Section.Title)
            )
        )
        {
            var match = Statement().Match(passage.Passage.Text);
            if (!match.Success)
                continue;
            yield return At(
                passage.Passage,
                "a cause, and nothing in the report that shows it",
                "no link, log, name, ticket, graph, table or footnote",
                "looked through the whole report"
            );
            yield break;
        }
    }

    [GeneratedRegex(@"cause|analysis", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Section();

    [GeneratedRegex(@"\broot cause (?:was|is)\b|^root cause:|\bwas caused by\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Statement();

    [GeneratedRegex(
        @"\b(?:logs?|logged|graph|chart|screenshot|dashboard|ticket|trace|metric|metrics|see|ref|dump|record|records|shows|showed"
            + @"|figure)\b|https?:|#[0-9]|\b[A-Z]{2,8}-[0-9]|arn:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Evidence();
}
