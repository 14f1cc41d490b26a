using System.Globalization;
using System.Text;

namespace IncidentKit.Rendering.Templates;

/// <summary>Makes characters visible that a reader cannot see or that reorder what is seen (Unicode TR 36; "Trojan Source").</summary>
public static class VisibleText
{
    /// <summary>
    /// Writes control characters, bidirectional marks, zero-width spaces, tag characters and
    /// lone surrogates as <c>\uXXXX</c>. Line ends become <c>\n</c> and stay, as do tabs.
    /// </summary>
    public static string Lines(string text) => Write(text, keepLines: true);

    /// <summary>The same on one line: a run of line ends and tabs becomes one space.</summary>
    public static string Line(string text) => Write(text, keepLines: false);

    private static string Write(string text, bool keepLines)
    {
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
