using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Imports.Logs;
using IncidentKit.Recorded;

namespace IncidentKit.Imports;

/// <summary>Writes what files hold as records of a bundle, as the recorder would have written them.</summary>
/// <param name="request">What the files do not say.</param>
/// <param name="writer">The bundle.</param>
internal sealed class ImportedRecords(ImportRequest request, BundleWriter writer)
{
    private const int EventsARecord = 500;
    private const int MostNamed = 5;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ImportCoverage _coverage = new();
    private readonly List<JsonElement> _metricRequests = [];
    private readonly HashSet<string> _rules = new(StringComparer.Ordinal);

    /// <summary>What another file may tell the question of.</summary>
    private readonly List<(ImportFile File, string Region, AnswerKind Kind, JsonObject Question, JsonElement Body)> _later = [];

    /// <summary>Writes the answers and events of a JSON file.</summary>
    /// <exception cref="InputException">It is no JSON, or holds nothing that is read.</exception>
    public ImportedFile Json(ImportFile file, string region, CancellationToken ct)
    {
        var (values, broken) = JsonFile.Values(file.Path);
        var content = JsonContent.Of(values);
        if (!content.IsUnderstood)
            throw new InputException(
                InputProblem.Content,
                $"{file.Path} holds no answer that is understood: {Unread([.. content.Foreign, .. broken]).FirstOrDefault("it is empty")}. "
                    + "Import what the AWS CLI prints with --output json and without --query."
            );
        _metricRequests.AddRange(content.MetricRequests);
        foreach (var (index, (kind, body)) in content.Answers.Index())
            Answer(file, region, kind, body, index);
        Events(file, region, content.TrailEvents);
        TaskEvents(file, region, content);
        var logs = content
            .Logged.GroupBy(logged => logged.Group ?? GroupOf(file), StringComparer.Ordinal)
            .Select(group => Logged(file, region, group.Key, [.. group], ct))
            .ToList();
        if (content.HasMoreLogged)
            _coverage.Add(SourceNames.LogActivity, $"{Path.GetFileName(file.Path)} is not a whole listing: ask without --max-items");
        return new ImportedFile(file.Path, content.Words(), logs.Count == 1 ? logs[0] : null)
        {
            NotUnderstood = Unread([.. content.Foreign, .. broken]),
        };
    }

    /// <summary>Writes what a log shows.</summary>
    /// <exception cref="InputException">It is not understood.</exception>
    public ImportedFile Log(ImportFile file, string region, CancellationToken ct)
    {
        var reading = request.Reading with { Latest = request.Reading.Latest ?? file.WrittenAt, Window = request.Window };
        var log = LogReader.Read(file.Path, reading, ct);
        if (log.NotUnderstood > 0)
            _coverage.Add(SourceNames.LogActivity, $"{log.NotUnderstood} of {log.Lines} lines of {log.Name} are not understood");
        Activity(file, region, GroupOf(file), log);
        return new ImportedFile(file.Path, $"{log.Events} events in {log.Lines} lines: {log.Form}", log);
    }

    /// <summary>Writes what had to wait for other files. Gives the coverage of all.</summary>
    public List<SourceCoverage> Finish()
    {
        foreach (var (file, region, kind, question, body) in _later)
        {
            if (kind.Call == Operations.GetMetricData)
            {
                if (RequestOf(body) is { } asked)
                    foreach (var member in asked.EnumerateObject())
                        question[member.Name] = JsonNode.Parse(member.Value.GetRawText());
                else
                    _coverage.Add(kind.Source, "the question is missing: import the file that was given to --cli-input-json too");
            }
            else if (RuleOf(file) is { } rule)
                question["Rule"] = rule;
            else
            {
                _coverage.Add(
                    kind.Source,
                    $"{Path.GetFileName(file.Path)} does not say of which rule its targets are: give it the rule's name"
                );
                continue;
            }

            Append(file, region, kind.Call, question, Encoding.UTF8.GetBytes(body.GetRawText()));
        }

        return _coverage.Rows();
    }

    private string GroupOf(ImportFile file) => request.LogGroup ?? Path.GetFileName(file.Path);

    private static IReadOnlyList<string> Unread(List<(int Line, string What)> foreign) =>
        [
            .. foreign.Take(MostNamed).Select(f => f.Line > 0 ? $"line {f.Line}: {f.What}" : f.What),
            .. foreign.Count > MostNamed ? [$"and {foreign.Count - MostNamed} more"] : Array.Empty<string>(),
        ];

