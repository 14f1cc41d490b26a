using System.Text.RegularExpressions;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading;

namespace IncidentKit.Auditing.Checks.Form;

/// <summary>
/// Finds what a writer left empty: a label among others that have a value, a heading of a part that every report has, an item that ends
/// with
/// its dash.
/// </summary>
internal static partial class EmptyPlaces
{
    /// <summary>The passages behind which nothing stands.</summary>
    public static IEnumerable<Passage> Of(ReportDocument document)
    {
        var passages = document.Passages;
        var links = document.Links.Select(l => l.Offset).Order().ToList();
        for (var i = 0; i < passages.Count; i++)
        {
            var passage = passages[i];
            var next = i + 1 < passages.Count ? passages[i + 1] : null;
            if (passage.Quoted || passage.Text.Contains('\n', StringComparison.Ordinal))
                continue;
            var isEmpty = passage switch
            {
                { Kind: PassageKind.Heading } => (IsLabel(passage) || Part().IsMatch(passage.Text)) && IsBare(document, passage, next),
                { Item: not null } => ReferenceEquals(passage.Item.First, passage) && Dash().IsMatch(passage.Text),
                { Kind: PassageKind.Paragraph, Row: null } => IsLabel(passage)
                    && i > 0
                    && IsLabelled(passages[i - 1])
                    && next is not null
                    && IsLabelled(next),
                _ => false,
            };
            if (isEmpty && !HasLink(links, passage.EndOf(passage.Text.Length), next?.OffsetOf(0) ?? int.MaxValue))
                yield return passage;
        }
    }

    private static bool IsLabel(Passage passage) => passage.Text.TrimEnd().EndsWith(':') && FieldReader.Label(passage.Text) is not null;

    private static bool IsLabelled(Passage passage) =>
        passage is { Kind: PassageKind.Paragraph, Item: null, Row: null } && LabelledLine().IsMatch(passage.Text);

    /// <summary>Whether nothing but space and comments stands between a heading and the next of its level.</summary>
    private static bool IsBare(ReportDocument document, Passage heading, Passage? next)
    {
        if (next is not { Kind: PassageKind.Heading } || next.Section.Level > heading.Section.Level)
            return false;
        var source = document.Source;
        int first = source.LineOf(heading.OffsetOf(0)) + 1,
            last = source.LineOf(next.OffsetOf(0)) - 1;
        if (first > last)
            return true;
        var between = source.Text[source.StartOf(first)..source.EndOf(last)];
        // A heading may be underlined.
        return string.IsNullOrWhiteSpace(Comment().Replace(between, "").Trim('=', '-', '\n', ' '));
    }

    private static bool HasLink(List<int> links, int from, int to)
    {
        var at = links.BinarySearch(from);
        at = at < 0 ? ~at : at;
        return at < links.Count && links[at] < to;
    }

    [GeneratedRegex(@"^[A-Z][A-Za-z /&-]{2,40}: ?\S", RegexOptions.CultureInvariant)]
    private static partial Regex LabelledLine();

    /// <summary>The heading of a part in which every report has something to say.</summary>
    [GeneratedRegex(
        @"^\W{0,3}(?:[0-9]{1,2}[.)] )?(?:executive )?(?:summary|overview|impact|the impact|root causes?|causes?|trigger"
            + @"|detection|resolution"
            + @"|recovery|mitigation|timeline|scope|contributing factors|what happened\??|lessons learned|background)\W{0,3}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Part();

    /// <summary>A name, and a dash behind which nothing comes.</summary>
    [GeneratedRegex(@"^[\w*_ ]{3,40} ?[-–—]\s{0,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Dash();

    [GeneratedRegex(@"<!--(?:[^-]|-(?!->)){0,2000}-->", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
