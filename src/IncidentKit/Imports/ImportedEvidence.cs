using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Evidence.Shapes;
using NodaTime;

namespace IncidentKit.Imports;

/// <summary>The records that an import writes, and what is to be told of each file: what it gives twice, and where two disagree.</summary>
/// <param name="writer">The bundle.</param>
internal sealed class ImportedEvidence(BundleWriter writer)
{
    private const string FromMember = "importedFrom";

    private readonly Dictionary<string, Known> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (SortedSet<string> Notes, List<string> NotUnderstood)> _told = new(StringComparer.Ordinal);

    private sealed record Known(string Source, string Hash, Instant AskedAt);

    /// <summary>Which sources are filled, and what of each is missing.</summary>
    public ImportCoverage Coverage { get; } = new();

    /// <summary>Notes what is worth telling of a file, without a fault of it.</summary>
    public void Note(string file, string what) => Told(file).Notes.Add(what);

    /// <summary>Notes what of a file is not in the bundle.</summary>
    public void NotUnderstood(string file, string what) => Told(file).NotUnderstood.Add(what);

    /// <summary>A file with all that was noted of it.</summary>
    public ImportedFile WithTold(ImportedFile file) =>
        _told.TryGetValue(file.Path, out var told)
            ? file with
            {
                NotUnderstood = [.. file.NotUnderstood, .. told.NotUnderstood],
                Notes = [.. file.Notes, .. told.Notes],
            }
            : file;

    /// <summary>Writes an answer, if it is one.</summary>
    /// <param name="file">Where it stands.</param>
    /// <param name="region">The region that was asked.</param>
    /// <param name="call">The operation.</param>
    /// <param name="question">What was asked, as far as it is known.</param>
    /// <param name="body">The answer as AWS sends it.</param>
    /// <param name="isOne">Whether the question names one thing whole: of two answers the later one counts.</param>
    /// <param name="number">Which answer of its file it is, from 1.</param>
    public void Append(
        ImportFile file,
        string region,
        OperationName call,
        JsonObject question,
        byte[] body,
        bool isOne = false,
        int number = 1
    )
    {
        var check = WholeAnswer.Check(call, body, file.WrittenAt);
        if (check.Problem is { } problem)
        {
            NotUnderstood(file.Name, $"an answer of {call.Operation} came {problem}");
            Coverage.Add(SourceOf(call), $"{Path.GetFileName(file.Name)} holds an answer of {call.Operation} that is none");
            return;
        }

        if (check.FirstUnread is { } unread)
            NotUnderstood(file.Name, $"{check.Unread} of the items of {call.Operation} cannot be read, the first: {unread}");
        var hash = Convert.ToHexString(SHA256.HashData(body));
        var told = $"{call.Operation} {question.ToJsonString()} {region} {hash}";
        if (!_answers.TryAdd(told, file.Name))
        {
            if (_answers[told] is var first && first != file.Name)
                Note(file.Name, $"the answer of {call.Operation} is also in {first}: it counts once");
            if (!isOne)
                return;
        }

        if (!isOne)
            question[FromMember] = number == 1 ? Path.GetFileName(file.Name) : $"{Path.GetFileName(file.Name)} {number}";
        var record = Record(region, call, question, body, file.WrittenAt);
        if (!isOne && _records.TryGetValue(record.Id, out var other) && other.Source != file.Name)
        {
            question[FromMember] = number == 1 ? file.Name : $"{file.Name} {number}";
            record = Record(region, call, question, body, file.WrittenAt);
        }

        Append(record, file.Name, hash);
    }

    /// <summary>Writes AWS's refusal of a call.</summary>
    public void Append(ImportFile file, string region, OperationName call, JsonObject question, CliError error)
    {
        var told = new JsonObject
        {
            ["error"] = new JsonObject { ["code"] = error.Code, ["message"] = error.Message },
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(told);
        Append(Record(region, call, question, body, file.WrittenAt) with { Status = error.Status }, file.Name);
    }

    /// <summary>
    /// Writes a record. Of two that answer the same question the one that was asked later stays; where they differ, that is noted.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="hash">A hash of its body.</param>
    public void Append(EvidenceRecord record, string source, string? hash = null)
    {
        hash ??= Convert.ToHexString(SHA256.HashData(record.Body.Span));
        if (_records.TryGetValue(record.Id, out var known))
        {
            if (known.Hash != hash && known.Source != source)
            {
                var kept = record.RequestedAt > known.AskedAt ? source : known.Source;
                var what = $"{record.Operation}{Subject(record.Parameters)}";
                Note(source, $"{what} is answered otherwise in {known.Source}: what {kept} says counts, it was asked later");
            }

            if (record.RequestedAt <= known.AskedAt)
                return;
        }

        writer.Append(record);
        _records[record.Id] = new Known(source, hash, record.RequestedAt);
    }

    private (SortedSet<string> Notes, List<string> NotUnderstood) Told(string file)
    {
        if (!_told.TryGetValue(file, out var told))
            _told.Add(file, told = (new SortedSet<string>(StringComparer.Ordinal), []));
        return told;
    }

    /// <summary>The names in a question: <c> job, default</c>.</summary>
    private static string Subject(JsonElement question) =>
        string.Join(", ", question.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.String).Select(m => m.Value.AsText()))
            is { Length: > 0 } names
            ? $" of {names}"
            : "";

    /// <summary>The sources that an answer counts for.</summary>
    public static IReadOnlyList<string> SourcesOf(OperationName call, JsonObject question) =>
        RecordedSources.Of(Record("", call, question, [], default));

    private static string SourceOf(OperationName call) => SourcesOf(call, []).FirstOrDefault(SourceNames.Changes);

    private static EvidenceRecord Record(string region, OperationName call, JsonObject question, byte[] body, Instant askedAt)
    {
        var parameters = JsonSerializer.SerializeToElement(question);
        return new EvidenceRecord
        {
            Id = EvidenceId.Of(call.Service, call.Operation, region, parameters),
            Service = call.Service,
            Operation = call.Operation,
            Region = region,
            Parameters = parameters,
            RequestedAt = askedAt,
            Status = 200,
            Body = body,
        };
    }
}
