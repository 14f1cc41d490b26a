using System.Text;

namespace IncidentKit.Evidence;

/// <summary>
/// JSON from outside, made readable where its text is none: bytes that are no UTF-8, and surrogates without their other half, become
/// U+FFFD, so that they cost a character and not what stands around it. An escape is mended however deep it is nested in texts that are
/// JSON themselves, where its backslashes are doubled.
/// </summary>
internal static class WellFormed
{
    private const int Digits = 4;

    /// <summary>The same bytes, or a mended copy.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json)
    {
        var text = System.Text.Unicode.Utf8.IsValid(json) ? json : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        byte[]? mended = null;
        for (var at = 0; NextSurrogate(text, at) is >= 0 and var escape; )
        {
            var other = escape + Digits + 1;
            if (IsHigh(text, escape) && Backslashes(text[other..]) is > 0 and var doubled && IsLow(text, other + doubled))
            {
                at = other + doubled + Digits + 1;
                continue;
            }

            mended ??= text.ToArray();
            "fffd"u8.CopyTo(mended.AsSpan(escape + 1));
            at = other;
        }

        return mended ?? text;
    }

    /// <summary>The place of the next <c>u</c> of an escape <c>\ud800</c> to <c>\udfff</c>; -1 when there is none.</summary>
    private static int NextSurrogate(ReadOnlySpan<byte> text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            var found = text[at..].IndexOf("\\u"u8);
            if (found < 0)
                return -1;
            at += found + 1;
            if (IsEscape(text, at) && (text[at + 1] | 0x20) == 'd' && text[at + 2] >= '8')
                return at;
        }

        return -1;
    }

    private static bool IsEscape(ReadOnlySpan<byte> text, int at)
    {
        if (at + Digits >= text.Length || text[at] != 'u')
            return false;
        foreach (var digit in text.Slice(at + 1, Digits))
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return false;
        }

        return true;
    }

    private static bool IsHigh(ReadOnlySpan<byte> text, int at) =>
        text[at + 2] is (byte)'8' or (byte)'9' || (text[at + 2] | 0x20) is 'a' or 'b';

    private static bool IsLow(ReadOnlySpan<byte> text, int at) =>
        IsEscape(text, at) && (text[at + 1] | 0x20) == 'd' && (text[at + 2] | 0x20) is >= 'c' and <= 'f';

    private static int Backslashes(ReadOnlySpan<byte> text) =>
        text.IndexOfAnyExcept((byte)'\\') is >= 0 and var count ? count : text.Length;
}
