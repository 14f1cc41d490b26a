using System.Globalization;
using System.Net;
using System.Text;
using IncidentKit.Basics;

namespace IncidentKit.Rendering.Drawing;

/// <summary>
/// How wide text in a drawing is. The page's font is the reader's, so this is an estimate after a wide one (DejaVu Sans): what
/// fits by it fits in others.
/// </summary>
internal static class DrawnText
{
    private const double BoldFactor = 1.12;

    private const string Ellipsis = "…",
        Thin = "ijlItfr-.,:;'|!()[]/ ",
        Broad = "mwMW@%…&";

    /// <summary>The width of a line at this size of font.</summary>
    public static double Width(string text, double size, bool bold = false) =>
        text.EnumerateRunes().Sum(Share) * size * (bold ? BoldFactor : 1);

    /// <summary>The beginning of a text, or its end, that fits in the room.</summary>
    public static string Fit(string text, double room, bool keepEnd = false, double size = DrawingLayout.LabelSize)
    {
        if (Width(text, size) <= room)
            return text;
        var left = room - Width(Ellipsis, size);
        List<string> kept = [];
        var elements = Elements(text);
        foreach (var element in keepEnd ? elements.AsEnumerable().Reverse() : elements)
        {
            left -= Width(element, size);
            if (left < 0)
                break;
            kept.Add(element);
        }

        return keepEnd ? Ellipsis + string.Concat(kept.AsEnumerable().Reverse()) : string.Concat(kept) + Ellipsis;
    }

    /// <summary>A text as it may stand in markup.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(VisibleText.Line(text));

    private static List<string> Elements(string text)
    {
        List<string> elements = [];
        for (var all = StringInfo.GetTextElementEnumerator(text); all.MoveNext(); )
            elements.Add(all.GetTextElement());
        return elements;
    }

    /// <summary>The width of a character as a share of the size of font.</summary>
    private static double Share(Rune rune) =>
        rune.Value >= 0x1100 ? 1.05
        : !rune.IsAscii || Broad.Contains((char)rune.Value) ? 1
        : Thin.Contains((char)rune.Value) ? 0.4
        : Rune.IsUpper(rune) ? 0.72
        : 0.63;
}
