using IncidentKit.Basics;
using Markdig.Helpers;
using Markdig.Parsers;

namespace IncidentKit.Rendering.Html;

/// <summary>
/// Passes over the marks of a template that stand in running text or in a cell. A reader of the page has no use for them.
/// </summary>
internal sealed class MarkInlineParser : InlineParser
{
    public MarkInlineParser() => OpeningCharacters = ['<'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (DocumentMarks.At(slice.Text, slice.Start) is not { } mark || slice.Start + mark.Length - 1 > slice.End)
            return false;
        slice.Start += mark.Length;
        processor.Inline = new MarkInline(mark.Name);
        return true;
    }
}
