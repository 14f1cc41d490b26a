using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace IncidentKit.Evidence.Shapes;

/// <summary>What bytes are, before they are looked into.</summary>
internal static class TextForm
{
    /// <summary>Whether JSON is text throughout: UTF-8, and no half of a surrogate pair written as <c>\ud800</c>.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            return false;
        for (var from = 0; json[from..].IndexOf("\\u"u8) is >= 0 and var found; )
        {
            var at = from + found;
            from = at + 2;
            if (!IsEscape(json, at) || Unit(json, at) is not { } unit || !char.IsSurrogate(unit))
                continue;
            if (!char.IsHighSurrogate(unit) || Unit(json, at + 6) is not { } low || !char.IsLowSurrogate(low))
                return false;
            from = at + 12;
        }

        return true;
    }

    /// <summary>A backslash that is itself escaped begins nothing.</summary>
    private static bool IsEscape(ReadOnlySpan<byte> json, int at)
    {
        var before = at;
        while (before > 0 && json[before - 1] == (byte)'\\')
            before--;
        return (at - before) % 2 == 0;
    }

    private static char? Unit(ReadOnlySpan<byte> json, int at) =>
        at + 6 <= json.Length
        && json[at..].StartsWith("\\u"u8)
        && ushort.TryParse(
            Encoding.ASCII.GetString(json[(at + 2)..(at + 6)]),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var unit
        )
            ? (char)unit
            : null;
}
