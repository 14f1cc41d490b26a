using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentKit.Diagnosis.Repairs;

/// <summary>
/// A rule's target as PutTargets takes it, from the request that CloudTrail recorded. CloudTrail writes members with a small first letter;
/// the names are those of botocore 1.43.11's shape Target.
/// </summary>
internal static class RuleTargetBody
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Members that the API itself writes so.</summary>
    private static readonly string[] Small = ["awsvpcConfiguration", "capacityProvider", "weight", "base", "type", "expression", "field"];

    /// <summary>Members whose own members are names that people gave.</summary>
    private static readonly string[] Maps = ["inputPathsMap", "headerParameters", "queryStringParameters"];

    /// <summary>The target as JSON in one line; null when it is no object.</summary>
    public static string? Of(JsonElement recorded) =>
        recorded.ValueKind == JsonValueKind.Object ? Cased(recorded)!.ToJsonString(AsWritten) : null;

    private static JsonNode? Cased(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => new JsonObject(
                value
                    .EnumerateObject()
                    .Where(m => m.Value.ValueKind != JsonValueKind.Null)
                    .Select(m =>
                        KeyValuePair.Create(
                            Name(m.Name),
                            Maps.Contains(m.Name, StringComparer.OrdinalIgnoreCase) ? JsonNode.Parse(m.Value.GetRawText()) : Cased(m.Value)
                        )
                    )
            ),
            JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Cased)]),
            _ => JsonNode.Parse(value.GetRawText()),
        };

    private static string Name(string name) =>
        Small.Contains(name, StringComparer.Ordinal) || name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
}
