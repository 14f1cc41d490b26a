using IncidentKit.Basics;
using Markdig.Parsers;
using Markdig.Syntax;

namespace IncidentKit.Rendering.Html;

/// <summary>A mark of a template that stands alone on its line.</summary>
internal sealed class MarkBlock(BlockParser parser, string name) : LeafBlock(parser)
{
    /// <summary>Its name, as in <see cref="DocumentMarks"/>.</summary>
    public string Name { get; } = name;

    /// <summary>Finds marks where other comments would be text.</summary>
    public sealed class LineParser : BlockParser
    {
        public LineParser() => OpeningCharacters = ['<'];

        public override BlockState TryOpen(BlockProcessor processor)
        {
            var line = processor.Line.ToString().TrimEnd();
            if (processor.IsCodeIndent || DocumentMarks.At(line, 0) is not { } mark || mark.Length != line.Length)
                return BlockState.None;
            processor.NewBlocks.Push(
                new MarkBlock(this, mark.Name) { Column = processor.Column, Span = new(processor.Start, processor.Line.End) }
            );
            return BlockState.BreakDiscard;
        }
    }
}
