using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <content>The answers of IAM.</content>
internal sealed partial record AnswerKind
{
    private static AnswerKind[] OfRoles =>
        [
            new(
                Operations.GetRole,
                SourceNames.Roles,
                ["Role"],
                body => new JsonObject { ["RoleName"] = body.Member("Role")?.Text("RoleName") }
            )
            {
                Is = body => body.Member("Role")?.Text("RoleName") is not null,
                IsOne = true,
            },
            // An item of list-roles.
            new(Operations.GetRole, SourceNames.Roles, ["RoleName", "AssumeRolePolicyDocument"], body => Told(body, "RoleName"))
            {
                Member = "Role",
                IsOne = true,
            },
            new(
                Operations.GetRolePolicy,
                SourceNames.Roles,
                ["RoleName", "PolicyName", "PolicyDocument"],
                body => new JsonObject { ["RoleName"] = body.Text("RoleName"), ["PolicyName"] = body.Text("PolicyName") }
            )
            {
                IsOne = true,
            },
            new(Operations.ListRolePolicies, SourceNames.Roles, ["PolicyNames"], body => Told(body, "RoleName"))
            {
                Of = new("RoleName", KnownNames.Role),
            },
            new(Operations.ListAttachedRolePolicies, SourceNames.Roles, ["AttachedPolicies"], body => Told(body, "RoleName"))
            {
                Of = new("RoleName", KnownNames.Role),
            },
            new(
                Operations.GetPolicy,
                SourceNames.Roles,
                ["Policy"],
                body => new JsonObject { ["PolicyArn"] = body.Member("Policy")?.Text("Arn") }
            )
            {
                Is = body => body.Member("Policy")?.Text("Arn") is not null,
                IsOne = true,
            },
            // An item of list-policies.
            new(
                Operations.GetPolicy,
                SourceNames.Roles,
                ["PolicyName", "Arn", "DefaultVersionId"],
                body => new JsonObject { ["PolicyArn"] = body.Text("Arn") }
            )
            {
                Member = "Policy",
                IsOne = true,
            },
            new(
                Operations.GetPolicyVersion,
                SourceNames.Roles,
                ["PolicyVersion"],
                body =>
                {
                    var question = Told(body, "PolicyArn");
                    question["VersionId"] = body.Member("PolicyVersion")?.Text("VersionId");
                    return question;
                }
            )
            {
                Of = new("PolicyArn", KnownNames.Policy),
                IsOne = true,
            },
        ];
}
