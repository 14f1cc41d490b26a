using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Aws.Sources;
using IncidentKit.Evidence;

namespace IncidentKit.Faults.Matrix;

/// <summary>The answers of a recording, as they came; and of what it had no need to ask.</summary>
internal sealed class RecordedAnswers
{
    const string Lost = "ops-pipeline-dispatcher";
    const string Machine = "arn:aws:states:us-west-2:123456789012:stateMachine:settle";
    const string Executed = "arn:aws:states:us-west-2:123456789012:execution:settle:1";

    readonly Dictionary<string, (int Status, string Body)> _byId = new(StringComparer.Ordinal);
    readonly Dictionary<string, (int Status, string Body)> _byOperation = new(StringComparer.Ordinal);
    readonly SortedSet<string> _groups = new(StringComparer.Ordinal);

    RecordedAnswers(BundleReader bundle)
    {
        Recording = bundle.Manifest;
        foreach (var (service, operation) in bundle.Operations)
        foreach (var record in bundle.Records(service, operation))
        {
            using var body = JsonDocument.Parse(record.Body);
            var text =
                body.RootElement.ValueKind == JsonValueKind.String ? body.RootElement.GetString()!
                : operation == nameof(AwsOperation.GetSchedule) ? WithDeadLetters(body.RootElement)
                : body.RootElement.GetRawText();
            if (operation == nameof(AwsOperation.DescribeLogGroups))
                _groups.UnionWith(body.RootElement.Items("logGroups").Select(group => group.Text("logGroupName")!));
            _byId[record.Id] = (record.Status, text);
            _byOperation.TryAdd($"{service}:{operation}", (record.Status, text));
        }
    }

    /// <summary>What was recorded, and when.</summary>
    public BundleManifest Recording { get; }

    /// <summary>The answers of the demo's recording.</summary>
    public static RecordedAnswers Demo { get; } = OfDemo("freeze-open.zip");

    /// <summary>The answer to a call; of one that was not recorded, that to the first of its operation.</summary>
    public (int Status, string Body) Of(AskedCall call, MatrixWay way) =>
        way.IsOneGroup && call.Operation == AwsOperation.DescribeLogGroups && !call.Parameters.ToJsonString().Contains(Lost)
            ? (200, """{"logGroups":[]}""")
        : _byId.TryGetValue(call.Id, out var exact) ? exact
        : _byOperation.TryGetValue(call.Operation.ToString(), out var other) ? (other.Status, OnlyPage(call.Operation, other.Body))
        : (200, MadeUp(call.Operation.Name));

    static RecordedAnswers OfDemo(string demo)
    {
        using var bundle = BundleReader.Open(new MemoryStream(Cli.DemoFile.Read(demo)), demo);
        return new RecordedAnswers(bundle);
    }

    /// <summary>The pages after it were asked for with other parameters.</summary>
    static string OnlyPage(AwsOperation operation, string body)
    {
        if (operation.Paging is not { } paging || body.StartsWith('<'))
            return body;
        var page = JsonNode.Parse(body)!.AsObject();
        page.Remove(paging.Answer);
        return page.ToJsonString();
    }

    static string WithDeadLetters(JsonElement schedule)
    {
        var changed = JsonNode.Parse(schedule.GetRawText())!;
        // What a schedule names is looked at, wherever it names it.
        if (changed["Target"]!["Arn"]!.GetValue<string>().Contains(":lambda:", StringComparison.Ordinal))
            changed["Target"]!["Input"] = $$"""{"machine":"{{Machine}}"}""";
        changed["Target"]!["DeadLetterConfig"] = new JsonObject { ["Arn"] = "arn:aws:sqs:us-west-2:123456789012:dead" };
        return changed.ToJsonString();
    }

    string MadeUp(string operation) =>
        operation switch
        {
            nameof(AwsOperation.GetQueueUrl) => """{"QueueUrl":"http://127.0.0.1/123456789012/dead"}""",
            nameof(AwsOperation.GetQueueAttributes) => """{"Attributes":{"ApproximateNumberOfMessages":"1"}}""",
            nameof(AwsOperation.ReceiveMessage) => $$"""
                {"Messages":[{"MessageId":"a","Body":"{}","MessageAttributes":{
                "SCHEDULE_ARN":{"DataType":"String","StringValue":"arn:aws:scheduler:us-west-2:123456789012:schedule/default/{{Lost}}"},
                "SCHEDULED_TIME":{"DataType":"String","StringValue":"2026-01-29T17:00:00Z"},
                "ERROR_CODE":{"DataType":"String","StringValue":"AccessDenied"} } }]}
                """,
            nameof(AwsOperation.DescribeStateMachine) => $$"""
                {"stateMachineArn":"{{Machine}}","name":"settle","status":"ACTIVE","type":"STANDARD"}
                """,
            nameof(AwsOperation.ListExecutions) => $$"""{"executions":[{{Execution}}]}""",
            nameof(AwsOperation.DescribeExecution) => Execution,
            nameof(AwsOperation.StartQuery) => """{"queryId":"1"}""",
            nameof(AwsOperation.GetQueryResults) => new JsonObject
            {
                ["status"] = "Complete",
                ["results"] = new JsonArray([
                    .. _groups.SelectMany(group => Enumerable.Range(0, 30).Select(n => (JsonNode)Row(group, n * 5))),
                ]),
                ["statistics"] = new JsonObject { ["bytesScanned"] = 1000 },
            }.ToJsonString(),
            nameof(AwsOperation.FilterLogEvents) => new JsonObject
            {
                ["events"] = new JsonArray([
                    .. Enumerable
                        .Range(0, 10)
                        .Select(n =>
                            (JsonNode)
                                new JsonObject
                                {
                                    ["timestamp"] = (MatrixWay.Start + Duration.FromMinutes(n)).ToUnixTimeMilliseconds(),
                                    ["message"] = "one",
                                }
                        ),
                ]),
                ["searchedLogStreams"] = new JsonArray(),
            }.ToJsonString(),
            _ => "{}",
        };

    static string Execution =>
        new JsonObject
        {
            ["executionArn"] = Executed,
            ["stateMachineArn"] = Machine,
            ["name"] = "1",
            ["status"] = "FAILED",
            ["startDate"] = MatrixWay.Start.ToUnixTimeSeconds(),
            ["stopDate"] = MatrixWay.Start.ToUnixTimeSeconds() + 10,
        }.ToJsonString();

    JsonArray Row(string group, int minute)
    {
        var at = Recording.Window.Start + Duration.FromMinutes(minute);
        return new JsonArray(
            Field("minute", at.ToString("uuuu-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)),
            Field("@log", $"123456789012:{group}"),
            Field("events", "3")
        );
        static JsonObject Field(string name, string value) => new() { ["field"] = name, ["value"] = value };
    }
}