    private void Answer(ImportFile file, string region, AnswerKind kind, JsonElement answer, int index)
    {
        _coverage.Add(kind.Source);
        if (kind.Question(answer) is not { } question)
        {
            _coverage.Add(
                kind.Source,
                $"{Path.GetFileName(file.Path)} has an answer of {kind.Call.Operation} that does not say what it answers"
            );
            return;
        }

        question["importedFrom"] = index == 0 ? Path.GetFileName(file.Path) : $"{Path.GetFileName(file.Path)} {index + 1}";
        var body = kind.List is null
            ? answer
            : JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement[]> { [kind.List] = [answer] });
        if (kind.Call == Operations.ListRules)
            _rules.UnionWith(body.Items("Rules").Select(rule => rule.Text("Name")).OfType<string>());
        if (body.Text("NextToken") is not null)
            _coverage.Add(kind.Source, $"{Path.GetFileName(file.Path)} is not a whole listing: ask without --max-items");
        if (kind.Call == Operations.GetMetricData || kind.Call == Operations.ListTargetsByRule)
            _later.Add((file, region, kind, question, body));
        else
            Append(file, region, kind.Call, question, WithPageToken(kind, body));
    }

    /// <summary>The rule whose name the file has, the longest of them; the only rule where there is one.</summary>
    private string? RuleOf(ImportFile file) =>
        _rules
            .Where(rule => Path.GetFileName(file.Path).Contains(rule, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(rule => rule.Length)
            .FirstOrDefault()
        ?? (_rules.Count == 1 ? _rules.Single() : null);

    /// <summary>The CLI names its own token in its own way; to the analysis it means that there is more.</summary>
    private static byte[] WithPageToken(AnswerKind kind, JsonElement body)
    {
        if (kind.Call.Service != Operations.DescribeLogStreams.Service || body.Text("NextToken") is not { } token)
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
            .Where(asked => ids.SetEquals(asked.Items("MetricDataQueries").Select(query => query.Text("Id"))))
            .Select(asked => (JsonElement?)asked)
            .FirstOrDefault();
    }

    /// <summary>Events as CloudTrail delivers them, as LookupEvents gives them. Reads explain nothing and are left out.</summary>
    private void Events(ImportFile file, string region, List<JsonElement> events)
    {
        if (events.Count > 0)
            _coverage.Add(SourceNames.Changes);
        foreach (var (page, some) in events.Where(e => e.Text("readOnly") != "true").Select(Row).Chunk(EventsARecord).Index())
        {
            var asked = new JsonObject { ["importedFrom"] = Path.GetFileName(file.Path) };
            if (page > 0)
                asked["importedPage"] = page + 1;
            Append(file, region, Operations.LookupEvents, asked, Bytes(new JsonObject { ["Events"] = new JsonArray(some) }));
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

    /// <summary>Events of tasks, as a recorder's log group holds them.</summary>
    private void TaskEvents(ImportFile file, string region, JsonContent content)
    {
        if (content.TaskEvents.Count == 0)
            return;
        _coverage.Add(SourceNames.TaskEvents, content.HasMoreLogged ? "a file is not a whole listing: ask without --max-items" : null);
        var events = content.TaskEvents.Select(e =>
            (JsonNode)
                new JsonObject { ["timestamp"] = (e.Time("time") ?? file.WrittenAt).ToUnixTimeMilliseconds(), ["message"] = e.GetRawText() }
        );
        var asked = new JsonObject { ["importedFrom"] = Path.GetFileName(file.Path), ["filterPattern"] = Recorded.TaskEvents.Pattern };
        Append(file, region, Operations.FilterLogEvents, asked, Bytes(new JsonObject { ["events"] = new JsonArray([.. events]) }));
    }

    /// <summary>Events of a log in JSON, read as the lines of a log are.</summary>
    private LogActivity Logged(ImportFile file, string region, string group, IReadOnlyList<LoggedEvent> events, CancellationToken ct)
    {
        using var lines = new MemoryStream();
        foreach (var logged in events)
        {
            JsonSerializer.Serialize(
                lines,
                new Dictionary<string, object?>
                {
                    ["timestamp"] = logged.At.ToUnixTimeMilliseconds(),
                    ["logStreamName"] = logged.Stream ?? ExportedStream.NameOf(file.Path),
                }
            );
            lines.WriteByte((byte)'\n');
        }

        lines.Position = 0;
        var log = LogReader.Read(
            lines,
            Path.GetFileName(file.Path),
            request.Reading with
            {
                TimeField = "timestamp",
                StreamField = "logStreamName",
            },
            ct
        );
        Activity(file, region, group, log);
        return log;
    }

    private void Activity(ImportFile file, string region, string group, LogActivity log)
    {
        var streams = log.Streams ?? [];
        if (log.Streams is null)
            _coverage.Add(SourceNames.LogStreams, $"{log.Name} names too many streams to tell them apart");
        if (streams.Count == 0 && log.Events > 0)
            streams = [new StreamActivity(ExportedStream.NameOf(file.Path), log.First!.Value, log.Last!.Value, log.Events)];
        _coverage.Add(SourceNames.LogStreams, "logs show what ran, but not that they are all of their group");
        _coverage.Add(SourceNames.LogActivity);
        foreach (var (question, body) in ActivityRecords.Of(group, log, streams))
        {
            question.Parameters["importedFrom"] = log.Name;
            Append(file, region, question.Call, question.Parameters, body);
        }
    }

    private static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString(Plain));

    private void Append(ImportFile file, string region, OperationName call, JsonObject question, byte[] body)
    {
        var parameters = JsonSerializer.SerializeToElement(question);
        writer.Append(
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
