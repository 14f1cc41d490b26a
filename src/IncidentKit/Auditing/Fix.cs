using IncidentKit.Claims;

namespace IncidentKit.Auditing;

/// <summary>What to write in the place of a stretch of a report.</summary>
/// <param name="Start">Where the stretch begins in the report's text.</param>
/// <param name="End">The offset behind its last character.</param>
/// <param name="Replacement">The text to write there.</param>
/// <param name="Certain">Whether that is the only right answer, so that it may be applied without a person.</param>
internal sealed record Fix(int Start, int End, string Replacement, bool Certain)
{
    /// <summary>
    /// Another text in the place of a stretch of a passage. Markup is kept: where some stands inside the stretch, only the characters
    /// that change are replaced, and null is the answer if it stands among those too.
    /// </summary>
    /// <param name="passage">The passage.</param>
    /// <param name="start">The first character in the passage's text.</param>
    /// <param name="end">The character after the last.</param>
    /// <param name="text">What to write there.</param>
    /// <param name="certain">Whether it is the only right answer.</param>
    public static Fix? Of(Passage passage, int start, int end, string text, bool certain = false)
    {
        var seen = passage.Text.AsSpan(start, end - start);
        if (passage.IsUnbroken(start, end))
            return new Fix(passage.OffsetOf(start), passage.EndOf(end), text, certain);
        var before = seen.CommonPrefixLength(text);
        var after = 0;
        while (after < Math.Min(seen.Length, text.Length) - before && seen[^(after + 1)] == text[^(after + 1)])
            after++;
        return end - after > start + before && passage.IsUnbroken(start + before, end - after)
            ? new Fix(passage.OffsetOf(start + before), passage.EndOf(end - after), text[before..^after], certain)
            : null;
    }
}
