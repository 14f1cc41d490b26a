using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace IncidentKit.Evidence;

/// <summary>
/// JSON from outside whose text may be none: bytes that are no UTF-8, and surrogates without their other half. An answer that has such a
/// text is no answer (<see cref="Is"/>). What was kept is made readable (<see cref="Of"/>): each becomes U+FFFD, so that it costs a
/// character and not what stands around it.
/// </summary>
internal static class WellFormed
{
    private const int Digits = 4;

    /// <summary>Whether it is text throughout. What is text that is JSON itself is looked at when it is read.</summary>
    public static bool Is(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            return false;
        for (var at = 0; NextLone(json, at, out var backslashes) is >= 0 and var escape; at = escape + Digits + 1)
        {
            if (int.IsOddInteger(backslashes))
                return false;
        }

        return true;
    }

    /// <summary>The same bytes, or a mended copy: also in texts that are JSON themselves, where backslashes are doubled.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json)
    {
        var text = Utf8.IsValid(json) ? json : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        byte[]? mended = null;
        for (var at = 0; NextLone(text, at, out _) is >= 0 and var escape; at = escape + Digits + 1)
        {
            mended ??= text.ToArray();
            "fffd"u8.CopyTo(mended.AsSpan(escape + 1));
        }

        return mended ?? text;
    }

    /// <summary>The place of the next <c>u</c> of an escape <c>\ud800</c> to <c>\udfff</c> without its other half, and how many
    /// backslashes stand before it; -1 when there is none.</summary>
    private static int NextLone(ReadOnlySpan<byte> text, int from, out int backslashes)
    {
        backslashes = 0;
        for (var at = from; at < text.Length && text[at..].IndexOf("\\u"u8) is >= 0 and var found; )
        {
            var escape = at + found + 1;
            at = escape + 1;
            if (!IsSurrogate(text, escape))
                continue;
            var other = escape + Digits + 1;
            backslashes = escape - 1 - text[..escape].LastIndexOfAnyExcept((byte)'\\');
            // Of \\\ud83d the first two are a backslash; where a text is JSON itself, each is doubled.
            var own = 1 << BitOperations.TrailingZeroCount(backslashes);
            if (!IsHigh(text, escape) || Backslashes(text[other..]) != own || !IsLow(text, other + own))
                return escape;
            at = other + own + Digits + 1;
        }

        return -1;
    }

    private static bool IsSurrogate(ReadOnlySpan<byte> text, int at) =>
        IsEscape(text, at) && (text[at + 1] | 0x20) == 'd' && text[at + 2] >= '8';

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

    private static bool IsLow(ReadOnlySpan<byte> text, int at) => IsSurrogate(text, at) && !IsHigh(text, at);

    private static int Backslashes(ReadOnlySpan<byte> text) =>
        text.IndexOfAnyExcept((byte)'\\') is >= 0 and var count ? count : text.Length;
}
