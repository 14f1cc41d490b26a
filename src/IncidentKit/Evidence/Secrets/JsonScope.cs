using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentKit.Evidence.Secrets;

/// <summary>What an object or array says of the texts in it.</summary>
/// <param name="Inherited">
/// What the name of the value says that this is or belongs to: a list of passwords, <c>{"token":{"value":…}}</c>.
/// </param>
/// <param name="IsEnvironment">Whether it holds variables of a container or function.</param>
/// <param name="IsObject">Whether its values have names.</param>
internal sealed partial record JsonScope(TellingName? Inherited, bool IsEnvironment, bool IsObject)
{
    private static readonly string[] NameMembers =
    [
        "name",
        "key",
        "parametername",
        "attributename",
        "header",
        "headername",
        "field",
        "variable",
        "option",
        "optionname",
        "id",
    ];

    private static readonly string[] ValueMembers =
    [
        "value",
        "val",
        "stringvalue",
        "parametervalue",
        "attributevalue",
        "defaultvalue",
        "default",
        "content",
        "plaintext",
        "current",
        "s",
    ];

    /// <summary>Of a pair <c>{"name":…,"value":…}</c>: what the name says.</summary>
    private TellingName? _pair;

    /// <summary>Around the whole value.</summary>
    public static JsonScope Outside { get; } = new(null, false, false);

    /// <summary>Whether a JSON member is a paging token, which later calls need as it is.</summary>
    public static bool IsPageToken(string name) =>
        (name.EndsWith("token", StringComparison.OrdinalIgnoreCase) || name.EndsWith("marker", StringComparison.OrdinalIgnoreCase))
        && PageToken().IsMatch(name);

    /// <summary>The scope of an object or array that is the value of a member, or an item.</summary>
    public JsonScope Enter(string? member, bool isObject)
    {
        var isEnvironment = member is null || Is(member, "variables") ? IsEnvironment : Is(member, "environment") || Is(member, "env");
        var inherited = member is null ? Inherited : Named(member);
        return inherited is null && isEnvironment == IsEnvironment && !isEnvironment && !isObject && !IsObject && Inherited is null
            ? this
            : new JsonScope(inherited, isEnvironment, isObject);
    }

    /// <summary>What is known of a text by its name.</summary>
    /// <param name="member">The member; null in an array.</param>
    /// <param name="text">The text.</param>
    /// <param name="reader">At the text; a copy, which looks for the name of a pair that comes after its value.</param>
    public TellingName? NameOf(string? member, string text, Utf8JsonReader reader)
    {
        if (member is null)
            return Inherited;
        if (Named(member) is { } telling)
            return telling;
        if (IsAny(member, NameMembers))
        {
            _pair ??= SecretNames.Of(text, IsEnvironment);
            return null;
        }

        return IsAny(member, ValueMembers) ? Inherited ?? _pair ?? NameAfter(reader) : null;
    }

    private TellingName? Named(string member) =>
        Is(member, "accessKeyId") ? new TellingName("accessKey", true) : SecretNames.Of(member, IsEnvironment);

    /// <summary>The name that follows in the same object.</summary>
    private TellingName? NameAfter(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = reader.HasValueSequence || reader.ValueIsEscaped ? false : IsAny(reader.GetString()!, NameMembers);
            reader.Read();
            if (isName && reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped)
                return SecretNames.Of(reader.GetString(), IsEnvironment);
            reader.Skip();
        }

        return null;
    }

    private static bool IsAny(string member, string[] names) =>
        member.Length <= 14 && Array.Exists(names, name => name.Length == member.Length && Is(member, name));

    private static bool Is(string member, string name) => member.Equals(name, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"(?: (?:next|page|paging|pagination|continuation|forward|backward|sequence) _? token | marker ) \z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex PageToken();
}
