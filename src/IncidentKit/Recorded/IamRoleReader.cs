using System.Text.Json;
using System.Xml.Linq;
using IncidentKit.Evidence;
using NodaTime.Text;

namespace IncidentKit.Recorded;

/// <summary>
/// Puts roles together from the answers of GetRole and of the policy listings. Documents come URL-encoded (IAM API reference, GetRole).
/// </summary>
internal static class IamRoleReader
{
    private static readonly OperationName[] PolicyCalls =
    [
        Operations.ListRolePolicies,
        Operations.GetRolePolicy,
        Operations.ListAttachedRolePolicies,
        Operations.GetPolicy,
        Operations.GetPolicyVersion,
    ];

    public static Dictionary<string, IamRole> Read(BundleReader bundle)
    {
        var answers = PolicyCalls.ToDictionary(o => o, o => Answers(bundle, o).ToList());
        var roles = new Dictionary<string, IamRole>(StringComparer.Ordinal);
        foreach (var record in bundle.Records(Operations.GetRole))
        {
            if (record.Parameters.Text("RoleName") is not { } name)
                continue;
            using var body = bundle.ParseBody(record);
            if (record.Status == 404)
                roles[name] = new IamRole
                {
                    Name = name,
                    Exists = false,
                    Created = null,
                    Trust = null,
                    Policies = [],
                    AttachedPolicies = [],
                    PoliciesComplete = true,
                    EvidenceIds = [record.Id],
                };
            else if (record.Succeeded && body.RootElement.AsXml() is { } xml)
                roles[name] = Role(name, record.Id, xml, answers);
        }

        return roles;
    }

    private sealed record Answer(JsonElement Asked, XElement Xml, string EvidenceId, bool Whole);

    private static IEnumerable<Answer> Answers(BundleReader bundle, OperationName operation)
    {
        foreach (var record in bundle.Records(operation))
        {
            if (!record.Succeeded)
                continue;
            using var body = bundle.ParseBody(record);
            if (body.RootElement.AsXml() is { } xml)
                yield return new Answer(record.Parameters, xml, record.Id, record.IsWhole);
        }
    }

    private static IamRole Role(string name, string evidenceId, XElement xml, Dictionary<OperationName, List<Answer>> answers)
    {
        var evidence = new SortedSet<string>(StringComparer.Ordinal) { evidenceId };
        var policies = new List<JsonElement>();
        var inline = Of(Operations.ListRolePolicies, "RoleName", name);
        var attached = Of(Operations.ListAttachedRolePolicies, "RoleName", name);
        var complete =
            inline.Count > 0 && attached.Count > 0 && inline.Concat(attached).All(a => a.Whole && a.Xml.First("IsTruncated") != "true");
        foreach (var policy in inline.SelectMany(a => a.Xml.All("member")).Select(m => m.Value))
            complete &= Add(
                Of(Operations.GetRolePolicy, "RoleName", name).Find(a => a.Asked.Text("PolicyName") == policy),
                "PolicyDocument"
            );
        var arns = attached.SelectMany(a => a.Xml.All("PolicyArn")).Select(p => p.Value).Distinct(StringComparer.Ordinal).ToList();
        foreach (var arn in arns)
        {
            var version = Of(Operations.GetPolicy, "PolicyArn", arn).FirstOrDefault()?.Xml.First("DefaultVersionId");
            complete &= Add(Of(Operations.GetPolicyVersion, "PolicyArn", arn).Find(a => a.Asked.Text("VersionId") == version), "Document");
        }

        return new IamRole
        {
            Name = name,
            Exists = true,
            Created =
                xml.First("CreateDate") is { } created && OffsetDateTimePattern.ExtendedIso.Parse(created) is { Success: true } at
                    ? at.Value.ToInstant()
                    : null,
            Trust = Document(xml.First("AssumeRolePolicyDocument")),
            Policies = policies,
            AttachedPolicies = arns,
            PoliciesComplete = complete,
            EvidenceIds = [.. evidence],
        };

        List<Answer> Of(OperationName operation, string key, string value)
        {
            var found = answers[operation].FindAll(a => a.Asked.Text(key) == value);
            evidence.UnionWith(found.Select(a => a.EvidenceId));
            return found;
        }

        bool Add(Answer? answer, string element)
        {
            if (Document(answer?.Xml.First(element)) is not { } document)
                return false;
            policies.Add(document);
            return true;
        }
    }

    /// <summary>A policy document; null for none, or one that cannot be read.</summary>
    public static JsonElement? Document(string? text)
    {
        return text is null ? null : JsonReading.ParseText(XmlReading.DocumentText(text));
    }
}
