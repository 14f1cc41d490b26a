using System.Globalization;

namespace IncidentKit.Sharing;

/// <summary>Where a name in a text begins and ends: no letter or digit goes on beside it. Scripts without spaces have no bounds.</summary>
internal static class WordBounds
{
    /// <summary>Whether no word goes on before or after a part of a text.</summary>
    public static bool Surround(string text, int at, int length) => !Joins(text, at) && !Joins(text, at + length);

    private static bool Joins(string text, int at) => at > 0 && at < text.Length && IsOfAWord(text[at - 1]) && IsOfAWord(text[at]);

    private static bool IsOfAWord(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber;
}
