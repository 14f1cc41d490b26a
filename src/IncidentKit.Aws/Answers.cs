using System.Text.Json;
using NodaTime;

namespace IncidentKit.Aws;

/// <summary>Reads the few members of answers that decide the next call. Names are compared without case: CloudTrail's casing is not
/// fixed.</summary>
static class Answers
{
    public static JsonElement? Member(this JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        if (json.TryGetProperty(name, out var exact))
            return exact;
        foreach (var member in json.EnumerateObject())
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        return null;
    }

    public static string? Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    public static IEnumerable<string> Texts(this JsonElement json, string name) =>
        json.Items(name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);

    /// <summary>A time in epoch seconds, as number or text, or in ISO 8601.</summary>
    public static Instant? Time(this JsonElement json, string name) =>
        json.Member(name) switch
        {
            { ValueKind: JsonValueKind.Number } number => FromSeconds(number.GetDecimal()),
            { ValueKind: JsonValueKind.String } text when decimal.TryParse(text.GetString(), out var seconds) => FromSeconds(seconds),
            { ValueKind: JsonValueKind.String } text
                when NodaTime.Text.InstantPattern.ExtendedIso.Parse(text.GetString()!) is { Success: true } parsed => parsed.Value,
            _ => null,
        };

    /// <summary>A time in epoch milliseconds.</summary>
    public static Instant? Milliseconds(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var value)
            ? Instant.FromUnixTimeMilliseconds((long)value)
            : null;

    /// <summary>Every text inside, however deep.</summary>
    public static IEnumerable<string> AllTexts(this JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => [json.GetString()!],
            JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member.Value.AllTexts()),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(item => item.AllTexts()),
            _ => [],
        };

    static Instant FromSeconds(decimal seconds) => Instant.FromUnixTimeTicks((long)(seconds * NodaConstants.TicksPerSecond));
}
