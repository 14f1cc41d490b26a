using System.Text;

namespace IncidentKit.Claims.Reading.CharacterSets;

/// <summary>What characters are to a writer.</summary>
internal enum Kind
{
    Space,
    Digit,
    Plain,
    Lower,
    Upper,
    AccentedLower,
    AccentedUpper,
    RareLatin,
    CyrillicLower,
    CyrillicUpper,
    CyrillicOther,
    RareCyrillic,
    GreekLower,
    GreekUpper,
    RareGreek,
    Hebrew,
    Arabic,
    RareArabic,
    Indic,
    OtherLetter,
    Kana,
    HalfKana,
    CommonHan,
    RareHan,
    CommonHangul,
    RareHangul,
    EastAsianMark,
    Mark,
    Opening,
    Closing,
    Sign,
    SignBehind,
    Box,
    Emoji,
    Joiner,
    Combining,
    Lost,
    Control,
}

/// <summary>The scripts that are not mixed within a word.</summary>
internal enum Script
{
    None,
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Indic,
    Other,
    EastAsian,
}

/// <summary>Tells the kind of a character, and what one of it costs.</summary>
internal static class Kinds
{
    /// <summary>The lowest and the highest row of the characters in common use, in GB 2312, Big5, JIS X 0208 and KS X 1001.</summary>
    private static readonly Lazy<HashSet<char>> Common = new(() =>
        [.. Rows(936, 0xB0, 0xD7, 0xA1), .. Rows(950, 0xA4, 0xB8, 0x40), .. Rows(932, 0x88, 0x97, 0x40)]
    );

    private static readonly Lazy<HashSet<char>> CommonHangul = new(() => [.. Rows(949, 0xB0, 0xC8, 0xA1)]);

    /// <summary>Letters with marks that only a language of few writers has, or none.</summary>
    private static readonly System.Buffers.SearchValues<char> RareLetters = System.Buffers.SearchValues.Create(
        "ĸŉſĲĳĿŀĈĉĜĝĤĥĴĵŜŝŬŭŴŵŶŷŦŧĔĕĬĭŎŏŔŕĨĩŢţŨũĻļŖŗĶķĢģŅņĠġĊċĦħ"
    );

    /// <summary>The kind of a character.</summary>
    public static Kind Of(Rune rune)
    {
        var c = rune.Value;
        if (c < 0x80)
            return char.IsAsciiLetterLower((char)c) ? Kind.Lower
                : char.IsAsciiLetterUpper((char)c) ? Kind.Upper
                : char.IsAsciiDigit((char)c) ? Kind.Digit
                : c is ' ' or '\n' or '\t' or '\r' or 0 ? Kind.Space
                : c < 0x20 || c == 0x7F ? Kind.Control
                : Kind.Plain;
        return c switch
        {
            < 0xA0 => Kind.Control,
            0xA0 or 0x202F or 0x3000 or 0xFEFF or (>= 0x2000 and <= 0x200A) => Kind.Space,
            0xAB or 0x2018 or 0x201A or 0x201C or 0x201E or 0x2039 or 0xBF or 0xA1 => Kind.Opening,
            0xBB or 0x201D or 0x203A or 0x2026 => Kind.Closing,
            0x2019 or 0x2013 or 0x2014 or 0xB7 or 0x2011 or 0xB4 => Kind.Mark,
            0xA9 or 0xAA or 0xAE or 0xB0 or 0xB2 or 0xB3 or 0xB9 or 0xBA or 0x2122 => Kind.SignBehind,
            0xB5 or (>= 0xA2 and < 0xC0) or 0xD7 or 0xF7 => Kind.Sign,
            < 0x180 => OfLatin(c),
            0x218 or 0x219 or 0x21A or 0x21B or 0x1A0 or 0x1A1 or 0x1AF or 0x1B0 or 0x192 => Case(rune),
            < 0x300 => Kind.RareLatin,
            < 0x370 => Kind.Combining,
            < 0x400 => c is (>= 0x386 and <= 0x3CE) and not 0x387
                ? (Rune.IsUpper(rune) ? Kind.GreekUpper : Kind.GreekLower)
                : Kind.RareGreek,
            < 0x530 => OfCyrillic(rune),
            < 0x590 => Kind.OtherLetter,
            < 0x600 => Kind.Hebrew,
            < 0x780 => c
                is (>= 0x60C and <= 0x652)
                    or (>= 0x660 and <= 0x66C)
                    or 0x67E
                    or 0x686
                    or 0x698
                    or 0x6A9
                    or 0x6AF
                    or 0x6CC
                    or 0x6C1
                    or 0x6BE
                    or 0x6BA
                    or 0x6D2
                    or 0x679
                    or 0x688
                    or 0x691
                    or 0x6D4
                ? Kind.Arabic
                : Kind.RareArabic,
            < 0x900 => Kind.RareLatin,
            < 0xE80 => Kind.Indic,
            < 0x1E00 => Kind.OtherLetter,
            < 0x1EA0 => Kind.RareLatin,
            < 0x1F00 => Case(rune),
            < 0x2000 => Kind.RareGreek,
            0x200B or 0x200C or 0x200D or 0x200E or 0x200F or 0xFE0F or 0x20E3 => Kind.Joiner,
            _ => OfSigns(rune),
        };
    }

