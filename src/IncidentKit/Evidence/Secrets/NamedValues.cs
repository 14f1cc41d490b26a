using System.Buffers;

namespace IncidentKit.Evidence.Secrets;

/// <summary>
/// Values in a text that stand after a telling name: <c>NAME=value</c>, <c>"name": "value"</c>, <c>--name value</c>,
/// <c>&lt;name&gt;value&lt;</c>, <c>"name":"NAME","value":"value"</c>. Each name is looked at once, so the time is linear in the text.
/// </summary>
internal static class NamedValues
{
    private const int LongestValue = 65_536;

    private static readonly SearchValues<char> AroundArn = SearchValues.Create(" \t\n\"'=,");
    private static readonly SearchValues<char> AfterValue = SearchValues.Create(" \t\r\n\"',;&`|<");

    /// <summary>The next value of a telling name.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to look from; where to go on from afterwards.</param>
    /// <param name="value">Where the value is.</param>
    /// <param name="kind">The kind of secret.</param>
    public static bool TryFind(ReadOnlySpan<char> text, ref int from, out Range value, out string kind)
    {
        while (from < text.Length && text[from..].IndexOfAny(SecretNames.Hints) is >= 0 and var found)
        {
            var (start, end) = NameAt(text, from + found, from);
            from = end;
            // The last word of a sentence.
            if (text[end - 1] == '.')
                continue;
            if (
                SecretNames.Of(text[start..end]) is not { } name
                || IsOfMarker(text[..start])
                || IsInArn(text, start)
                || !TryValue(text, start, end, out value, out var bare)
            )
                continue;
            if (!SecretValues.Fits(name, text[value]) || IsFolder(text[start..end], text[value]))
                continue;
            if (bare && SecretValues.IsProse(text[value]))
                continue;
            (from, kind) = (value.End.Value, name.Kind);
            return true;
        }

        (value, kind, from) = (default, "", text.Length);
        return false;
    }

    private static (int Start, int End) NameAt(ReadOnlySpan<char> text, int at, int least)
    {
        var (start, end) = (at, at + 1);
        least = Math.Max(least, at - SecretNames.Longest);
        while (start > least && IsOfName(text[start - 1]))
            start--;
        var most = Math.Min(text.Length, at + SecretNames.Longest);
        while (end < most && IsOfName(text[end]))
            end++;
        return (start, end);
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    private static bool IsOfMarker(ReadOnlySpan<char> before) => before.EndsWith(RedactionMarks.Prefix, StringComparison.Ordinal);

    /// <summary>The name of a secret in its ARN, or that of a parameter in a path, is followed by more of it.</summary>
    private static bool IsInArn(ReadOnlySpan<char> text, int start)
    {
        if (start == 0 || text[start - 1] != ':')
            return false;
        var before = text[Math.Max(0, start - SecretNames.Longest)..start];
        return before[(before.LastIndexOfAny(AroundArn) + 1)..].Contains("arn:", StringComparison.Ordinal);
    }

    /// <summary>A shell keeps the folder it is in as PWD.</summary>
    private static bool IsFolder(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => value is ['/', ..] && name.EndsWith("PWD");

    private static bool TryValue(ReadOnlySpan<char> text, int start, int end, out Range value, out bool bare)
    {
        (value, bare) = (default, false);
        var at = SkipQuote(text, end);
        var isElement = at == end && end < text.Length && text[end] == '>' && start > 0 && text[start - 1] is '<' or ':';
        var afterSpace = SkipSpace(text, at);
        if (isElement)
            at = end + 1;
        else if (SkipSeparator(text, afterSpace) is > 0 and var separated)
            at = SkipBlanks(text, separated);
        else if (SkipPair(text, at) is > 0 and var paired)
            at = SkipSpace(text, paired);
        else if (afterSpace > at && at == end && IsFlag(text, start) && afterSpace < text.Length && text[afterSpace] != '-')
            at = afterSpace;
        else
            return false;

        var opened = SkipQuote(text, at);
        var length = opened > at ? Quoted(text[at..], opened - at) : Bare(text[at..], isElement);
        (value, bare) = (opened..(opened + length), opened == at);
        return length > 0;
    }

    /// <summary>Up to four backslashes and a quote, or a quote as URLs encode it; or what closes an index.</summary>
    private static int SkipQuote(ReadOnlySpan<char> text, int at)
    {
        if (text[at..].StartsWith("%22"))
            return at + 3;
        var end = at;
        while (end < text.Length && end - at < 4 && text[end] == '\\')
            end++;
        if (end >= text.Length || text[end] is not ('"' or '\'' or '`'))
            return at;
        return end + 1 < text.Length && text[end + 1] == ']' ? end + 2 : end + 1;
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 8 && text[end] is ' ' or '\t' or '\n' or '\r')
            end++;
        return end;
    }

    /// <summary>A value stands on the line of its name.</summary>
    private static int SkipBlanks(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 8 && text[end] is ' ' or '\t')
            end++;
        return end;
    }

    /// <summary>Where the separator ends; 0 when there is none.</summary>
    private static int SkipSeparator(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        return rest switch
        {
            ['=', '>' or '=', ..] or [':', '=', ..] => at + 2,
            ['=' or ':', ..] => at + 1,
            ['%', '3', 'D' or 'd' or 'A' or 'a', ..] => at + 3,
            _ => 0,
        };
    }

    /// <summary>Where the value of a pair begins whose name stands before: <c>", "value": </c>.</summary>
    private static int SkipPair(ReadOnlySpan<char> text, int at)
    {
        var rest = at;
        if (rest < text.Length && text[rest] is ',' or '\n' or '\r' or ' ')
            rest++;
        else
            return 0;
        rest = SkipSpace(text, rest);
        rest = SkipQuote(text, rest);
        foreach (var member in (ReadOnlySpan<string>)["stringvalue", "value", "val"])
        {
            if (text[rest..].StartsWith(member, StringComparison.OrdinalIgnoreCase))
                return SkipSeparator(text, SkipSpace(text, SkipQuote(text, rest + member.Length)));
        }

        return 0;
    }

    private static bool IsFlag(ReadOnlySpan<char> text, int start) => text[start..].StartsWith("--");

    /// <summary>The length of a value that was opened by so many characters, up to the same.</summary>
    private static int Quoted(ReadOnlySpan<char> text, int opening)
    {
        var open = text[..opening];
        var rest = text[opening..];
        rest = rest[..Math.Min(rest.Length, LongestValue)];
        if (opening > 1)
            return rest.IndexOf(open) is >= 0 and var same ? same
                : rest.IndexOfAny("\"\\") is >= 0 and var other ? other
                : rest.Length;
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '\\')
                i++;
            else if (rest[i] == open[0])
                return i;
        }

        return rest.Length;
    }

    private static int Bare(ReadOnlySpan<char> text, bool isElement)
    {
        if (text.IsEmpty || text[0] is '{' or '[' or '(' or '<' or '\\' or ':')
            return 0;
        var rest = text[..Math.Min(text.Length, LongestValue)];
        var end = isElement ? rest.IndexOf('<') : rest.IndexOfAny(AfterValue);
        var value = end < 0 ? rest : rest[..end];
        if (value.IndexOf("%26") is >= 0 and var encoded)
            value = value[..encoded];
        while (value is [.., ')' or ']' or '}' or '>'] && !value.ContainsAny("([{<"))
            value = value[..^1];
        return value.Length;
    }
}
