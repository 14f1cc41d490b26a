namespace IncidentKit.Claims.Reading;

/// <summary>
/// The names of HTML's elements (WHATWG HTML, "Index of elements", and those it calls obsolete). What stands in angle brackets under
/// another name was meant as text: a field of a template, a type's parameter.
/// </summary>
internal static class HtmlNames
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Elements = new HashSet<string>(
        (
            "a abbr acronym address applet area article aside audio b base bdi bdo big blockquote body br button canvas caption"
            + " center cite"
            + " code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure"
            + " font footer form"
            + " frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark"
            + " marquee menu meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt"
            + " ruby s samp"
            + " script search section select slot small source span strike strong style sub summary sup svg table tbody td template"
            + " textarea tfoot th thead time title tr track tt u ul var video wbr math path g circle rect line"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Elements that mean nothing without an attribute: alone they name what is to be put there.</summary>
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Attributed = new HashSet<string>(
        "link source object area data param input select option map address label".Split(' '),
        StringComparer.OrdinalIgnoreCase
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a tag is one of HTML, or of a component's own, which has a colon or comes with attributes.</summary>
    /// <param name="tag">From its <c>&lt;</c> on; what stands behind its <c>&gt;</c> does not matter.</param>
    public static bool IsTag(ReadOnlySpan<char> tag)
    {
        tag = tag.IndexOf('>') is >= 0 and var end ? tag[..(end + 1)] : tag;
        var name = tag.TrimStart("</");
        var length = name.IndexOfAnyExcept(NameCharacters);
        if (length == 0 || tag is ['<', '!' or '?', ..])
            return true;
        name = length < 0 ? name : name[..length];
        // "<Link to the recording>" has words behind a name that is also an element's; attributes have values.
        var words = tag.Count(' ') - (tag.EndsWith(" />") ? 1 : 0);
        return tag.Contains('=')
            || name.Contains(':')
            || (Elements.Contains(name) && words < 2 && (tag.StartsWith("</") || tag.EndsWith("/>") || !Attributed.Contains(name)));
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-:_"
    );
}
