using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Form;

/// <summary>What a stretch is that holds a value.</summary>
/// <param name="IsEntry">Whether it is only the head of an entry, where a timeline has its time.</param>
/// <param name="IsTitle">Whether it is the title of the report.</param>
/// <param name="MayBeAState">Whether it may say how far an action is.</param>
internal readonly record struct PlaceKind(bool IsEntry, bool IsTitle, bool MayBeAState);

/// <summary>Where a passage holds a value and not running text: behind a label, in a cell, at the head of an entry, or all of it.</summary>
internal static class ValuePlaces
{
    private const int LongestHead = 24;

    /// <summary>The stretches, with what each is.</summary>
    public static IEnumerable<(int Start, int End, PlaceKind Kind)> Of(PassageClaims claims)
    {
        var passage = claims.Passage;
        var text = passage.Text;
        if (text.AsSpan().IsWhiteSpace())
            yield break;
        var isAction = TemplateText.IsOfActions(passage.Section.Title);
        var isHeader = passage.Row is { } r && ReferenceEquals(r, r.Table.Header);
        // The first row of a table of labels is its header to Markdown, and may be one to its writer too.
        foreach (
            var field in claims.Fields.Where(f =>
                ReferenceEquals(f.ValuePassage, passage) && f.Value.Length > 0 && (!isHeader || TemplateText.IsMarker(f.Value))
            )
        )
            yield return (
                field.ValueStart,
                field.ValueStart + field.Value.Length,
                new PlaceKind(false, false, isAction || field.Label is "status" or "state")
            );
        if (passage.Row is { } row)
        {
            // The first column of a table names its rows, but where it holds their times.
            var isLabel = passage.Column == 0 && !TemplateText.IsOfTimes(row.Table.Header.Cell(0));
            var header = row.Table.Header.Cell(passage.Column).ToLowerInvariant();
            if (!isLabel && !isHeader && !(isAction && TemplateText.IsWhoOrWhen(header)))
                yield return (0, text.Length, new PlaceKind(false, false, isAction || header is "status" or "state"));
            yield break;
        }

        if (passage.Kind == PassageKind.Heading)
        {
            if (passage.Section.Level == 1)
                yield return (0, text.Length, new PlaceKind(false, true, false));
            if (text.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
                yield return (colon + 2, text.Length, new PlaceKind(false, true, false));
            yield break;
        }

        // A line of front matter is its label too.
        if (!text.Contains('\n', StringComparison.Ordinal) && !passage.Section.IsFrontMatter)
            yield return (0, text.Length, new PlaceKind(false, false, false));
        if (passage.Item is not null && text.Length > LongestHead)
            yield return (0, LongestHead, new PlaceKind(true, false, false));
    }
}
