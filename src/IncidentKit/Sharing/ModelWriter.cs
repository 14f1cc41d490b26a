using System.Buffers;
using System.Text.Json;

namespace IncidentKit.Sharing;

/// <summary>Writes a report's model anew: without what stays inside, and with other names.</summary>
/// <param name="texts">What stands for names; null when they stay.</param>
/// <param name="include">What does not stay inside.</param>
/// <param name="titleIsStated">Whether a person gave the incident its title.</param>
internal sealed class ModelWriter(SharedText? texts, IReadOnlyCollection<KeptInside> include, bool titleIsStated)
{
    private const string NotShared = "it is not shared";

    /// <summary>The members that stay inside; null for a part that no option includes.</summary>
    private static readonly Dictionary<string, KeptInside?> Kept = new(StringComparer.Ordinal)
    {
        ["evidence/parameters"] = null,
        ["evidence/answer"] = null,
        ["evidence/answerLength"] = null,
        ["incident/suggestedSeverity"] = KeptInside.Severity,
        ["detection"] = KeptInside.Counterfactuals,
        ["impact/financial/exposure"] = KeptInside.Positions,
    };

    private IReadOnlyList<string> _leftOut = [];

    /// <summary>The model.</summary>
    public JsonElement Write(JsonElement report)
    {
        var content = new ArrayBufferWriter<byte>();
        _leftOut = [.. Kept.Keys.Where(path => StaysInside(path) && Holds(report, path)).Select(Pointer).Distinct(StringComparer.Ordinal)];
        using (var writer = new Utf8JsonWriter(content))
            Value(writer, report, "", isQuoted: false);
        return JsonElement.Parse(content.WrittenSpan);
    }

    private void Value(Utf8JsonWriter writer, JsonElement value, string path, bool isQuoted)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                Members(writer, value, path, isQuoted || IsOfPeople(value));
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in path == "basis" ? Basis(value) : value.EnumerateArray())
                    Value(writer, item, path, isQuoted);
                if (path == "notices")
                    writer.WriteStringValue(Notice());
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when texts is not null:
                writer.WriteStringValue(Text(value.GetString()!, path, isQuoted));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private void Members(Utf8JsonWriter writer, JsonElement value, string path, bool isQuoted)
    {
        foreach (var member in value.EnumerateObject())
        {
            var at = path.Length == 0 ? member.Name : $"{path}/{member.Name}";
            writer.WritePropertyName(member.Name);
            if (!StaysInside(at))
            {
                Value(writer, member.Value, at, isQuoted);
            }
            else if (member.Value.ValueKind == JsonValueKind.Array)
            {
                writer.WriteStartArray();
                writer.WriteEndArray();
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }

    private bool StaysInside(string path) => Kept.TryGetValue(path, out var part) && (part is not { } named || !include.Contains(named));

    private static bool Holds(JsonElement report, string path)
    {
        var value = report;
        foreach (var member in path.Split('/'))
        {
            if (value.ValueKind == JsonValueKind.Array)
                return value.GetArrayLength() > 0;
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(member, out value))
                return false;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => false,
            JsonValueKind.Array => value.GetArrayLength() > 0,
            _ => true,
        };
    }

    /// <summary>Where a row says that a part is left out: for what each record says, at the records.</summary>
    private static string Pointer(string path) => "/" + (Kept[path] is null ? path[..path.IndexOf('/')] : path);

    /// <summary>What people decided, or is the text of a note, is in their own words.</summary>
    private static bool IsOfPeople(JsonElement value) =>
        (value.TryGetProperty("suggested", out var suggested) && suggested.ValueKind == JsonValueKind.False)
        || (
            value.TryGetProperty("source", out var source)
            && source.ValueKind == JsonValueKind.String
            && source.GetString()!.StartsWith("stated by ", StringComparison.Ordinal)
        );

    private string Text(string text, string path, bool isQuoted)
    {
        var use = Sharing.Members.Of(path);
        if (use.IsWord)
            return text;
        if (use.Kind is { } kind)
            return texts!.Name(text, kind);
        // "stated by May" is the tool's sentence in an object of people's words.
        var isTheirs = isQuoted && !path.EndsWith("/source", StringComparison.Ordinal);
        return texts!.Text(text, isTheirs || use.IsQuoted || (titleIsStated && path == "incident/title"));
    }

    /// <summary>What values rest on, with a row for each part that is left out instead of its own.</summary>
    private IEnumerable<JsonElement> Basis(JsonElement rows)
    {
        var stay = rows.EnumerateArray().Where(r => !_leftOut.Any(l => IsBelow(r.GetProperty("pointer").GetString()!, l)));
        return stay.Concat(_leftOut.Select(Row)).OrderBy(r => r.GetProperty("pointer").GetString(), StringComparer.Ordinal);
    }

    private static bool IsBelow(string pointer, string part) => pointer == part || pointer.StartsWith(part + "/", StringComparison.Ordinal);

    private static JsonElement Row(string pointer) =>
        JsonSerializer.SerializeToElement(
            new
            {
                pointer,
                kind = "unknown",
                evidence = Array.Empty<string>(),
                by = (string?)null,
                reason = NotShared,
                toKnow = "ask who shared the report",
            }
        );

    private string Notice() =>
        "This copy is for readers outside: "
        + (texts is null ? "" : "pseudonyms stand for the names of accounts, people and resources; ")
        + "recorded answers are left out.";
}
