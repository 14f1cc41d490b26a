using System.Text.RegularExpressions;
using Markdig;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// How a note of a person is read: lines, lists and emphasis. What Markdown hides, or takes for somebody else's words, a note says like all
/// the rest: code, headings, comments, quotations.
/// </summary>
internal static partial class NoteText
{
    /// <summary>Reads the lines of a note.</summary>
    public static MarkdownPipeline Pipeline { get; } = CreatePipeline();

    /// <summary>A note with spaces for what is no word of it: a tag, and the mark of a quotation at the start of a line.</summary>
    public static string Words(string text) => NotSaid().Replace(text, m => new string(' ', m.Length));

    private static MarkdownPipeline CreatePipeline()
    {
        var builder = new MarkdownPipelineBuilder().UsePreciseSourceLocation().DisableHtml();
        builder.BlockParsers.RemoveAll(p => p is not (ParagraphBlockParser or ListBlockParser));
        builder.BlockParsers.Find<ParagraphBlockParser>()!.ParseSetextHeadings = false;
        builder.InlineParsers.RemoveAll(p => p is CodeInlineParser);
        return builder.Build();
    }

    [GeneratedRegex(
        @"</?[A-Za-z][^<>\r\n]{0,200}>|^[ \t]{0,20}>[> ]{0,20}",
        RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex NotSaid();
}
