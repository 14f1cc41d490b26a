using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Form;

/// <summary>
/// Finds what a writer left for later in running text: <c>TODO: …</c> at the head of a sentence, <c>[???]</c>, <c>14:XX</c>, <c>NNN
/// messages</c>, <c>(need to convert to PST)</c>, a prompt in italics.
/// </summary>
internal static partial class ProseMarkers
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The first of them in each line of a passage.</summary>
    /// <param name="claims">The passage.</param>
    /// <param name="hasStates">Whether items of its section have states, of which TODO is one.</param>
    /// <param name="isExcused">Whether a place only repeats what stood elsewhere.</param>
    public static IEnumerable<(int Start, int End, string What)> In(PassageClaims claims, bool hasStates, Func<int, bool> isExcused)
    {
        var passage = claims.Passage;
        if (passage.Kind is not (PassageKind.Paragraph or PassageKind.Cell or PassageKind.Heading))
            return [];
        var text = passage.Text;
        List<(Regex Of, string What)> kinds = [];
        if (!hasStates && !TemplateText.IsOfActions(passage.Section.Title) && passage.Item is not { Done: not null })
            kinds.AddRange([
                (ToDo(), "a marker for what is still to be written"),
                (Note(), "a note of the writer to do something about the text"),
            ]);
        if (!TemplateText.IsForm(text))
            kinds.AddRange([(Unknown(), "a mark for what was not known"), (Hole(), "a time or a number without its digits")]);
        return kinds
            .SelectMany(k => k.Of.Matches(text).Select(m => (Start: m.Index, End: m.Index + m.Length, k.What)))
            .Where(m => !passage.IsLiteral(m.Start, m.End) && !isExcused(m.Start))
            .OrderBy(m => m.Start)
            .DistinctBy(m => passage.Text.LastIndexOf('\n', m.Start));
    }

    /// <summary>Whether a passage is nothing but questions and commands to the writer, and one of these at least.</summary>
    public static bool IsPrompt(PassageClaims claims) =>
        claims.Passage is { Kind: PassageKind.Paragraph, Literals.Count: 0 }
        && claims.Sentences.Count > 0
        && claims.Sentences.All(s => s.IsQuestion || Command().IsMatch(s.Lower))
        && claims.Sentences.Any(s => !s.IsQuestion);

    [GeneratedRegex(
        @"(?<=^|[.!?:]\s|\n)[*_(\[""]{0,3}(?:(?:TODO|FIXME|TKTK)\b(?=\s?[:–—-]|\s?\(|\s[a-z]|\s?$|[)\]])|(?:TBD|TBC"
            + @"|XXX)\b(?=\s?[:]|\s?$|[)\]]))"
            + @"[^.\n]{0,60}",
        Options
    )]
    private static partial Regex ToDo();

    [GeneratedRegex(@"\[\?{1,9}\]|\(\?{2,9}\)|(?<=^|\s)\?{3,9}(?=$|[\s.,;)])", Options)]
    private static partial Regex Unknown();

    [GeneratedRegex(
        @"(?<![\w:.-])(?:(?:[0-9]?[0-9X]|XX|xx|HH|hh):(?:XX|xx|\?\?|[0-9][X?]|MM)(?![\w:])"
            + @"|(?:X{2,6}|N{2,6}|#{2,6}) (?:minutes|hours|seconds|days|users|customers|requests|messages|orders|errors|events|rows|records"
            + @"|nodes|hosts|servers|instances|jobs|percent|emails|accounts|clients|merchants|transactions|dollars)\b)",
        Options
    )]
    private static partial Regex Hole();

    [GeneratedRegex(
        @"[(\[](?:needs? (?:to (?:be )?(?:convert|check|confirm|verif|add|updat|fill|clarif)|more (?:detail|info)|a? ?(?:link"
            + @"|source|date|time))"
            + @"|to be (?:confirmed|checked|added|verified|determined|completed|filled|updated|written)"
            + @"|(?:please )?(?:convert|fill in|insert) |(?:please )?(?:verify|confirm|check|ask) (?:this|that|with|whether|if"
            + @"|the (?:time|date|number|exact))"
            + @"|(?:add|insert|attach) (?:a |the )?(?:link|graph|screenshot|image|picture|chart|details?|date|time|number|reference|source)"
            + @"|(?:screenshot|graph|image|chart|picture|link|diagram) (?:here|goes here|to follow|tbd|missing)|citation needed"
            + @"|more to come)"
            + @"[^()\[\]\n]{0,60}[)\]](?!\()",
        RegexOptions.IgnoreCase | Options
    )]
    private static partial Regex Note();

    [GeneratedRegex(
        @"^\W{0,3}(?:please |briefly )?(?:describe|summari[sz]e|explain|provide|insert|enter|fill|list|outline|detail|specify"
            + @"|document|include"
            + @"|write|give|state|add|link|use|note|discuss|identify|think|consider|capture|record|attach|paste)\b[^0-9]{4,400}$",
        Options
    )]
    private static partial Regex Command();
}
