using System.Text.Json;
using Scriban.Runtime;

namespace IncidentKit.Rendering.Templates;

/// <summary>
/// Turns the report's JSON into what templates may see: read-only objects, arrays, text, whole numbers, decimals, true, false and null.
/// </summary>
internal static class JsonModel
{
    public static object? Value(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => Object(element),
            JsonValueKind.Array => Array(element),
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.TryGetInt64(out long whole) ? whole : element.GetDecimal(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    private static ScriptObject Object(JsonElement element)
    {
        var result = new ScriptObject();
        foreach (JsonProperty property in element.EnumerateObject())
            result[property.Name] = Value(property.Value);
        result.IsReadOnly = true;
        return result;
    }

    private static ScriptArray Array(JsonElement element) => new(element.EnumerateArray().Select(Value)) { IsReadOnly = true };
}
