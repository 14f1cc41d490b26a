using System.Globalization;

namespace IncidentKit.Sharing;

/// <summary>Gives each name its pseudonym, <c>schedule-1</c>: that of the key, else the next one that no name looks like.</summary>
internal sealed class Pseudonyms
{
    private readonly List<KeyValuePair<string, string>> _pairs;
    private readonly Dictionary<string, string> _given;
    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);
    private readonly KnownNames _names;

    /// <param name="key">The pseudonyms of earlier reports.</param>
    /// <param name="names">All names: no pseudonym looks like one.</param>
    public Pseudonyms(ShareKey key, KnownNames names)
    {
        _pairs = [.. key.Pairs];
        _given = key.Pairs.ToDictionary(StringComparer.Ordinal);
        _taken = key.Pairs.Select(p => p.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _names = names;
    }

    /// <summary>The key with what was given since.</summary>
    public ShareKey Key => new([.. _pairs]);

    /// <summary>The pseudonym of a name that stands in a text.</summary>
    public string For(KnownName name)
    {
        if (_given.TryGetValue(name.Text, out var given))
            return given;
        given = _given.GetValueOrDefault(name.Whole) ?? Next(name.Kind);
        // Another spelling, or a part, is a name that must not leave either.
        foreach (var text in new[] { name.Whole, name.Text }.Distinct(StringComparer.Ordinal))
            Give(text, given);
        return given;
    }

    /// <summary>The pseudonym of a name.</summary>
    public string For(string name, string kind) => For(_names[name] ?? new KnownName(name, kind, name));

    private void Give(string name, string pseudonym)
    {
        if (_given.TryAdd(name, pseudonym))
            _pairs.Add(new(name, pseudonym));
    }

    private string Next(string kind)
    {
        string pseudonym;
        do
        {
            var number = _last[kind] = _last.GetValueOrDefault(kind) + 1;
            pseudonym =
                kind == NameKinds.Account
                    ? (number - 1).ToString("D12", CultureInfo.InvariantCulture)
                    : string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
        } while (!_taken.Add(pseudonym) || _names.Hold(pseudonym));
        return pseudonym;
    }
}
