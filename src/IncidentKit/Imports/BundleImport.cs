using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Imports.Logs;
using IncidentKit.Recorded;

namespace IncidentKit.Imports;

/// <summary>
/// Makes a bundle from files: what the AWS CLI printed, what CloudTrail delivered, exported and
/// other logs. Each becomes records as the recorder writes them, with as much of the question as
/// the answer repeats. Listings are taken to be whole, since the CLI follows pages by itself.
/// </summary>
public sealed class BundleImport
{
    private const string SchemaVersion = "1.0.0";
    private const int EventsARecord = 500;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ImportRequest _request;
    private readonly BundleWriter _writer;
    private readonly ImportCoverage _coverage = new();
    private readonly List<JsonElement> _metricRequests;

    private BundleImport(ImportRequest request, BundleWriter writer, List<JsonElement> metricRequests) =>
        (_request, _writer, _metricRequests) = (request, writer, metricRequests);

    /// <summary>Imports files into a new bundle.</summary>
    /// <param name="bundlePath">The bundle to make. Nothing is left there on an error.</param>
    /// <param name="request">What the files do not say.</param>
    /// <param name="files">The files, in any order.</param>
    /// <param name="ct">Stops.</param>
    /// <returns>What became of each file, in order of path.</returns>
    /// <exception cref="InputException">
    /// A file cannot be read or understood, or names no region or account and none was given. Or the bundle exists.
    /// </exception>
    public static IReadOnlyList<ImportedFile> Run(
        string bundlePath,
        ImportRequest request,
        IEnumerable<ImportFile> files,
        CancellationToken ct = default
    )
    {
        var sorted = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var heads = sorted.ConvertAll(file => (File: file, Beginning: JsonFile.Peek(file.Path)));
        var account =
            request.Account
            ?? FileOrigin.AccountIn(heads.Select(head => head.Beginning))
            ?? throw new InputException(InputProblem.CommandLine, "no file names the account: give --account.");
        var regions = heads
            .Select(head => FileOrigin.RegionIn(head.Beginning))
            .Append(request.Region)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (regions.Count == 0)
            throw new InputException(InputProblem.CommandLine, "no file names its region: give --region.");
        var kinds = heads.ConvertAll(head =>
            (
                head.File,
                Members: JsonFile.Members(head.Beginning),
                Region: FileOrigin.RegionIn(head.Beginning) ?? request.Region ?? regions[0]
            )
        );
        var metricRequests = kinds
            .Where(kind => kind.Members?.Contains("MetricDataQueries") == true)
            .SelectMany(kind => JsonFile.Values(kind.File.Path))
            .ToList();

        var writer = BundleWriter.Create(
            bundlePath,
            new BundleManifest
            {
                SchemaVersion = SchemaVersion,
                ToolVersion = request.ToolVersion,
                Window = request.Window,
                Regions = regions,
                Account = account,
                CollectedAt = request.ImportedAt,
                Complete = false,
                Coverage = [],
                Redactions = new Dictionary<string, int>(StringComparer.Ordinal),
            }
        );
        try
        {
            var import = new BundleImport(request, writer, metricRequests);
            var imported = new List<ImportedFile>();
            foreach (var (file, members, region) in kinds)
            {
                ct.ThrowIfCancellationRequested();
                imported.Add(
                    members?.Contains("MetricDataQueries") == true
                        ? new ImportedFile(file.Path, "a request of cloudwatch GetMetricData", null)
                    : IsOfAws(members) ? import.Answers(file, region)
                    : import.Log(file, region, ct)
                );
            }

            writer.Complete(import._coverage.Rows());
            return imported;
        }
        catch
        {
            writer.Dispose();
            var partial = BundleWriter.PartialPath(bundlePath);
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
            throw;
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static bool IsOfAws(HashSet<string>? members) =>
        members is not null && (AnswerKind.Of(members) is not null || members.Contains("Configuration"));

    private ImportedFile Answers(ImportFile file, string region)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var unknown = 0;
        foreach (var (index, value) in JsonFile.Values(file.Path).Index())
        {
            // get-function wraps what get-function-configuration gives.
            var body = value.Member("Configuration") ?? value;
            var members =
                body.ValueKind == JsonValueKind.Object
                    ? body.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.Ordinal)
                    : [];
            if (AnswerKind.Of(members) is not { } kind || kind.Question(body) is not { } question)
            {
                unknown++;
                continue;
            }

            question["importedFrom"] = index == 0 ? Path.GetFileName(file.Path) : $"{Path.GetFileName(file.Path)} {index + 1}";
            Append(file, region, kind, question, body);
            var name = $"{kind.Call.Service} {kind.Call.Operation}";
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        if (counts.Count == 0)
            throw new InputException(
                InputProblem.Content,
                $"{file.Path} holds no answer that is understood: import what the AWS CLI prints with --output json and without --query."
            );
        var understood = string.Join(
            ", ",
            counts.Select(count => $"{count.Value} {(count.Value == 1 ? "answer" : "answers")} of {count.Key}")
        );
        return new ImportedFile(file.Path, unknown == 0 ? understood : $"{understood}; {unknown} JSON values not understood", null);
    }

    private void Append(ImportFile file, string region, AnswerKind kind, JsonObject question, JsonElement body)
    {
        _coverage.Add(kind.Source);
        switch (kind.Call.Operation)
        {
            case nameof(Operations.LookupEvents):
                AppendEvents(file, region, question, body);
                return;
            case nameof(Operations.FilterLogEvents):
                question["logGroupName"] = _request.LogGroup ?? Path.GetFileName(file.Path);
                break;
            case nameof(Operations.GetMetricData) when RequestOf(body) is { } asked:
                foreach (var member in asked.EnumerateObject())
                    question[member.Name] = JsonNode.Parse(member.Value.GetRawText());
                break;
            case nameof(Operations.GetMetricData):
                _coverage.Add(kind.Source, "the question is missing: import the file that was given to --cli-input-json too");
                break;
        }

        if (body.Text("NextToken") is not null)
            _coverage.Add(kind.Source, $"{Path.GetFileName(file.Path)} is not a whole listing: ask without --max-items");
        Append(file, region, kind.Call, question, WithPageToken(kind, body));
    }

    /// <summary>The CLI names its own token in its own way; to the analysis it means that there is more.</summary>
    private static byte[] WithPageToken(AnswerKind kind, JsonElement body)
    {
        if (kind.Call.Service != Operations.FilterLogEvents.Service || body.Text("NextToken") is not { } token)
            return Encoding.UTF8.GetBytes(body.GetRawText());
        var more = JsonNode.Parse(body.GetRawText())!.AsObject();
        more["nextToken"] = token;
        return Encoding.UTF8.GetBytes(more.ToJsonString(Plain));
    }

    /// <summary>The request whose queries have the ids of the results.</summary>
    private JsonElement? RequestOf(JsonElement body)
    {
        var ids = body.Items("MetricDataResults").Select(result => result.Text("Id")).ToHashSet(StringComparer.Ordinal);
        return _metricRequests
            .Where(request => ids.SetEquals(request.Items("MetricDataQueries").Select(query => query.Text("Id"))))
            .Select(request => (JsonElement?)request)
            .FirstOrDefault();
    }

    /// <summary>Events as LookupEvents gives them, or as CloudTrail delivers them. Reads explain nothing and are left out.</summary>
    private void AppendEvents(ImportFile file, string region, JsonObject question, JsonElement body)
    {
        var events = body.Items("Events")
            .Select(row => JsonNode.Parse(row.GetRawText()))
            .Concat(body.Items(AnswerKind.Delivered).Where(record => record.Text("readOnly") != "true").Select(Row))
            .ToList();
        foreach (var (page, some) in events.Chunk(EventsARecord).Index())
        {
            var asked = question.DeepClone().AsObject();
            if (page > 0)
                asked["importedPage"] = page + 1;
            Append(
                file,
                region,
                Operations.LookupEvents,
                asked,
                Encoding.UTF8.GetBytes(new JsonObject { ["Events"] = new JsonArray(some) }.ToJsonString(Plain))
            );
        }
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

    private ImportedFile Log(ImportFile file, string region, CancellationToken ct)
    {
        var reading = _request.Reading with { Latest = _request.Reading.Latest ?? file.WrittenAt };
        var log = LogReader.Read(file.Path, reading, ct);
        var group = _request.LogGroup ?? Path.GetFileName(file.Path);
        var streams = log.Streams ?? [];
        if (log.Streams is null)
            _coverage.Add(SourceNames.LogStreams, $"{log.Name} names too many streams to tell them apart");
        if (streams.Count == 0 && log.Events > 0)
            streams = [new StreamActivity(ExportedStream.NameOf(file.Path), log.First!.Value, log.Last!.Value, log.Events)];
        _coverage.Add(SourceNames.LogStreams, "logs show what ran, but not that they are all of their group");
        _coverage.Add(SourceNames.LogActivity);
        if (log.NotUnderstood > 0)
            _coverage.Add(SourceNames.LogActivity, $"{log.NotUnderstood} of {log.Lines} lines of {log.Name} are not understood");
        foreach (var (question, body) in ActivityRecords.Of(group, log, streams))
        {
            question.Parameters["importedFrom"] = log.Name;
            Append(file, region, question.Call, question.Parameters, body);
        }

        return new ImportedFile(file.Path, $"{log.Events} events in {log.Lines} lines: {log.Form}", log);
    }

    private void Append(ImportFile file, string region, OperationName call, JsonObject question, byte[] body)
    {
        var parameters = JsonSerializer.SerializeToElement(question);
        _writer.Append(
            new EvidenceRecord
            {
                Id = EvidenceId.Of(call.Service, call.Operation, region, parameters),
                Service = call.Service,
                Operation = call.Operation,
                Region = region,
                Parameters = parameters,
                RequestedAt = file.WrittenAt,
                Status = 200,
                Body = body,
            }
        );
    }
}
