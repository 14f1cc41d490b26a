using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>
/// What get-account-authorization-details tells of every role and policy at once, as the answers that tell it of each. Source: IAM API
/// reference, GetAccountAuthorizationDetails.
/// </summary>
internal static class AccountDetails
{
    /// <summary>The answers; null where it is something else.</summary>
    public static IReadOnlyList<JsonElement>? In(JsonElement value) =>
        value.Member("RoleDetailList") is { ValueKind: JsonValueKind.Array } roles
            ? [.. roles.EnumerateArray().SelectMany(OfRole), .. value.Items("Policies").SelectMany(OfPolicy)]
            : null;

    private static IEnumerable<JsonElement> OfRole(JsonElement role)
    {
        if (role.Text("RoleName") is not { } name)
            yield break;
        var policies = role.Items("RolePolicyList").ToList();
        yield return Answer(("Role", Copy(role.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Array))));
        yield return Answer(("RoleName", name), ("PolicyNames", new JsonArray([.. policies.Select(p => (JsonNode?)p.Text("PolicyName"))])));
        foreach (var policy in policies)
            yield return Answer([("RoleName", name), .. policy.EnumerateObject().Select(m => (m.Name, Node(m.Value)))]);
        yield return Answer(
            ("RoleName", name),
            ("AttachedPolicies", new JsonArray([.. role.Items("AttachedManagedPolicies").Select(Node)]))
        );
    }

    private static IEnumerable<JsonElement> OfPolicy(JsonElement policy)
    {
        yield return Answer(("Policy", Copy(policy.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Array))));
        foreach (var version in policy.Items("PolicyVersionList"))
            yield return Answer(("PolicyArn", policy.Text("Arn")), ("PolicyVersion", Node(version)));
    }

    private static JsonElement Answer(params (string Name, JsonNode? Value)[] members) =>
        JsonSerializer.SerializeToElement(new JsonObject(members.Select(m => KeyValuePair.Create(m.Name, m.Value))));

    private static JsonObject Copy(IEnumerable<JsonProperty> members) =>
        new(members.Select(m => KeyValuePair.Create(m.Name, Node(m.Value))));

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
