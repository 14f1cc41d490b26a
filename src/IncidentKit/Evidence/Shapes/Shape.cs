using System.Text;

namespace IncidentKit.Evidence.Shapes;

/// <summary>What a value of an answer may be.</summary>
internal enum ShapeKind
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A time that is past: seconds since 1970, or ISO 8601.</summary>
    Time,

    /// <summary>A time that is past, in milliseconds since 1970.</summary>
    Milliseconds,

    /// <summary>A time that people set, past or to come: seconds since 1970, or ISO 8601.</summary>
    Date,

    /// <summary>A text that is JSON: an object.</summary>
    Json,

    /// <summary>An object whose members are not known by name.</summary>
    Map,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A list.</summary>
    List,
}

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Utf8">The same in bytes.</param>
/// <param name="Shape">What it may be.</param>
/// <param name="Optional">Whether it may be absent or null.</param>
internal sealed record ShapeMember(string Name, byte[] Utf8, Shape Shape, bool Optional);

/// <summary>
/// What a whole answer looks like, as far as it is read. Written as
/// <c>{logStreams:[{logStreamName:text,creationTime?:ms}],nextToken?:text}</c>:
/// <c>?</c> marks what may be absent, <c>[!…]</c> a list no item of which may be left out because another list runs beside it,
/// <c>{=…}</c> an object that has no other members, <c>|</c> another form of the same.
/// </summary>
internal sealed class Shape
{
    private static readonly Dictionary<string, ShapeKind> Words = new(StringComparer.Ordinal)
    {
        ["any"] = ShapeKind.Any,
        ["text"] = ShapeKind.Text,
        ["number"] = ShapeKind.Number,
        ["flag"] = ShapeKind.Flag,
        ["time"] = ShapeKind.Time,
        ["ms"] = ShapeKind.Milliseconds,
        ["date"] = ShapeKind.Date,
        ["json"] = ShapeKind.Json,
        ["map"] = ShapeKind.Map,
    };

    private Shape(ShapeKind kind) => Kind = kind;

    /// <summary>What it may be.</summary>
    public ShapeKind Kind { get; }

    /// <summary>The members of an object that are read.</summary>
    public IReadOnlyList<ShapeMember> Members { get; private init; } = [];

    /// <summary>The items of a list, or what a text is that is JSON; null for any object.</summary>
    public Shape? Item { get; private init; }

    /// <summary>Whether an item that is none takes its list with it.</summary>
    public bool Strict { get; private init; }

    /// <summary>Whether an object has no other members.</summary>
    public bool Closed { get; private init; }

    /// <summary>Another form of the same; null for none.</summary>
    public Shape? Or { get; private set; }

    /// <summary>How the value is called where something else came.</summary>
    public string Word =>
        Kind is ShapeKind.Object or ShapeKind.Map
            ? "an object"
            : Kind switch
            {
                ShapeKind.List => "a list",
                ShapeKind.Json => "JSON",
                ShapeKind.Time or ShapeKind.Milliseconds => "a time that is past",
                ShapeKind.Date => "a time",
                ShapeKind.Flag => "true or false",
                _ => $"a {Kind.ToString().ToLowerInvariant()}",
            };

    /// <summary>Reads the notation.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static Shape Parse(string text)
    {
        var rest = text.Replace(" ", "", StringComparison.Ordinal).AsSpan();
        var shape = Read(ref rest);
        return rest.IsEmpty ? shape : throw new FormatException($"{text} goes on after its end");
    }

    private static Shape Read(ref ReadOnlySpan<char> rest)
    {
        var shape =
            Take(ref rest, '{') ? new Shape(ShapeKind.Object) { Closed = Take(ref rest, '='), Members = ReadMembers(ref rest) }
            : Take(ref rest, '[') ? new Shape(ShapeKind.List) { Strict = Take(ref rest, '!'), Item = ReadItem(ref rest) }
            : ReadWord(ref rest);
        if (Take(ref rest, '|'))
            shape.Or = Read(ref rest);
        return shape;
    }

    private static Shape ReadWord(ref ReadOnlySpan<char> rest)
    {
        var kind = Words[Name(ref rest)];
        return kind == ShapeKind.Json && !rest.IsEmpty && rest[0] == '{' ? new Shape(kind) { Item = Read(ref rest) } : new Shape(kind);
    }

    private static List<ShapeMember> ReadMembers(ref ReadOnlySpan<char> rest)
    {
        var members = new List<ShapeMember>();
        do
        {
            var name = Name(ref rest);
            var optional = Take(ref rest, '?');
            Expect(ref rest, ':');
            members.Add(new ShapeMember(name, Encoding.UTF8.GetBytes(name), Read(ref rest), optional));
        } while (Take(ref rest, ','));
        Expect(ref rest, '}');
        return members;
    }

    private static Shape ReadItem(ref ReadOnlySpan<char> rest)
    {
        var item = Read(ref rest);
        Expect(ref rest, ']');
        return item;
    }

    private static string Name(ref ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetterOrDigit(rest[length]))
            length++;
        var word = rest[..length].ToString();
        rest = rest[length..];
        return word;
    }

    private static bool Take(ref ReadOnlySpan<char> rest, char mark)
    {
        if (rest.IsEmpty || rest[0] != mark)
            return false;
        rest = rest[1..];
        return true;
    }

    private static void Expect(ref ReadOnlySpan<char> rest, char mark)
    {
        if (!Take(ref rest, mark))
            throw new FormatException($"'{mark}' is expected before '{rest}'");
    }
}
