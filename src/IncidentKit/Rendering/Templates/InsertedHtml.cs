using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace IncidentKit.Rendering.Templates;

/// <summary>HTML that the tool itself puts between the blocks of a document: what comes from outside is escaped in it already.</summary>
internal sealed class InsertedHtml(string html) : LeafBlock(null)
{
    private string Html { get; } = html;

    /// <summary>Writes it as it is.</summary>
    public sealed class Renderer : HtmlObjectRenderer<InsertedHtml>
    {
        protected override void Write(Markdig.Renderers.HtmlRenderer renderer, InsertedHtml block) =>
            renderer.EnsureLine().Write(block.Html).EnsureLine();
    }
}
