using System.Globalization;
using System.Text;

namespace IncidentKit.Basics;

/// <summary>Makes characters visible that a reader cannot see or that reorder what is seen (Unicode TR 36; "Trojan Source").</summary>
public static class VisibleText
{
    /// <summary>From the space up to here all characters are what they seem.</summary>
    private const char MaxPlain = '\u007F';

    /// <summary>
    /// Writes control characters, bidirectional marks, zero-width spaces, tag characters and
    /// lone surrogates as <c>\uXXXX</c>. Line ends become <c>\n</c> and stay, as do tabs.
    /// </summary>
    public static string Lines(string text) => Write(text, keepLines: true);

    /// <summary>The same on one line: a run of line ends and tabs becomes one space.</summary>
    public static string Line(string text) => Write(text, keepLines: false);

    /// <summary>
    /// The same in a text of JSON, where such characters can only stand in strings: they become escapes, so the value stays what it was.
    /// </summary>
    internal static string Json(string json)
    {
        var result = default(StringBuilder);
        var copied = 0;
        for (var at = 0; at < json.Length; at++)
        {
            var length = at + 1 < json.Length && char.IsSurrogatePair(json, at) ? 2 : 1;
            if (json[at] >= ' ' && json[at] < MaxPlain)
                continue;
            var isHidden = Rune.TryGetRuneAt(json, at, out var rune) ? rune.Value is not ('\n' or '\t' or '\r') && IsHidden(rune) : true;
            if (isHidden)
            {
                result ??= new StringBuilder(json.Length);
                result.Append(json, copied, at - copied);
                for (var i = at; i < at + length; i++)
                    result.Append(CultureInfo.InvariantCulture, $"\\u{(int)json[i]:X4}");
                copied = at + length;
            }

            at += length - 1;
        }

        return result?.Append(json, copied, json.Length - copied).ToString() ?? json;
    }

    private static string Write(string text, bool keepLines)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', (char)(MaxPlain - 1)))
            return text;
        var result = new StringBuilder(text.Length);
        ReadOnlySpan<char> rest = text.ReplaceLineEndings("\n");
        while (!rest.IsEmpty)
        {
            bool valid = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (!valid)
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)rest[0]:X4}");
            else if (rune.Value is '\n' or '\t' && keepLines)
                result.Append((char)rune.Value);
            else if (rune.Value is '\n' or '\t')
                result.Append(result.Length > 0 && result[^1] == ' ' ? "" : " ");
            else if (IsHidden(rune))
                result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else
                result.Append(rest[..length]);
            rest = rest[length..];
        }

        return result.ToString();
    }

    private static bool IsHidden(Rune rune) =>
        Rune.IsControl(rune)
        || rune.Value
            is 0x061C
                or 0x180E
                or 0x200B
                or 0x200E
                or 0x200F
                or (>= 0x2028 and <= 0x202E)
                or (>= 0x2060 and <= 0x2069)
                or 0xFEFF
                or (>= 0xE0000 and <= 0xE007F);
}
