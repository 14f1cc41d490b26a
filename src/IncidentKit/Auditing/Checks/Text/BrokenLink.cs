using System.Text;
using System.Text.RegularExpressions;

namespace IncidentKit.Auditing.Checks.Text;

/// <summary>A link that leads nowhere: empty, a placeholder, to a heading, footnote or definition that does not exist.</summary>
internal sealed partial class BrokenLink() : AuditCheck(AuditFamily.Text, "IKA0503", "broken-link", AuditSeverity.Warning)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var anchors = new Lazy<HashSet<string>>(() => [.. context.Document.Headings.SelectMany(h => Anchors(h.Text))]);
        foreach (var link in context.Document.Links)
        {
            if (link.Url.Length == 0 || Placeholder().IsMatch(link.Url))
                yield return new Objection(
                    link.Offset,
                    link.End,
                    link.Text,
                    $"the link '{link.Text}' has no address",
                    link.Url.Length == 0 ? "nothing" : link.Url,
                    "read the link"
                );
            else if (
                link.Url[0] == '#'
                && link.Url.Length > 1
                && !anchors.Value.Contains(Uri.UnescapeDataString(link.Url[1..]).ToLowerInvariant())
                && !HasAnchor(context, link.Url[1..])
            )
                yield return new Objection(
                    link.Offset,
                    link.End,
                    link.Text,
                    $"there is no heading for '{link.Url}'",
                    "no such heading",
                    "made the anchors of all headings"
                );
        }

        foreach (var passage in context.Document.Prose)
        {
            foreach (
                Match match in Undefined()
                    .Matches(passage.Text)
                    .Where(m => !passage.IsLiteral(m.Index, m.Index + m.Length) && !IsEscaped(context, passage.OffsetOf(m.Index)))
            )
                yield return new Objection(
                    passage.OffsetOf(match.Index),
                    passage.EndOf(match.Index + match.Length),
                    match.Value,
                    $"'{match.Value}' is defined nowhere",
                    "no definition",
                    "looked for its footnote or definition"
                );
        }
    }

    private static bool IsEscaped(AuditContext context, int offset) => offset > 0 && context.Document.Source.Text[offset - 1] == '\\';

    /// <summary>The anchor that GitHub and others make of a heading, with and without what stands before its first letter.</summary>
    private static IEnumerable<string> Anchors(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var c in heading.Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c) || c is '-' or '_')
                anchor.Append(c);
            else if (c == ' ')
                anchor.Append('-');
        }

        yield return anchor.ToString();
        yield return anchor.ToString().Trim('-');
        yield return anchor.ToString().Replace("--", "-", StringComparison.Ordinal);
    }

    /// <summary>Anchors of HTML, of other dialects, and numbered ones of equal headings are given the benefit of the doubt.</summary>
    private static bool HasAnchor(AuditContext context, string anchor) =>
        Numbered().IsMatch(anchor)
        || context.Document.Source.Text.Contains($"\"{anchor}\"", StringComparison.Ordinal)
        || context.Document.Source.Text.Contains($"{{#{anchor}", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:todo|tbd|tba|xxx|link|url|#|https?://)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(
        @"\[\^[A-Za-z0-9:._-]{1,64}\]|\[[A-Za-z][^\[\]\n]{2,60} [^\[\]\n]{1,60}\]\[[A-Za-z0-9._-]{1,40}\]",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Undefined();

    [GeneratedRegex(@"-[0-9]{1,3}$|^(?:user-content-|fn|l[0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
