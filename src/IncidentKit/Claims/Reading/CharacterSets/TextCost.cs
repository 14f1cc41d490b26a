using System.Text;

namespace IncidentKit.Claims.Reading.CharacterSets;

/// <summary>
/// How surprising a text is, in bits or nearly: what a character costs by what people write, and what it costs more beside the one before
/// it. Damaged text is dear: signs in words, capitals behind small letters, scripts mixed in a word, controls.
/// </summary>
internal static class TextCost
{
    private const int OtherScript = 10;
    private const int InAWord = 5;

    /// <summary>The cost of a text between two characters.</summary>
    public static int Of(ReadOnlySpan<char> text, char before, char after)
    {
        var cost = 0;
        var last = Kinds.Of(new Rune(char.IsSurrogate(before) ? '\u2603' : before));
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = Kinds.Of(rune);
            cost += Kinds.Bits(kind, rune) + Between(last, kind, rune.Value);
            last = kind;
        }

        return cost + Between(last, Kinds.Of(new Rune(char.IsSurrogate(after) ? '\u2603' : after)), after);
    }

    /// <summary>What a character costs more for the one before it.</summary>
    private static int Between(Kind last, Kind kind, int character)
    {
        var (a, b) = (Kinds.ScriptOf(last), Kinds.ScriptOf(kind));
        if (a != Script.None && b != Script.None)
            return a != b ? OfScripts(a, b)
                : IsHangul(last) != IsHangul(kind) && a == Script.EastAsian ? 5
                : kind == Kind.Upper && last == Kind.Lower ? (character < 0x80 ? 1 : 7)
                : kind is Kind.AccentedLower or Kind.AccentedUpper && last is Kind.AccentedLower or Kind.AccentedUpper
                    ? 3 + Case(last, kind)
                : Case(last, kind);
        return (last, kind) switch
        {
            (Kind.Box, Kind.Box) => -7,
            (Kind.Box, _) when b != Script.None || kind is Kind.Digit or Kind.Sign => 8,
            (_, Kind.Box) when a != Script.None || last is Kind.Digit or Kind.Sign => 8,
            (Kind.Sign or Kind.SignBehind, Kind.Sign or Kind.SignBehind) => 3,
            (Kind.Sign or Kind.SignBehind, _) when b != Script.None => InAWord,
            (_, Kind.Sign) when a != Script.None => InAWord,
            (Kind.Emoji, _) when b != Script.None => InAWord,
            (_, Kind.Emoji) when a != Script.None => InAWord,
            (Kind.Emoji, Kind.Joiner) or (Kind.Joiner, Kind.Emoji) => 0,
            (_, Kind.Joiner) => a == Script.Indic ? 0 : 12,
            (_, Kind.Opening) when a is not (Script.None or Script.EastAsian) => InAWord,
            (Kind.Closing, _) when b is not (Script.None or Script.EastAsian) => InAWord,
            (_, Kind.Combining) => a == Script.Latin ? 0 : 9,
            _ => 0,
        };
    }

    private static bool IsHangul(Kind kind) => kind is Kind.CommonHangul or Kind.RareHangul;

    private static int Case(Kind last, Kind kind) =>
        last is Kind.Lower or Kind.AccentedLower or Kind.CyrillicLower or Kind.GreekLower
        && kind is Kind.AccentedUpper or Kind.CyrillicUpper or Kind.GreekUpper
            ? 7
            : 0;

    private static int OfScripts(Script a, Script b) =>
        (a, b) is (Script.Latin, Script.EastAsian) or (Script.EastAsian, Script.Latin) ? 6 : OtherScript;
}
