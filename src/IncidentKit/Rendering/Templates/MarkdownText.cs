using System.Text;
using System.Text.RegularExpressions;
using IncidentKit.Basics;

namespace IncidentKit.Rendering.Templates;

/// <summary>
/// Writes any text into CommonMark with GitHub's tables, footnotes and autolinks, so that a reader sees that text and nothing else.
/// </summary>
internal static partial class MarkdownText
{
    /// <summary>Running text or a table cell: on one line, no character of it is markup.</summary>
    public static string Escape(string text)
    {
        text = VisibleText.Line(text).TrimStart(' ');
        var result = new StringBuilder(text.Length + 8);
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool startsBlock =
                (i == 0 && c is ('-' or '+' or '=')) || (i == digits && c is ('.' or ')') && (i + 1 == text.Length || text[i + 1] == ' '));
            bool startsLink =
                (c == ':' && text.AsSpan(i).StartsWith("://"))
                || (c == '.' && text.AsSpan(0, i).EndsWith("www", StringComparison.OrdinalIgnoreCase));
            result.Append(
                c switch
                {
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '&' => "&amp;",
                    '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#' or '~' or '^' or '$' or '@' => $"\\{c}",
                    _ when startsBlock || startsLink => $"\\{c}",
                    _ => c.ToString(),
                }
            );
        }

        return result.ToString();
    }

    /// <summary>Running text that leads somewhere.</summary>
    /// <param name="text">The text.</param>
    /// <param name="phrase">The words of it that are the link; null, or words that are not in it, for all of it.</param>
    /// <param name="target">Where it leads: a file or a heading's address.</param>
    public static string Linked(string text, string? phrase, string target)
    {
        int start = phrase is null ? -1 : text.IndexOf(phrase, StringComparison.Ordinal);
        string address = NotAddress().Replace(target, m => Uri.EscapeDataString(m.Value));
        return start < 0
            ? $"[{Escape(text)}]({address})"
            : $"{Escape(text[..start])}[{Inner(phrase!)}]({address}){Inner(text[(start + phrase!.Length)..])}";

        // Within a sentence nothing begins a block, and a space in front stands.
        static string Inner(string part) => Escape($"x{part}")[1..];
    }

    /// <summary>A code span: on one line, delimited by more backticks than occur in it.</summary>
    public static string Code(string text)
    {
        text = VisibleText.Line(text);
        string ticks = new('`', LongestRun(text) + 1);
        bool padded = text.Length == 0 || text[0] == '`' || text[^1] == '`' || (text[0] == ' ' && text[^1] == ' ');
        return padded ? $"{ticks} {text} {ticks}" : $"{ticks}{text}{ticks}";
    }

    /// <summary>
    /// Writes a code span for a table cell. Dialects differ on <c>|</c> in code
    /// there (GitHub's reads it before code), so a text with one is running text.
    /// </summary>
    public static string CodeCell(string text) => text.Contains('|') ? Escape(text) : Code(text);

    /// <summary>A fenced block, longer than any run of backticks inside; to be written at the start of a line.</summary>
    public static string Fence(string text, string language)
    {
        text = VisibleText.Lines(text).TrimEnd('\n');
        string ticks = new('`', Math.Max(3, LongestRun(text) + 1));
        return $"{ticks}{NotInfo().Replace(language, "")}\n{text}\n{ticks}";
    }

    /// <summary>A reference to a footnote.</summary>
    public static string FootnoteLabel(string id) => NotLabel().Replace(id, "-");

    private static int LongestRun(string text)
    {
        int longest = 0,
            run = 0;
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex NotInfo();

    [GeneratedRegex("[^A-Za-z0-9._#/-]{1,1000}")]
    private static partial Regex NotAddress();

    [GeneratedRegex("[^A-Za-z0-9._:/-]{1,1000}")]
    private static partial Regex NotLabel();
}
