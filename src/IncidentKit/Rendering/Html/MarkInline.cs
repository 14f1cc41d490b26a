using Markdig.Syntax.Inlines;

namespace IncidentKit.Rendering.Html;

/// <summary>A mark of a template in running text, an item or a cell. It shows nothing.</summary>
internal sealed class MarkInline(string name) : LiteralInline
{
    /// <summary>Its name, as in <see cref="Basics.DocumentMarks"/>.</summary>
    public string Name { get; } = name;
}
