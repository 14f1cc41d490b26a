using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>
/// An answer of IAM, STS or EC2 as they send it, XML of the query protocol, out of the JSON that the CLI prints. A bundle keeps it as one
/// JSON string. Names of EC2's elements: botocore 1.43.11, ec2 2016-11-15, its location names.
/// </summary>
internal static class QueryXml
{
    /// <summary>Lists of EC2 that are not named as their member is.</summary>
    private static readonly Dictionary<string, string> Ec2Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Subnets"] = "subnetSet",
        ["SecurityGroups"] = "securityGroupInfo",
        ["Tags"] = "tagSet",
        ["UserIdGroupPairs"] = "groups",
        ["Description"] = "groupDescription",
    };

    /// <summary>Policies, which are JSON in a text.</summary>
    private static readonly HashSet<string> Documents = new(StringComparer.OrdinalIgnoreCase)
    {
        "AssumeRolePolicyDocument",
        "PolicyDocument",
        "Document",
    };

    /// <summary>The body of a record.</summary>
    /// <param name="call">The operation.</param>
    /// <param name="answer">What the CLI printed.</param>
    /// <param name="hasResult">Whether the members stand in an element of their own, as in all but EC2's answers.</param>
    public static byte[] Of(OperationName call, JsonElement answer, bool hasResult)
    {
        var isEc2 = !hasResult;
        var members = Members(answer, isEc2).ToList();
        // The CLI's own token stands for a page that was not asked for.
        if (!isEc2 && answer.Text("NextToken") is not null && members.TrueForAll(m => m.Name.LocalName != "IsTruncated"))
            members.Add(new XElement("IsTruncated", "true"));
        var response = new XElement($"{call.Operation}Response", isEc2 ? members : [new XElement($"{call.Operation}Result", members)]);
        return JsonSerializer.SerializeToUtf8Bytes(response.ToString(SaveOptions.DisableFormatting));
    }

    private static IEnumerable<XElement> Members(JsonElement value, bool isEc2) =>
        value
            .EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .Select(member => new XElement(NameOf(member.Name, isEc2), Content(member.Name, member.Value, isEc2)));

    private static object Content(string name, JsonElement value, bool isEc2) =>
        value.ValueKind switch
        {
            JsonValueKind.Object when !Documents.Contains(name) => Members(value, isEc2),
            JsonValueKind.Array => value.EnumerateArray().Select(item => new XElement(isEc2 ? "item" : "member", Content("", item, isEc2))),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => string.Concat(value.AsText().Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : ' ')),
        };

    private static string NameOf(string name, bool isEc2) =>
        isEc2 && Ec2Names.TryGetValue(name, out var known) ? known
        : name.Length == 0 ? "_"
        : XmlConvert.EncodeLocalName(isEc2 ? char.ToLowerInvariant(name[0]) + name[1..] : char.ToUpperInvariant(name[0]) + name[1..]);
}
