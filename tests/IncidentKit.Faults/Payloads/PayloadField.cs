using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Cli;
using IncidentKit.Evidence;
using IncidentKit.Testing;

namespace IncidentKit.Faults.Payloads;

/// <summary>The recording of the demo, in which the texts of one field can be given something more.</summary>
public sealed class PayloadBundle
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly BundleManifest _manifest;
    private readonly List<EvidenceRecord> _records = [];

    /// <summary>Reads the recording of the demo.</summary>
    public PayloadBundle()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.PathOf("demo.zip"), DemoFile.Read("freeze-open.zip"));
        using var bundle = BundleReader.Open(folder.PathOf("demo.zip"));
        _manifest = bundle.Manifest;
        foreach (var operation in bundle.Operations)
            _records.AddRange(bundle.Records(operation.Service, operation.Operation));
        var fields = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var record in _records)
            Walk(JsonNode.Parse(record.Body.Span), record.Operation, (field, text) => Noted(fields, field, text));
        Fields = [.. fields, ReasonField];
    }

    /// <summary>The field of the manifest that says why a source is not complete.</summary>
    private const string ReasonField = "manifest coverage reason";

    /// <summary>All fields of the recording that hold a text, also those of the JSON in a text.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Writes the recording with a payload behind each text of a field.</summary>
    public void Write(string path, string field, string payload)
    {
        using var writer = BundleWriter.Create(path, _manifest);
        foreach (var record in _records)
        {
            var body = JsonNode.Parse(record.Body.Span);
            var changed = Walk(body, record.Operation, (at, text) => at == field ? text + payload : text);
            writer.Append(record with { Body = Encoding.UTF8.GetBytes(changed!.ToJsonString(Plain)) });
        }

        writer.Complete([
            .. _manifest.Coverage.Select(row =>
                field == ReasonField ? row with { Status = CoverageStatus.Partial, Reason = $"{row.Reason}{payload}" } : row
            ),
        ]);
    }

    private static string Noted(SortedSet<string> fields, string field, string text)
    {
        fields.Add(field);
        return text;
    }

    private static JsonNode? Walk(JsonNode? node, string at, Func<string, string, string> change)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                    members[name] = Walk(value?.DeepClone(), $"{at} {name}", change);
                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    items[i] = Walk(items[i]?.DeepClone(), at, change);
                return items;
            case JsonValue value when value.TryGetValue<string>(out var text):
                return text.StartsWith('{') && JsonText(text) is { } inner
                    ? Walk(inner, at, change)!.ToJsonString(Plain)
                    : change(at, text);
            default:
                return node;
        }
    }

    private static JsonNode? JsonText(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
