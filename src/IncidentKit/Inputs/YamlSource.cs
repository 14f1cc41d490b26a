using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentKit.Basics;
using NodaTime;
using NodaTime.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace IncidentKit.Inputs;

/// <summary>
/// Reads one YAML document and tells mistakes as <c>NAME:LINE:COLUMN: what
/// is wrong</c>. Refuses aliases, tags, deep nesting and files over 1 MiB.
/// </summary>
internal sealed class YamlSource
{
    private const int MaximumBytes = 1 << 20;
    private const int MaximumDepth = 20;

    private static readonly OffsetDateTimePattern[] Moments =
    [
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFFo<Z+HH:mm>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<Z+HH:mm>"),
    ];

    private readonly YamlNode? _root;

    private YamlSource(string name, byte[] bytes)
    {
        Name = name;
        if (bytes.Length > MaximumBytes)
            throw Mistake(1, 1, "the file is larger than 1 MiB");
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        try
        {
            var yaml = new YamlStream();
            using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true));
            string text = reader.ReadToEnd();
            Limit(text);
            yaml.Load(new StringReader(text));
            if (yaml.Documents.Count > 1)
                throw Mistake(yaml.Documents[1].RootNode, "the file holds more than one document");
            _root = yaml.Documents.Count == 0 ? null : yaml.Documents[0].RootNode;
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException(InputProblem.Content, $"{name}: the file is not UTF-8", e);
        }
        catch (YamlException e)
        {
            string message = e.Message.StartsWith("Duplicate key ", StringComparison.Ordinal)
                ? $"key '{e.Message["Duplicate key ".Length..].Trim()}' is given twice"
                : e.Message;
            throw Mistake(e.Start.Line, e.Start.Column, message.ReplaceLineEndings(" "), e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The parser runs past the end of a text that ends inside brackets, and meets a value where it waits for a key.
            throw new InputException(InputProblem.Content, $"{name}: a bracket or quote is not closed, or a value has no key", e);
        }
    }

    public string Name { get; }

    public string Sha256 { get; }

    public static YamlSource Load(string path)
    {
        string name = Path.GetFileName(path);
        try
        {
            return new YamlSource(name, InputFile.ReadAll(path, MaximumBytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.Content, $"{name}: cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    public static YamlSource Of(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    /// <summary>The outermost mapping, which may hold these keys; an empty file has none of them.</summary>
    public YamlFields Root(params string[] keys)
    {
        var root = new YamlFields(this, _root is null || IsNothing(_root) ? [] : Mapping(_root));
        root.Allow(keys);
        return root;
    }

    public static bool IsNothing(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    public YamlMappingNode Mapping(YamlNode node) =>
        node as YamlMappingNode ?? throw Mistake(node, "here stands a value, but keys with values are expected");

    /// <summary>A mapping's keys; nothing at all is a mapping without keys.</summary>
    public YamlFields Fields(YamlNode node) => new(this, IsNothing(node) ? [] : Mapping(node));

    public string Text(YamlNode node) =>
        node is not YamlScalarNode { Value: { } text } ? throw Mistake(node, "here stands a list or keys, but text is expected")
        : string.IsNullOrWhiteSpace(text) ? throw Mistake(node, "here stands an empty text; leave it out where there is nothing to say")
        : text;

    public int Whole(YamlNode node, int least)
    {
        string text = Text(node);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least
            ? value
            : throw Mistake(node, $"'{text}' is not a whole number{(least == int.MinValue ? "" : $" of at least {least}")}");
    }

    public bool Truth(YamlNode node) =>
        Text(node) switch
        {
            "true" => true,
            "false" => false,
            string text => throw Mistake(node, $"'{text}' is neither true nor false"),
        };

    public T OneOf<T>(YamlNode node)
        where T : struct, Enum
    {
        string text = Text(node);
        string[] names = [.. Enum.GetNames<T>().Select(n => char.ToLowerInvariant(n[0]) + n[1..])];
        int index = Array.IndexOf(names, text);
        return index >= 0
            ? Enum.GetValues<T>()[index]
            : throw Mistake(node, $"'{text}' is not one of {string.Join(", ", names)}{NearName.Hint(text, names)}");
    }

    /// <summary>An ISO 8601 duration of hours, minutes and seconds.</summary>
    public Duration Length(YamlNode node, bool allowZero)
    {
        string text = Text(node);
        ParseResult<Period> parsed = PeriodPattern.Roundtrip.Parse(text);
        if (
            parsed.Success
            && parsed.Value is { Years: 0, Months: 0, Weeks: 0 } period
            && Length(period) is { } length
            && (length > Duration.Zero || (allowZero && length == Duration.Zero))
        )
            return length;
        throw Mistake(
            node,
            $"'{text}' is not a duration of {(allowZero ? "zero or more" : "more than zero")}; write it as PT120S, PT5M or PT1H30M"
        );
    }

    /// <summary>A period's length; null when it is longer than the calendar.</summary>
    private static Duration? Length(Period period)
    {
        try
        {
            return period.ToDuration();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>An ISO 8601 date.</summary>
    public LocalDate Date(YamlNode node)
    {
        string text = Text(node);
        return LocalDatePattern.Iso.Parse(text) is { Success: true } date
            ? date.Value
            : throw Mistake(node, $"'{text}' is not a date; write it as 2026-01-29");
    }

    /// <summary>An ISO 8601 instant with its offset.</summary>
    public Instant Moment(YamlNode node)
    {
        string text = Text(node);
        foreach (OffsetDateTimePattern pattern in Moments)
        {
            if (pattern.Parse(text) is { Success: true } parsed)
                return parsed.Value.ToInstant();
        }

        throw Mistake(
            node,
            $"'{text}' is not an instant with an offset; write it as 2026-01-29T22:30:00Z (UTC) or 2026-01-29T17:30:00-05:00"
        );
    }

    /// <summary>Where something stands, <c>incidentkit.yaml:3:1</c>.</summary>
    public string PlaceOf(YamlNode node) => $"{Name}:{node.Start.Line}:{node.Start.Column}";

    public InputException Mistake(YamlNode node, string message) => Mistake(node.Start.Line, node.Start.Column, message);

    private InputException Mistake(long line, long column, string message, Exception? cause = null) =>
        new(InputProblem.Content, $"{Name}:{line}:{column}: {message}", cause);

    /// <summary>Refuses what could blow up the reader, before a tree is built.</summary>
    private void Limit(string text)
    {
        var parser = new Parser(new StringReader(text));
        int depth = 0;
        while (parser.MoveNext())
        {
            ParsingEvent current = parser.Current!;
            depth += current.NestingIncrease;
            if (current is AnchorAlias)
                throw Mistake(current.Start.Line, current.Start.Column, "aliases (*name) are not read; write the value out");
            if (depth > MaximumDepth)
                throw Mistake(current.Start.Line, current.Start.Column, "nested too deeply");
        }
    }
}
