using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Text;

/// <summary>
/// Text that an editor, a conversion or a merge has damaged: a small word twice, an apostrophe that became a question mark, an escape
/// that is shown, the marks of a merge, a paragraph that breaks off.
/// </summary>
internal sealed partial class DamagedText() : AuditCheck(AuditFamily.Text, "IKA0506", "damaged-text", AuditSeverity.Warning)
{
    public override IEnumerable<Objection> Run(AuditContext context) =>
        context.Document.Prose.Where(p => !p.Quoted).SelectMany(InPassage).Concat(MergeMarks(context.Document)).Concat(BrokenOff(context));

    private static IEnumerable<Objection> InPassage(Passage passage)
    {
        foreach (Match match in Twice().Matches(passage.Text))
        {
            if (!passage.IsLiteral(match.Index, match.Index + match.Length) && !IsInQuotes(passage, match.Index))
                yield return At(
                    passage,
                    match.Index,
                    match.Index + match.Length,
                    $"'{match.Groups["w"].Value}' stands twice",
                    match.Groups["w"].Value,
                    "the word and its neighbour",
                    Fix.Of(passage, match.Index, match.Index + match.Length, match.Groups["w"].Value, certain: false)
                );
        }

        foreach (Match match in Escaped().Matches(passage.Text))
        {
            if (!passage.Section.IsFrontMatter && !passage.IsLiteral(match.Index, match.Index + match.Length))
                yield return At(
                    passage,
                    match.Index,
                    match.Index + match.Length,
                    "this is shown as it stands, not as the character it means",
                    "an escape in running text",
                    "read as GitHub's Markdown"
                );
        }

        foreach (Match match in LostApostrophe().Matches(passage.Text))
        {
            if (!passage.IsLiteral(match.Index, match.Index + match.Length))
                yield return At(
                    passage,
                    match.Index,
                    match.Index + match.Length,
                    "a question mark stands where an apostrophe was",
                    match.Value.Replace('?', '’'),
                    "its letters",
                    Fix.Of(passage, match.Index, match.Index + match.Length, match.Value.Replace('?', '’'), certain: false)
                );
        }
    }

    private static bool IsInQuotes(Passage passage, int at) =>
        Sentence.Of(passage).FirstOrDefault(s => s.Start <= at && at < s.End) is { } sentence && sentence.Quotes(at - sentence.Start);

    private static IEnumerable<Objection> MergeMarks(ReportDocument document)
    {
        var source = document.Source;
        for (var line = 1; line <= source.LineCount; line++)
        {
            var text = source.Line(line);
            if (
                (text.StartsWith("<<<<<<< ", StringComparison.Ordinal) || text.StartsWith(">>>>>>> ", StringComparison.Ordinal))
                && !IsShown(document, text.ToString())
            )
                yield return new Objection(
                    source.StartOf(line),
                    source.EndOf(line),
                    text.ToString(),
                    "the mark of a merge was left in",
                    "two versions of the text",
                    "the line's signs"
                );
        }
    }

    private static bool IsShown(ReportDocument document, string line) =>
        document.Passages.Exists(p => p.Kind == PassageKind.Code && p.Text.Contains(line, StringComparison.Ordinal));

    /// <summary>Paragraphs and items that end with a word after which something must come, and nothing comes.</summary>
    private static IEnumerable<Objection> BrokenOff(AuditContext context)
    {
        var passages = context.Document.Passages;
        for (var i = 0; i < passages.Count; i++)
        {
            var passage = passages[i];
            var next = i + 1 < passages.Count ? passages[i + 1] : null;
            if (
                passage is not { Kind: PassageKind.Paragraph, Bold: false, Quoted: false, Text.Length: > 24 }
                || !IsFollowedByOther(context.Document, passage, next)
                || context.Document.Links.Exists(l =>
                    l.Offset >= passage.EndOf(passage.Text.Length) && (next is null || l.Offset < next.OffsetOf(0))
                )
            )
                continue;
            // Items are often names or half sentences, which may end with a preposition, or with the word that leads to the next item.
            var open = passage.Item is null ? Open().Match(passage.Text) : OpenItem().Match(passage.Text);
            if (open.Success && !passage.IsLiteral(open.Index, open.Index + open.Length))
                yield return At(
                    passage,
                    open.Index,
                    passage.Text.Length,
                    "the text breaks off here",
                    "a word that leads on to another",
                    "the end of the paragraph"
                );
        }
    }

    /// <summary>
    /// Whether what follows goes on with something else: a heading, the next item, or a paragraph that begins as a sentence does.
    /// </summary>
    private static bool IsFollowedByOther(ReportDocument document, Passage passage, Passage? next)
    {
        var end = passage.EndOf(passage.Text.Length);
        var between = document.Source.Text.AsSpan(end, Math.Max(0, (next?.OffsetOf(0) ?? document.Source.Text.Length) - end));
        return next is null or { Kind: PassageKind.Heading } ? !HasMore().IsMatch(between)
            : passage.Item is { } own
                ? next.Item is { } other
                    && !ReferenceEquals(own, other)
                    && ReferenceEquals(own.List, other.List)
                    && ReferenceEquals(other.First, next)
                    && !HasMore().IsMatch(between)
            : next is { Kind: PassageKind.Paragraph, Item: null, Row: null, Quoted: false, Text: [>= 'A' and <= 'Z', ..] }
                && next.OffsetOf(0) > end
                && between.IsWhiteSpace();
    }

    /// <summary>Words that never stand twice, in a line or over its end.</summary>
    [GeneratedRegex(
        @"(?<![\w'’,;-])(?<w>(?i:the|an|to|of|for|and|or|with|were|are|be|by|we|from|this|our|their|as|at|into|but|if|which|have|when|will"
            + @"|would|should|because)|a)[ \n](?:\k<w>|(?<=\b(?i:the)[ \n])(?i:the))(?![\w'’-]|[.][a-z])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Twice();

    [GeneratedRegex(
        @"&(?:nbsp|[lr]squo|[lr]dquo|quot|apos|[mn]dash|hellip|#[0-9]{2,5}|#x[0-9a-fA-F]{2,5});|\\u[0-9a-fA-F]{4}(?![0-9a-fA-F])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Escaped();

    [GeneratedRegex(
        @"(?<![\w/?=&.-])(?:(?i:can|won|don|didn|isn|wasn|aren|weren|doesn|hasn|haven|hadn|couldn|wouldn|shouldn)\?t|(?i:we|you"
            + @"|they)\?(?:re|ve"
            + @"|ll|d)|[A-Za-z]{4,20}\?s(?= [a-z])|(?i:it|that|what)\?s|I\?(?:m|ve|ll))(?![\w=/&?])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex LostApostrophe();

    [GeneratedRegex(
        @"[\w,] (?:the|an?|of|and|or|with|because|which|for|from|by|our|its|their|that|was|were|is|are|to) ?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Open();

    [GeneratedRegex(@"[\w,] (?:the|an|a|because|because of|due to|caused by|our|their) ?$", RegexOptions.CultureInvariant)]
    private static partial Regex OpenItem();

    /// <summary>Text, a picture or markup before the next passage, other than the marks of an item or a heading.</summary>
    [GeneratedRegex(@"[^\s#*+>.)\[\]xX_0-9-]", RegexOptions.CultureInvariant)]
    private static partial Regex HasMore();
}
