using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>
/// Writes events as CloudTrail delivers them as LookupEvents gives them. Reads explain nothing and are left out; so are events that
/// another account received. An event that two files tell otherwise is named.
/// </summary>
/// <param name="evidence">The records.</param>
/// <param name="account">The account of the bundle.</param>
internal sealed class TrailRecords(ImportedEvidence evidence, string account)
{
    private const int EventsARecord = 500;
    private const int MostNamed = 3;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Facts of an event that no form of it leaves out.</summary>
    private static readonly string[] Facts = ["eventName", "eventSource", "awsRegion", "errorCode", "recipientAccountId"];

    private readonly Dictionary<string, (string Facts, string File)> _events = new(StringComparer.Ordinal);

    /// <summary>Takes the events of a file.</summary>
    public void Add(ImportFile file, string region, IReadOnlyList<JsonElement> events)
    {
        if (events.Count > 0)
            evidence.Coverage.Add(SourceNames.Changes);
        TellOthers(file, events);
        TellDisagreement(file, events);
        var rows = events.Where(e => IsOurs(e) && e.Text("readOnly") is not ("true" or "True" or "TRUE")).Select(Row);
        foreach (var (page, some) in rows.Chunk(EventsARecord).Index())
            evidence.Append(
                file,
                region,
                Operations.LookupEvents,
                [],
                Encoding.UTF8.GetBytes(new JsonObject { ["Events"] = new JsonArray(some) }.ToJsonString(Plain)),
                number: page + 1
            );
    }

    /// <summary>Holds what lookup-events answered against the events of other files.</summary>
    public void Compare(ImportFile file, IEnumerable<(AnswerKind Kind, JsonElement Body)> answers) =>
        TellDisagreement(
            file,
            [
                .. answers
                    .Where(a => a.Kind.Call == Operations.LookupEvents)
                    .SelectMany(a => a.Body.Items("Events"))
                    .Select(e => e.Text("CloudTrailEvent") is { } text ? JsonReading.ParseText(text) : null)
                    .OfType<JsonElement>(),
            ]
        );

    private bool IsOurs(JsonElement trailEvent) => trailEvent.Text("recipientAccountId") is not { Length: > 0 } owner || owner == account;

    private void TellOthers(ImportFile file, IReadOnlyList<JsonElement> events)
    {
        var others = events.Where(e => !IsOurs(e)).CountBy(e => e.Text("recipientAccountId")!, StringComparer.Ordinal).ToList();
        foreach (var (other, number) in others.OrderByDescending(o => o.Value).Take(MostNamed))
            evidence.Note(
                file.Name,
                $"{number} events are of account {other}, not of {account}, and left out: import them with --account {other}"
            );
        if (others.Count > MostNamed)
            evidence.Note(file.Name, $"events of {others.Count - MostNamed} more accounts are left out");
    }

    private void TellDisagreement(ImportFile file, IReadOnlyList<JsonElement> events)
    {
        var (differing, again) = (new List<(string Id, string File)>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var trailEvent in events)
        {
            if (trailEvent.Text("eventID") is not { } id)
                continue;
            var facts = string.Join(
                '|',
                Facts.Select(name => trailEvent.Text(name)).Append(trailEvent.Time("eventTime")?.ToString() ?? trailEvent.Text("eventTime"))
            );
            if (_events.TryAdd(id, (facts, file.Name)))
                continue;
            var known = _events[id];
            if (known.Facts != facts)
                differing.Add((id, known.File));
            else if (known.File != file.Name)
                again[known.File] = again.GetValueOrDefault(known.File) + 1;
        }

        foreach (var (id, other) in differing.Take(MostNamed))
            evidence.Note(file.Name, $"event {id} is told otherwise in {other}: both are kept, look which is right");
        if (differing.Count > MostNamed)
            evidence.Note(file.Name, $"{differing.Count - MostNamed} more events are told otherwise in another file");
        foreach (var (other, number) in again)
            evidence.Note(file.Name, $"{number} of its events are also in {other}: they count once");
    }

    private static JsonNode Row(JsonElement record) =>
        new JsonObject
        {
            ["EventId"] = record.Text("eventID"),
            ["EventName"] = record.Text("eventName"),
            ["EventTime"] = record.Text("eventTime"),
            ["EventSource"] = record.Text("eventSource"),
            ["CloudTrailEvent"] = record.GetRawText(),
        };
}
