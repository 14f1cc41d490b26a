using System.Text.RegularExpressions;
using IncidentKit.Rendering.Templates;

namespace IncidentKit.Sharing;

/// <summary>
/// The words that the tool itself writes: those of its templates. A name that is such a word (<c>default</c>, <c>report</c>) tells
/// nothing of who uses it, and a sentence with it need not mean the name.
/// </summary>
internal static partial class OwnTexts
{
    private static readonly Lazy<(string Written, string Folded)> Texts = new(Read);

    /// <summary>Whether the tool writes this word, in this case.</summary>
    public static bool Hold(string name) => Holds(Texts.Value.Written, name);

    /// <summary>Whether the tool writes this word, in any case.</summary>
    public static bool HoldInAnyCase(string name) => Holds(Texts.Value.Folded, name.ToUpperInvariant());

    private static bool Holds(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (WordBounds.Surround(text, at, word.Length))
                return true;
        }

        return false;
    }

    /// <summary>What templates print. The pages of audit checks are examples, and no part of a report.</summary>
    private static (string Written, string Folded) Read()
    {
        var sources = new TemplateSources(null);
        var texts = TemplateSources
            .Names.Where(name => !name.StartsWith("rules/IKA", StringComparison.Ordinal))
            .Select(name => Code().Replace(sources.Read(name), code => string.Join(' ', Literal().Matches(code.Value))));
        var written = string.Join('\n', texts);
        return (written, written.ToUpperInvariant());
    }

    [GeneratedRegex(@"\{\{[^}]*(?:\}[^}]+)*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex("\"[^\"\\n]*\"|'[^'\\n]*'", RegexOptions.NonBacktracking)]
    private static partial Regex Literal();
}
