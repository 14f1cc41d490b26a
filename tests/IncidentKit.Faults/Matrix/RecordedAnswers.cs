using System.Text.Json;
using IncidentKit.Aws.Sources;
using IncidentKit.Evidence;

namespace IncidentKit.Faults.Matrix;

/// <summary>The answers of a recording, as they came.</summary>
internal sealed class RecordedAnswers
{
    readonly Dictionary<string, (int Status, string Body)> _byId = new(StringComparer.Ordinal);
    readonly Dictionary<string, (int Status, string Body)> _byOperation = new(StringComparer.Ordinal);

    RecordedAnswers(BundleReader bundle)
    {
        Recording = bundle.Manifest;
        foreach (var (service, operation) in bundle.Operations)
        foreach (var record in bundle.Records(service, operation))
        {
            using var body = JsonDocument.Parse(record.Body);
            var text = body.RootElement.ValueKind == JsonValueKind.String ? body.RootElement.GetString()! : body.RootElement.GetRawText();
            _byId[record.Id] = (record.Status, text);
            _byOperation.TryAdd($"{service}:{operation}", (record.Status, text));
        }
    }

    /// <summary>What was recorded, and when.</summary>
    public BundleManifest Recording { get; }

    /// <summary>The answers of one of the demo's recordings.</summary>
    /// <param name="demo">The file, <c>freeze-open.zip</c>.</param>
    public static RecordedAnswers OfDemo(string demo)
    {
        using var bundle = BundleReader.Open(new MemoryStream(Cli.DemoFile.Read(demo)), demo);
        return new RecordedAnswers(bundle);
    }

    /// <summary>The answer to a call; of one that was not recorded, that to the first of its operation.</summary>
    public (int Status, string Body) Of(AskedCall call) =>
        _byId.TryGetValue(call.Id, out var exact) ? exact
        : _byOperation.TryGetValue(call.Operation.ToString(), out var other) ? other
        : (200, MadeUp.GetValueOrDefault(call.Operation.Name, "{}"));

    /// <summary>Answers of operations that the recording did not need.</summary>
    static Dictionary<string, string> MadeUp { get; } =
        new(StringComparer.Ordinal)
        {
            [nameof(AwsOperation.GetQueueUrl)] = """{"QueueUrl":"http://127.0.0.1/123456789012/dead"}""",
            [nameof(AwsOperation.GetQueueAttributes)] = """{"Attributes":{"ApproximateNumberOfMessages":"0"}}""",
            [nameof(AwsOperation.ReceiveMessage)] = """{"Messages":[]}""",
        };
}
