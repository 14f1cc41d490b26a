using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentKit.Sharing;

/// <summary>All names that are known, to find them in texts. What is added first says of which kind a name is.</summary>
internal sealed partial class KnownNames
{
    private readonly Dictionary<string, KnownName> _names = new(StringComparer.Ordinal);
    private Dictionary<char, KnownName[]>? _byFirst;

    /// <summary>Adds a name with its other spellings, and with its parts where it is a person's.</summary>
    public void Add(string name, string kind)
    {
        Add(name, kind, name);
        if (kind != NameKinds.Person)
            return;
        foreach (var part in PartOfAName().Matches(name).Select(m => m.Value).Where(p => p.Length < name.Length && !OwnTexts.Hold(p)))
            Add(part, kind, name);
    }

    /// <summary>Adds a spelling of a name, which has the pseudonym of the whole.</summary>
    public void Add(string text, string kind, string whole)
    {
        if (string.IsNullOrWhiteSpace(text) || !_names.TryAdd(text, new KnownName(text, kind, whole)))
            return;
        _byFirst = null;
        foreach (var spelling in Escaped(text))
            _names.TryAdd(spelling, new KnownName(spelling, kind, whole));
    }

    /// <summary>What is known by this text; null when nothing is.</summary>
    public KnownName? this[string text] => _names.GetValueOrDefault(text);

    /// <summary>Whether a text is a name, or differs from one by case alone.</summary>
    public bool Hold(string text) => Starting(text[0]).Any(n => string.Equals(n.Text, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The longest name at a place of a text; null when none begins there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where.</param>
    /// <param name="isQuoted">Whether the text there is somebody's own words or a value, and no sentence of the tool's.</param>
    public KnownName? At(string text, int at, bool isQuoted)
    {
        KnownName? found = null;
        foreach (var name in Starting(text[at]))
        {
            if (found is not null && name.Text.Length < found.Text.Length)
                break;
            if (name.StandsAt(text, at, exactly: true) && Means(name, text, at, isQuoted))
                return name;
            if (found is null && name.StandsAt(text, at, exactly: false) && Means(name, text, at, isQuoted))
                found = name;
        }

        return found;
    }

    private static bool Means(KnownName name, string text, int at, bool isQuoted) =>
        !name.IsOrdinary || (isQuoted && name.Text.Any(char.IsLetter)) || Context.Names(name, text, at);

    private KnownName[] Starting(char first)
    {
        _byFirst ??= _names
            .Values.GroupBy(n => char.ToUpperInvariant(n.Text[0]))
            .ToDictionary(g => g.Key, g => g.OrderByDescending(n => n.Text.Length).ThenBy(n => n.Text, StringComparer.Ordinal).ToArray());
        return _byFirst.GetValueOrDefault(char.ToUpperInvariant(first), []);
    }

    /// <summary>How a name is written in JSON where that differs.</summary>
    private static IEnumerable<string> Escaped(string text) =>
        text.AsSpan().ContainsAnyExcept(PlainInJson)
            ? [JsonEncodedText.Encode(text).Value, JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value]
            : [];

    private static readonly System.Buffers.SearchValues<char> PlainInJson = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_./:@"
    );

    [GeneratedRegex(@"\p{Lu}[\p{L}\p{M}'’]{2,}", RegexOptions.NonBacktracking)]
    private static partial Regex PartOfAName();
}
