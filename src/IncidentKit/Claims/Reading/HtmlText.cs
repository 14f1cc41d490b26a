using System.Net;
using HtmlAgilityPack;

namespace IncidentKit.Claims.Reading;

/// <summary>The text of a page's nodes, with the place of each character in the file.</summary>
internal static class HtmlText
{
    /// <summary>All text inside a node; a line break is one.</summary>
    public static List<(char Character, int Offset)> Of(HtmlNode node) =>
        [
            .. node.DescendantsAndSelf()
                .SelectMany(n =>
                    n is HtmlTextNode text ? Of(text)
                    : n.Name == "br" ? [('\n', n.StreamPosition)]
                    : []
                ),
        ];

    /// <summary>The characters of a text; those of an entity come from its beginning.</summary>
    public static IEnumerable<(char Character, int Offset)> Of(HtmlTextNode node)
    {
        var (text, start) = (node.Text, node.StreamPosition);
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '&' ? text.IndexOf(';', i, Math.Min(32, text.Length - i)) : -1;
            var entity = end < 0 ? "" : WebUtility.HtmlDecode(text[i..(end + 1)]);
            if (end < 0 || entity.StartsWith('&') && entity.Length > 1)
            {
                yield return (text[i], start + i);
                continue;
            }

            foreach (var c in entity)
                yield return (c, start + i);
            i = end;
        }
    }
}
