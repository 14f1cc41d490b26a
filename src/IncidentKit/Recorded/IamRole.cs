using System.Text.Json;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>A role with its policies, as recorded.</summary>
internal sealed record IamRole
{
    /// <summary>The name, the last part of its ARN.</summary>
    public required string Name { get; init; }

    /// <summary>False when IAM answered that there is no such role.</summary>
    public required bool Exists { get; init; }

    /// <summary>When it was created; null when it does not exist.</summary>
    public required Instant? Created { get; init; }

    /// <summary>Who may assume it; null when it was not recorded or could not be read.</summary>
    public required JsonElement? Trust { get; init; }

    /// <summary>Its inline and attached policies.</summary>
    public required IReadOnlyList<JsonElement> Policies { get; init; }

    /// <summary>ARNs of the attached ones.</summary>
    public required IReadOnlyList<string> AttachedPolicies { get; init; }

    /// <summary>Whether all its policies are among <see cref="Policies"/>: only then does what they do not allow mean anything.</summary>
    public required bool PoliciesComplete { get; init; }

    /// <summary>The records it was read from, in order of id.</summary>
    public required IReadOnlyList<string> EvidenceIds { get; init; }

    /// <summary>A role with one policy alone.</summary>
    public static IamRole OfOnePolicy(string arn, JsonElement policy, string evidenceId) =>
        new()
        {
            Name = Basics.Arn.LastNameOf(arn),
            Exists = true,
            Created = null,
            Trust = null,
            Policies = [policy],
            AttachedPolicies = [],
            PoliciesComplete = true,
            EvidenceIds = [evidenceId],
        };

    /// <summary>
    /// The policy document that a call carries, in its own words or URL-encoded. Null when it carries none that can be read.
    /// </summary>
    public static JsonElement? DocumentOf(TrailEvent call) =>
        IamRoleReader.Document(call.Request.Text("policyDocument") ?? call.Request.Text("assumeRolePolicyDocument"));
}
