using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using IncidentKit.Evidence.Secrets;

namespace IncidentKit.Evidence;

/// <summary>What a secret looks like: by the name it is kept under, or by its own form.</summary>
internal static class SecretPatterns
{
    /// <summary>Without one of these no secret of an exact form is in a text.</summary>
    private static readonly SearchValues<string> Announced = SearchValues.Create(
        [.. SecretForms.Exact.Select(form => form.Hint).Concat(SecretPrefixes.Known).Distinct(StringComparer.Ordinal)],
        StringComparison.Ordinal
    );

    /// <summary>Replaces the secrets in a text by what <paramref name="mark"/> gives for their kind and value.</summary>
    public static string Replace(string text, Func<string, string, string> mark)
    {
        text = ReplaceForms(text, mark);
        if (!text.AsSpan().ContainsAny(SecretNames.Hints))
            return text;
        return ReplaceNamed(Tried(SecretForms.AnyCase, text, StringComparison.OrdinalIgnoreCase, mark), mark);
    }

    /// <summary>The same for secrets that their own form tells, whatever stands before them.</summary>
    public static string ReplaceForms(string text, Func<string, string, string> mark)
    {
        if (text.Length < SecretValues.ShortestRandom)
            return text;
        if (text.AsSpan().ContainsAny(Announced))
            text = ReplaceFound(Tried(SecretForms.Exact, text, StringComparison.Ordinal, mark), SecretPrefixes.TryFind, mark);
        text = ReplaceFound(text, UnknownPrefix.TryFind, mark);
        var (least, pattern, kind) = SecretForms.Unannounced;
        return text.Length >= least && text.Contains('.', StringComparison.Ordinal)
            ? pattern.Replace(text, match => ReplaceValue(match, kind, mark))
            : text;
    }

    private delegate bool Finder(ReadOnlySpan<char> text, int from, out Range secret);

    private static string Tried(
        (string Hint, Regex Pattern, string Kind)[] forms,
        string text,
        StringComparison spelling,
        Func<string, string, string> mark
    )
    {
        foreach (var (hint, pattern, kind) in forms)
        {
            if (text.Contains(hint, spelling))
                text = pattern.Replace(text, match => ReplaceValue(match, kind, mark));
        }

        return text;
    }

    private static string ReplaceValue(Match match, string kind, Func<string, string, string> mark)
    {
        var value = match.Groups["value"];
        if ((match.Groups["bare"].Success && SecretValues.IsProse(value.ValueSpan)) || SecretValues.IsPlaceholder(value.ValueSpan))
            return match.Value;
        var at = value.Index - match.Index;
        return string.Concat(match.ValueSpan[..at], mark(kind, value.Value), match.ValueSpan[(at + value.Length)..]);
    }

    private static string ReplaceFound(string text, Finder find, Func<string, string, string> mark)
    {
        var result = default(StringBuilder);
        var copied = 0;
        while (find(text, copied, out var secret))
        {
            result ??= new StringBuilder(text.Length);
            result.Append(text, copied, secret.Start.Value - copied).Append(mark("token", text[secret]));
            copied = secret.End.Value;
        }

        return result?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    private static string ReplaceNamed(string text, Func<string, string, string> mark)
    {
        var result = default(StringBuilder);
        var (copied, from) = (0, 0);
        while (NamedValues.TryFind(text, ref from, out var value, out var kind))
        {
            result ??= new StringBuilder(text.Length);
            result.Append(text, copied, value.Start.Value - copied).Append(mark(kind, text[value]));
            copied = value.End.Value;
        }

        return result?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }
}
