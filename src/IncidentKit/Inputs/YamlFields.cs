using IncidentKit.Basics;
using YamlDotNet.RepresentationModel;

namespace IncidentKit.Inputs;

/// <summary>The keys of one YAML mapping and their values. A key without a value counts as not given.</summary>
internal sealed class YamlFields(YamlSource source, YamlMappingNode node)
{
    /// <summary>The line the mapping begins on, from 1.</summary>
    public int Line => (int)node.Start.Line;

    /// <summary>Refuses keys other than these.</summary>
    public void Allow(params string[] keys)
    {
        foreach (YamlNode key in node.Children.Keys)
        {
            string name = source.Text(key);
            if (!keys.Contains(name, StringComparer.Ordinal))
                throw source.Mistake(key, $"unknown key '{name}'{NearName.Hint(name, keys)}");
        }
    }

    /// <summary>A mistake about one key's value, or about the mapping where the key is not given.</summary>
    public InputException Mistake(string key, string message) => source.Mistake(Find(key) ?? node, message);

    public string? Text(string key) => Find(key) is { } value ? source.Text(value) : null;

    public string Required(string key) => Text(key) ?? throw source.Mistake(node, $"'{key}' is missing");

    public T? Value<T>(string key, Func<YamlSource, YamlNode, T> read)
        where T : struct => Find(key) is { } value ? read(source, value) : null;

    public YamlFields? Child(string key) => Find(key) is { } value ? source.Fields(value) : null;

    public IReadOnlyList<T> Items<T>(string key, Func<YamlSource, YamlNode, T> read, bool orOne = false) =>
        Find(key) switch
        {
            null => [],
            YamlSequenceNode items => [.. items.Select(i => read(source, i))],
            YamlScalarNode one when orOne => [read(source, one)],
            { } other => throw source.Mistake(other, $"'{key}' is a list"),
        };

    public IReadOnlyDictionary<string, T> Named<T>(string key, Func<YamlFields, T> read) =>
        Find(key) is { } value
            ? source
                .Mapping(value)
                .Children.ToDictionary(c => source.Text(c.Key), c => read(source.Fields(c.Value)), StringComparer.Ordinal)
            : new Dictionary<string, T>(StringComparer.Ordinal);

    /// <summary>What is read of each key and its value, in their order.</summary>
    public IReadOnlyList<T> Each<T>(Func<YamlSource, YamlNode, YamlNode, T> read) =>
        [.. node.Children.Where(c => !YamlSource.IsNothing(c.Value)).Select(c => read(source, c.Key, c.Value))];

    public IEnumerable<(string Key, int Line)> Lines(string prefix) =>
        node.Children.Select(c => (prefix + source.Text(c.Key), (int)c.Value.Start.Line));

    /// <summary>The value of a key as it stands in the file.</summary>
    public YamlNode? Find(string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) && !YamlSource.IsNothing(value) ? value : null;
}
