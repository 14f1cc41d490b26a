using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>
/// An answer as the AWS CLI or an SDK prints it, known by its members in any letter case. It tells part of the question too.
/// </summary>
/// <param name="Call">The operation it answers.</param>
/// <param name="Source">The source of evidence it belongs to.</param>
/// <param name="Members">Members that the answer has.</param>
/// <param name="Question">The members of the request that the answer repeats.</param>
internal sealed partial record AnswerKind(OperationName Call, string Source, string[] Members, Func<JsonElement, JsonObject> Question)
{
    /// <summary>The member of a file that CloudTrail delivers.</summary>
    public const string Delivered = "Records";

    /// <summary>The list that the answer is an item of, and is put into; null for a whole answer.</summary>
    public string? List { get; private init; }

    /// <summary>The member that the answer is, and is put into; null for a whole answer.</summary>
    public string? Member { get; private init; }

    /// <summary>What the question must name: its member, and the kind of resource. Null where the answer always repeats it.</summary>
    public Named? Of { get; private init; }

    /// <summary>Whether the question names one thing whole, so that a later answer takes the place of an earlier one.</summary>
    public bool IsOne { get; private init; }

    /// <summary>Whether it tells nothing by itself.</summary>
    public bool IsSilent { get; private init; }

    private Func<JsonElement, bool>? Is { get; init; }

    /// <summary>Whether it has no other members.</summary>
    private bool IsAlone { get; init; }

    /// <summary>A resource that a question names.</summary>
    /// <param name="Member">The question's member.</param>
    /// <param name="Kind">The kind of resource.</param>
    internal sealed record Named(string Member, string Kind);

    /// <summary>The kind of an answer; null when it is none that is known.</summary>
    public static AnswerKind? Find(JsonElement answer)
    {
        var members = answer.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Array.Find(
            All,
            kind =>
                kind.Members.All(name => members.Contains(name) && answer.Member(name) is not null)
                && (!kind.IsAlone || members.Count == kind.Members.Length)
                && kind.Is?.Invoke(answer) != false
        );
    }

    /// <summary>All sources that files are to fill; the activity of logs is more than anybody needs.</summary>
    public static IEnumerable<string> Sources =>
        All.Select(kind => kind.Source)
            .Append(SourceNames.TaskEvents)
            .Where(source => source != SourceNames.LogActivity)
            .Distinct(StringComparer.Ordinal);

    /// <summary>The whole answer.</summary>
    public JsonElement Whole(JsonElement answer) =>
        List is not null ? JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement[]> { [List] = [answer] })
        : Member is not null ? JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { [Member] = answer })
        : answer;

    private static bool HasAll(JsonElement body, string list, string member) =>
        body.Member(list) is { ValueKind: JsonValueKind.Array } items
        && items.EnumerateArray().All(item => item.Member(member) is not null);

    private static JsonObject Told(JsonElement body, string member) =>
        body.Text(member) is { } text ? new JsonObject { [member] = text } : [];

    private static JsonObject Ids(JsonElement body) => new() { ["importedQuery"] = body.Text("queryId") };

    private static JsonObject Filter(JsonElement body, string list, string filter, string id) =>
        new() { ["Filter"] = new JsonArray(new JsonObject { ["Name"] = filter, ["Value"] = Texts(body.Items(list), id) }) };

    private static JsonArray Texts(IEnumerable<JsonElement> items, string name) =>
        new([.. items.Select(item => (JsonNode?)item.Text(name))]);

    /// <summary>The function, or its alias, that a policy is of: each statement names it.</summary>
    private static string? FunctionOf(JsonElement body) =>
        body.Text("Policy") is { } text && JsonReading.ParseText(text) is { } policy
            ? policy
                .Items("Statement")
                .Select(statement => statement.Text("Resource"))
                .Where(resource => Arn.Of(resource) is { Service: "lambda" })
                .Select(resource => Arn.CalledFunctionOf(resource!))
                .FirstOrDefault()
            : null;

    /// <summary><c>arn:aws:logs:REGION:ACCOUNT:log-group:GROUP:log-stream:STREAM</c> to GROUP.</summary>
    private static string? GroupOf(JsonElement body)
    {
        const string before = ":log-group:",
            after = ":log-stream:";
        foreach (var arn in body.Items("logStreams").Select(stream => stream.Text("arn")).OfType<string>())
        {
            var from = arn.IndexOf(before, StringComparison.Ordinal) + before.Length;
            var to = arn.IndexOf(after, StringComparison.Ordinal);
            if (from >= before.Length && to > from)
                return arn[from..to];
        }

        return null;
    }
}
