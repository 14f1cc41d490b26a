using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>
/// What the JSON values of a file hold, out of whatever they are wrapped in: lists, lines, what CloudTrail delivers, envelopes of
/// EventBridge, data of a log subscription. What is none of it is named, never taken for text.
/// </summary>
internal sealed class JsonContent
{
    private const int Deepest = 4;
    private const int MostNamed = 6;

    /// <summary>Listings whose items are what another operation answers of one.</summary>
    private static readonly (string List, string Member)[] Listed =
    [
        ("Functions", "FunctionArn"),
        ("Roles", "AssumeRolePolicyDocument"),
        ("Policies", "DefaultVersionId"),
    ];

    private readonly JsonArray _messages = [];

    /// <summary>Answers of AWS, each with its kind.</summary>
    public List<(AnswerKind Kind, JsonElement Body)> Answers { get; } = [];

    /// <summary>Events as CloudTrail delivers them.</summary>
    public List<JsonElement> TrailEvents { get; } = [];

    /// <summary>Events of tasks in EventBridge's envelope.</summary>
    public List<JsonElement> TaskEvents { get; } = [];

    /// <summary>Events of logs.</summary>
    public List<LoggedEvent> Logged { get; } = [];

    /// <summary>Questions to GetMetricData, which its answers do not repeat.</summary>
    public List<JsonElement> MetricRequests { get; } = [];

    /// <summary>What is not understood: the line of its value, and what it is.</summary>
    public List<(int Line, string What)> Foreign { get; } = [];

    /// <summary>Whether a listing of log events names a next page.</summary>
    public bool HasMoreLogged { get; private set; }

    /// <summary>Whether something in it is of use.</summary>
    public bool IsUnderstood => Answers.Count + TrailEvents.Count + TaskEvents.Count + Logged.Count + MetricRequests.Count > 0;

    /// <summary>Reads values.</summary>
    /// <param name="values">The values, each with the line it begins in.</param>
    public static JsonContent Of(IEnumerable<(int Line, JsonElement Value)> values)
    {
        var content = new JsonContent();
        foreach (var (line, value) in values)
            content.Add(line, value, 0);
        if (content._messages.Count > 0)
            content.AddAnswer(0, JsonSerializer.SerializeToElement(new JsonObject { ["Messages"] = content._messages }));
        return content;
    }

    /// <summary>What was understood, for people.</summary>
    public string Words()
    {
        IEnumerable<(string What, int Number)> counts =
        [
            .. Answers
                .CountBy(a => $"{a.Kind.Call.Service} {a.Kind.Call.Operation}")
                .OrderBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => ($"answer{(c.Value == 1 ? "" : "s")} of {c.Key}", c.Value)),
            ("events of CloudTrail", TrailEvents.Count),
            ("events of tasks", TaskEvents.Count),
            ("events of logs", Logged.Count),
            ($"request{(MetricRequests.Count == 1 ? "" : "s")} of cloudwatch GetMetricData", MetricRequests.Count),
        ];
        return string.Join(", ", counts.Where(c => c.Number > 0).Select(c => $"{c.Number} {c.What}"));
    }

    private void Add(int line, JsonElement value, int depth)
    {
        if (value.ValueKind == JsonValueKind.Array && depth < Deepest)
            AddAll(line, value, depth);
        else if (value.ValueKind != JsonValueKind.Object)
            Foreign.Add((line, $"{Words(value.ValueKind)}, no object"));
        else if (!TryAddEvent(line, value))
            AddOther(line, value, depth);
    }

    private void AddAll(int line, JsonElement list, int depth)
    {
        foreach (var item in list.EnumerateArray())
            Add(line, item, depth + 1);
    }

    /// <summary>An event of CloudTrail, or one in an envelope of EventBridge.</summary>
    private bool TryAddEvent(int line, JsonElement value)
    {
        if (IsOfTrail(value))
            TrailEvents.Add(value);
        else if (value.Text("detail-type") is not { } type || value.Member("detail") is not { ValueKind: JsonValueKind.Object } detail)
            return false;
        else if (IsOfTrail(detail))
            TrailEvents.Add(detail);
        else if (type == Recorded.TaskEvents.Kind)
            TaskEvents.Add(value);
        else
            Foreign.Add((line, $"an event '{type}', of which nothing is read"));
        return true;
    }

    private void AddOther(int line, JsonElement value, int depth)
    {
        if (value.Member(AnswerKind.Delivered) is { ValueKind: JsonValueKind.Array } delivered && depth < Deepest)
            AddAll(line, delivered, depth);
        // get-function wraps what get-function-configuration gives.
        else if (value.Member("Configuration") is { ValueKind: JsonValueKind.Object } configuration && depth < Deepest)
            Add(line, configuration, depth + 1);
        else if (Array.Find(Listed, l => AreListed(value, l.List, l.Member)) is { List: { } list } && depth < Deepest)
            AddAll(line, value.Member(list)!.Value, depth);
        else if (AccountDetails.In(value) is { } answers && depth < Deepest)
            foreach (var answer in answers)
                AddAnswer(line, answer);
        else if (value.Member("MetricDataQueries") is not null)
            MetricRequests.Add(value);
        else if (value.Member("MessageId") is not null && value.Member("Body") is not null)
            _messages.Add(JsonNode.Parse(value.GetRawText()));
        else if (!TryAddLogged(line, value, depth))
            AddAnswer(line, value);
    }

    private bool TryAddLogged(int line, JsonElement value, int depth)
    {
        if (AnswerKind.Find(value) is { } kind && kind.Call == Operations.GetQueryResults)
            return false;
        if (LoggedEvent.In(value, isRow: depth > 0) is not { } events)
            return false;
        HasMoreLogged |= value.Text("NextToken") is not null;
        foreach (var logged in events)
        {
            // A trail, and a rule of EventBridge, may write to a log group.
            if (logged.Message is not ['{', ..] || JsonReading.ParseText(logged.Message) is not { } told || !TryAddEvent(line, told))
                Logged.Add(logged);
        }

        if (events.Count == 0)
            Foreign.Add((line, "a list of log events without one that has a time"));
        return true;
    }

    private void AddAnswer(int line, JsonElement value)
    {
        if (AnswerKind.Find(value) is { } kind)
            Answers.Add((kind, value));
        else
            Foreign.Add((line, $"an object with {Members(value)}, no answer or event that is read"));
    }

    private static bool AreListed(JsonElement value, string list, string member) =>
        value.Member("RoleDetailList") is null
        && value.Member(list) is { ValueKind: JsonValueKind.Array } items
        && items.EnumerateArray().Any()
        && items.EnumerateArray().All(item => item.Member(member) is not null);

    private static bool IsOfTrail(JsonElement value) =>
        value.Text("eventName") is not null && value.Text("eventSource") is not null && value.Text("eventTime") is not null;

    private static string Members(JsonElement value)
    {
        var names = value.EnumerateObject().Select(member => member.Name).ToList();
        return names.Count == 0
            ? "no members"
            : $"the members {string.Join(", ", names.Take(MostNamed))}{(names.Count > MostNamed ? ", …" : "")}";
    }

    private static string Words(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.Array => "a list of lists",
            _ => "a value",
        };
}
