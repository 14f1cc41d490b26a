using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>One role with its trust policy.</summary>
    public static AwsOperation GetRole { get; } = new(Operations.GetRole, 10);

    /// <summary>The names of a role's inline policies.</summary>
    public static AwsOperation ListRolePolicies { get; } = new(Operations.ListRolePolicies, 10);

    /// <summary>One inline policy of a role.</summary>
    public static AwsOperation GetRolePolicy { get; } = new(Operations.GetRolePolicy, 10);

    /// <summary>The managed policies of a role.</summary>
    public static AwsOperation ListAttachedRolePolicies { get; } = new(Operations.ListAttachedRolePolicies, 10);

    /// <summary>Which version of a managed policy is in force.</summary>
    public static AwsOperation GetPolicy { get; } = new(Operations.GetPolicy, 10);

    /// <summary>One version of a managed policy.</summary>
    public static AwsOperation GetPolicyVersion { get; } = new(Operations.GetPolicyVersion, 10);
}

/// <summary>The roles of targets and task definitions, with their policies.</summary>
sealed class Roles(RecordedRegion region) : Source(region, SourceNames.Roles, "no target names a role")
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct) =>
        await Task.WhenAll(
            known
                .Targets.Roles.Select(Arn.LastNameOf)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(async name =>
                {
                    if (!(await RoleCallAsync(AwsOperation.GetRole, new() { ["RoleName"] = name }, ct)).Succeeded)
                        return;
                    var inline = await RoleCallAsync(AwsOperation.ListRolePolicies, new() { ["RoleName"] = name }, ct);
                    foreach (var policy in Elements(inline, "member"))
                        await RoleCallAsync(AwsOperation.GetRolePolicy, new() { ["RoleName"] = name, ["PolicyName"] = policy }, ct);
                    var attached = await RoleCallAsync(AwsOperation.ListAttachedRolePolicies, new() { ["RoleName"] = name }, ct);
                    foreach (var arn in Elements(attached, "PolicyArn"))
                    {
                        var policy = await RoleCallAsync(AwsOperation.GetPolicy, new() { ["PolicyArn"] = arn }, ct);
                        foreach (var version in Elements(policy, "DefaultVersionId"))
                            await RoleCallAsync(AwsOperation.GetPolicyVersion, new() { ["PolicyArn"] = arn, ["VersionId"] = version }, ct);
                    }
                })
        );

    Task<RecordedCall> RoleCallAsync(AwsOperation operation, JsonObject parameters, CancellationToken ct) =>
        WholeAsync(operation, parameters, ct);

    /// <summary>Listings of a role's policies hold all there may be, unless they say otherwise.</summary>
    async Task<RecordedCall> WholeAsync(AwsOperation operation, JsonObject parameters, CancellationToken ct)
    {
        var call = await CallAsync(operation, Region.GlobalName, parameters, ct);
        if (call.Succeeded && call.Body.AsXml()?.First("IsTruncated") == "true")
            Ledger.Limit($"{operation} gave the first page only");
        return call;
    }

    static IEnumerable<string> Elements(RecordedCall call, string name) =>
        call.Succeeded && call.Body.AsXml() is { } xml ? xml.All(name).Select(element => element.Value).Distinct() : [];
}
