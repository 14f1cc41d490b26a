using IncidentKit.Claims;

namespace IncidentKit.Auditing;

/// <summary>The text around a correction, as it should be.</summary>
internal static class Suggestion
{
    /// <summary>The most characters of a suggestion; a longer one is the replacement alone.</summary>
    private const int Longest = 400;

    /// <summary>The sentence a correction stands in, corrected, with its markup; in a table or in code the line.</summary>
    public static string Of(ReportDocument document, Fix fix)
    {
        var (start, end) = Around(document, fix);
        var text = document.Source.Text;
        var corrected = $"{text.AsSpan(start, fix.Start - start)}{fix.Replacement}{text.AsSpan(fix.End, end - fix.End)}";
        return corrected.Length <= Longest ? corrected.Replace('\n', ' ').Trim() : fix.Replacement;
    }

    private static (int Start, int End) Around(ReportDocument document, Fix fix)
    {
        var source = document.Source;
        var line = (source.StartOf(source.LineOf(fix.Start)), source.EndOf(source.LineOf(fix.End)));
        var passage = document.Prose.LastOrDefault(p => p.OffsetOf(0) <= fix.Start && p.EndOf(p.Text.Length) >= fix.End);
        if (passage is null or { Row: not null })
            return line;
        var sentence = Sentence.Of(passage).FirstOrDefault(s => passage.OffsetOf(s.Start) <= fix.Start && passage.EndOf(s.End) >= fix.End);
        return sentence is null ? line : (passage.OffsetOf(sentence.Start), passage.EndOf(sentence.End));
    }
}
