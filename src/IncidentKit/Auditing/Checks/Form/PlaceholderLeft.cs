using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Form;

/// <summary>Text of a template that nobody replaced: a field to fill in, a marker for what is still to do, an instruction.</summary>
internal sealed partial class PlaceholderLeft() : AuditCheck(AuditFamily.Form, "IKA0405", "placeholder-left-in", AuditSeverity.Warning)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var isDraft = Enumerable.Range(0, context.Document.Sections[^1].Incident + 1).Any(i => IsDraft(context.Claims, i));
        // Where items are marked as done, TODO is the state of another item.
        var withStates = context.Document.Passages.Where(p => Finished().IsMatch(p.Text)).Select(p => p.Section).ToHashSet();
        foreach (var claims in context.Claims.All.Where(c => !c.Passage.Quoted))
        {
            var passage = claims.Passage;
            var left = Left(context.Document, claims, isDraft, withStates.Contains(passage.Section));
            if (left is { } found && !passage.IsLiteral(found.Start, found.End))
                yield return At(passage, found.Start, found.End, "text of the template was left in", found.What, found.How);
            else if (!isDraft)
                foreach (
                    var (start, end, what) in ProseMarkers.In(
                        claims,
                        withStates.Contains(passage.Section),
                        s => IsQuoted(claims, s) || IsHead(passage)
                    )
                )
                    yield return At(passage, start, end, "something was left to be filled in", what, "its letters, and where it stands");
        }

        foreach (var passage in isDraft ? [] : EmptyPlaces.Of(context.Document))
            yield return At(passage, "nothing was written here", "a label or a heading without text", "what follows is another");

        foreach (var passage in OnlyAsked(context))
            yield return At(passage, "the template's question has no answer", "a section of nothing but questions", "read the section");
    }

    /// <summary>The first thing left in a passage; null if nothing is.</summary>
    private static (int Start, int End, string What, string How)? Left(
        ReportDocument document,
        PassageClaims claims,
        bool isDraft,
        bool hasStates
    )
    {
        var passage = claims.Passage;
        if (
            TemplateText.FieldToFill(passage.Text, s => IsQuoted(claims, s) || IsHead(passage) || IsLink(document, passage, s)) is { } field
        )
            return (field.Start, field.End, "a field to fill in", "its brackets and words");
        foreach (var (start, end, kind) in ValuePlaces.Of(claims))
        {
            var value = passage.Text.AsSpan(start, end - start);
            var isState = hasStates
                ? value.TrimStart().StartsWith("todo", StringComparison.OrdinalIgnoreCase)
                : kind.MayBeAState && TemplateText.IsState(value);
            if (!kind.IsEntry && !isDraft && !isState && TemplateText.IsMarker(value))
                return (start, end, "a marker for what is still to be written", "it is all of the value");
            if (TemplateText.HasHole(value))
                return (start, end, "a date, a time or a number without its digits", "letters where digits belong");
            if (!kind.IsEntry && TemplateText.IsName(value, kind.IsTitle))
                return (start, end, "the name of what should stand there", "its words, each of which is one of a form");
        }

        if (
            IsItalic(document, passage)
            && ProseMarkers.IsPrompt(claims)
            && TemplateText.IsOfFacts(passage.Section.Title)
            && !IsAnswered(document, passage)
        )
            return (0, passage.Text.Length, "a prompt to the writer", "its words, and that nothing answers it");
        return TemplateText.Instruction(passage) is { } instruction && !IsAnswered(document, passage)
            ? (0, passage.Text.Length, instruction, "its words, and where it stands")
            : null;
    }

    /// <summary>Whether a prompt in italics has its answer below it: then it is kept as a second heading.</summary>
    private static bool IsAnswered(ReportDocument document, Passage passage)
    {
        return IsItalic(document, passage)
            && document.Passages.SkipWhile(p => p != passage).Skip(1).FirstOrDefault() is { Kind: not PassageKind.Heading } below
            && below.Section == passage.Section;
    }

    private static bool IsItalic(ReportDocument document, Passage passage)
    {
        var source = document.Source.Text;
        var (start, end) = (passage.OffsetOf(0), passage.EndOf(passage.Text.Length));
        return start > 0 && end < source.Length && source[start - 1] is '*' or '_' && source[end] == source[start - 1];
    }

    private static bool IsQuoted(PassageClaims claims, int at) =>
        claims.Sentences.FirstOrDefault(s => s.Start <= at && at < s.End) is { } sentence && sentence.Quotes(at - sentence.Start);

    /// <summary>Whether a link stands right behind a bracket, as in [[PR](…)].</summary>
    private static bool IsLink(ReportDocument document, Passage passage, int at) =>
        passage.Text[at] == '['
        && passage.OffsetOf(at + 1) > passage.OffsetOf(at) + 1
        && document.Links.Exists(l => l.Offset == passage.OffsetOf(at) + 1);

    private static bool IsHead(Passage passage) => passage.Row is { } row && ReferenceEquals(row, row.Table.Header);

    /// <summary>What is not finished may say what is to be done.</summary>
    private static bool IsDraft(ReportClaims claims, int incident) =>
        claims.Fields(incident, l => l is "status" or "state").Any(f => StatusWords.IsOngoing(f.Value) || TemplateText.SaysDraft(f.Value));

    /// <summary>The first question of each section in which nothing else stands.</summary>
    private static IEnumerable<Passage> OnlyAsked(AuditContext context) =>
        context
            .Document.Passages.Where(p => p.Kind != PassageKind.Heading)
            .GroupBy(p => p.Section)
            .Where(s => s.Key.Level > 0 && TemplateText.IsOfFacts(s.Key.Title) && !HasParts(context.Document, s.Key))
            .Where(s =>
                s.All(p =>
                    p.Kind == PassageKind.Paragraph && p.Row is null && Sentence.Of(p).All(q => q.IsQuestion && Asking().IsMatch(q.Lower))
                )
            )
            .Select(s => s.First());

    private static bool HasParts(ReportDocument document, Section section) => document.Sections.Exists(s => s.Parent == section);

    /// <summary>The state of an item that is done, or worked on.</summary>
    [GeneratedRegex(@"^\W{0,3}(?:DONE|DOING|WIP|IN PROGRESS|FIXED|CLOSED)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Finished();

    /// <summary>A form asks; what a writer wonders begins with who wonders.</summary>
    [GeneratedRegex(
        @"^\W{0,4}(?:and |if so,? )?(?:who|what|when|where|why|how|which|whose|did|do|does|is|are|was|were|can|could|should|would"
            + @"|will|have|has|had|any)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Asking();
}