    /// <summary>What a character costs by itself, in bits or nearly.</summary>
    public static int Bits(Kind kind, Rune rune) =>
        kind switch
        {
            Kind.Space => rune.Value is ' ' or '\n' ? 2 : 7,
            Kind.Digit or Kind.Plain or Kind.Lower => 4,
            Kind.CyrillicLower or Kind.GreekLower => IsFrequent(rune) ? 4 : 7,
            Kind.Upper or Kind.Arabic => 5,
            Kind.GreekUpper or Kind.Hebrew or Kind.Indic or Kind.Kana or Kind.EastAsianMark => 6,
            Kind.AccentedLower when rune.Value == 'é' => 5,
            Kind.Mark when rune.Value is '’' or '–' or '—' => 5,
            Kind.AccentedLower when "áàäèíóöüçñã".Contains((char)rune.Value, StringComparison.Ordinal) => 6,
            Kind.AccentedLower or Kind.Mark or Kind.Combining => 7,
            Kind.CyrillicUpper or Kind.CyrillicOther or Kind.OtherLetter or Kind.Opening or Kind.Closing or Kind.SignBehind => 8,
            Kind.AccentedUpper => 9,
            Kind.CommonHangul => 8,
            Kind.CommonHan => 9,
            Kind.Sign => 11,
            Kind.Box or Kind.Emoji => 12,
            Kind.Joiner => 5,
            Kind.HalfKana => 12,
            Kind.RareLatin when rune.Value < 0x180 => 10,
            Kind.RareLatin or Kind.RareCyrillic or Kind.RareGreek or Kind.RareArabic => 15,
            Kind.RareHan or Kind.RareHangul => 16,
            Kind.Lost => 4,
            _ => 18,
        };

    /// <summary>Whether a letter is of those that make up nine tenths of a Russian or Greek text.</summary>
    private static bool IsFrequent(Rune rune) =>
        "оеаинтсрвлкмдпуяыьгзбαοιετσνηυρπκμλςάέίόήω".Contains((char)rune.Value, StringComparison.Ordinal);

    /// <summary>The script that a letter is of.</summary>
    public static Script ScriptOf(Kind kind) =>
        kind switch
        {
            Kind.Lower or Kind.Upper or Kind.AccentedLower or Kind.AccentedUpper or Kind.RareLatin => Script.Latin,
            Kind.CyrillicLower or Kind.CyrillicUpper or Kind.CyrillicOther or Kind.RareCyrillic => Script.Cyrillic,
            Kind.GreekLower or Kind.GreekUpper or Kind.RareGreek => Script.Greek,
            Kind.Hebrew => Script.Hebrew,
            Kind.Arabic or Kind.RareArabic => Script.Arabic,
            Kind.Indic => Script.Indic,
            Kind.OtherLetter => Script.Other,
            Kind.Kana or Kind.HalfKana or Kind.CommonHan or Kind.RareHan or Kind.CommonHangul or Kind.RareHangul => Script.EastAsian,
            _ => Script.None,
        };

    private static Kind OfLatin(int c) => RareLetters.Contains((char)c) ? Kind.RareLatin : Case(new Rune(c));

    private static Kind Case(Rune rune) => Rune.IsUpper(rune) ? Kind.AccentedUpper : Kind.AccentedLower;

    private static Kind OfCyrillic(Rune rune) =>
        rune.Value switch
        {
            0x401 or (>= 0x410 and <= 0x42F) => Kind.CyrillicUpper,
            0x451 or (>= 0x430 and <= 0x44F) => Kind.CyrillicLower,
            0x404 or 0x406 or 0x407 or 0x40E or 0x454 or 0x456 or 0x457 or 0x45E or 0x490 or 0x491 => Kind.CyrillicOther,
            (>= 0x402 and <= 0x40F) or (>= 0x452 and <= 0x45F) or (>= 0x492 and <= 0x4F5) => Kind.CyrillicOther,
            _ => Kind.RareCyrillic,
        };

    private static Kind OfSigns(Rune rune)
    {
        var c = rune.Value;
        return c switch
        {
            0xFFFD => Kind.Lost,
            < 0x2070 => c is 0x2022 or 0x2010 or 0x2012 or 0x2015 ? Kind.Mark : Kind.Sign,
            < 0x2500 => c is 0x20AC or 0x2116 or (>= 0x2190 and <= 0x2193) ? Kind.Mark : Kind.Sign,
            < 0x25A0 => Kind.Box,
            < 0x2C00 => Kind.Emoji,
            < 0x2E80 => Kind.RareLatin,
            < 0x3000 => Kind.RareHan,
            < 0x3040 => Kind.EastAsianMark,
            < 0x3100 => Kind.Kana,
            < 0x3400 => Kind.RareHan,
            < 0x4E00 => Kind.RareHan,
            < 0xA000 => Common.Value.Contains((char)c) ? Kind.CommonHan : Kind.RareHan,
            < 0xAC00 => Kind.RareHan,
            < 0xD7B0 => CommonHangul.Value.Contains((char)c) ? Kind.CommonHangul : Kind.RareHangul,
            >= 0xF900 and < 0xFB00 => Kind.RareHan,
            >= 0xFF00 and < 0xFF61 => Kind.EastAsianMark,
            >= 0xFF61 and < 0xFFA0 => Kind.HalfKana,
            >= 0x1F000 and < 0x1FB00 => Kind.Emoji,
            _ => Kind.Control,
        };
    }

    private static IEnumerable<char> Rows(int codePage, int first, int last, int from)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        for (var row = first; row <= last; row++)
        {
            for (var cell = from; cell <= 0xFE; cell++)
            {
                var text = encoding.GetString([(byte)row, (byte)cell]);
                if (text.Length == 1 && text[0] >= 0x3400)
                    yield return text[0];
            }
        }
    }
}
