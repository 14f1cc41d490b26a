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
/// <param name="account">The account of the bundle.</param>
/// <param name="evidence">The records of the bundle.</param>
internal sealed class ImportedRecords(ImportRequest request, string account, ImportedEvidence evidence)
{
    private const int MostNamed = 5;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ImportedEvidence _evidence = evidence;
    private readonly ImportedAnswers _answers = new(evidence);
    private readonly TrailRecords _trail = new(evidence, account);
    private readonly LogCopies _copies = new();

    /// <summary>Logs whose group the answers of other files may tell.</summary>
    private readonly List<(ImportFile File, Func<CancellationToken, ImportedFile?> Import)> _later = [];

    /// <summary>Writes the answers and events of a JSON file.</summary>
    /// <returns>What became of it; null where it holds logs, which come later.</returns>
    /// <exception cref="InputException">It is no JSON, or holds nothing that is read.</exception>
    public ImportedFile? Json(ImportFile file, string region)
    {
        var (values, broken) = JsonFile.Values(file.Path);
        return Content(file, region, values, broken);
    }

    /// <summary>Writes the events of a table.</summary>
    /// <exception cref="InputException">It holds none.</exception>
    public ImportedFile? Table(ImportFile file, string region)
    {
        var (values, broken) = TrailTable.Read(JsonFile.Whole(file.Path), int.MaxValue);
        return Content(file, region, values, broken);
    }

    private ImportedFile? Content(
        ImportFile file,
        string region,
        IReadOnlyList<(int Line, JsonElement Value)> values,
        IReadOnlyList<(int Line, string What)> broken
    )
    {
        var content = JsonContent.Of(values);
        if (!content.IsUnderstood)
            throw new InputException(
                InputProblem.Content,
                $"{file.Name} holds no answer that is understood: {Unread([.. content.Foreign, .. broken]).FirstOrDefault("it is empty")}. "
                    + "Import what the AWS CLI prints with --output json and without --query."
            );
        _answers.Add(file, region, content);
        _trail.Add(file, region, content.TrailEvents);
        _trail.Compare(file, content.Answers);
        TaskEvents(file, region, content);
        if (content.HasMoreLogged)
            _evidence.Coverage.Add(
                SourceNames.LogActivity,
                $"{Path.GetFileName(file.Name)} is not a whole listing: ask without --max-items"
            );
        var imported = new ImportedFile(file.Name, content.Words(), null) { NotUnderstood = Unread([.. content.Foreign, .. broken]) };
        if (content.Logged.Count == 0)
            return imported;
        _later.Add((file, ct => WithLogs(imported, file, region, content.Logged, ct)));
        return null;
    }

    /// <summary>Takes AWS's refusal of a call.</summary>
    public ImportedFile Refusal(ImportFile file, string region, CliError error)
    {
        _answers.Add(file, region, error);
        return new ImportedFile(file.Name, $"AWS's refusal of {error.Operation}: {error.Code}", null);
    }

    /// <summary>Takes a log.</summary>
    public void Log(ImportFile file, string region) => _later.Add((file, ct => WithLog(file, region, ct)));

    /// <summary>Writes what had to wait for other files, one log after the other.</summary>
    public IReadOnlyList<(ImportFile File, Func<CancellationToken, ImportedFile?> Import)> Finish()
    {
        _answers.Finish();
        return _later;
    }

    /// <summary>The names that the answers tell.</summary>
    public KnownNames Names => _answers.Names;

    private ImportedFile WithLogs(
        ImportedFile imported,
        ImportFile file,
        string region,
        IReadOnlyList<LoggedEvent> events,
        CancellationToken ct
    )
    {
        var group = GroupOf(file);
        if (_copies.Original(file, group) is { } original)
            return imported with { Understood = $"the same file as {original}: it counts once" };
        var logs = events
            .GroupBy(logged => logged.Group ?? group, StringComparer.Ordinal)
            .Select(group => Logged(file, region, group.Key, [.. group], ct))
            .ToList();
        return imported with { Log = logs.Count == 1 ? logs[0] : null };
    }

    /// <exception cref="InputException">It is not understood.</exception>
    private ImportedFile WithLog(ImportFile file, string region, CancellationToken ct)
    {
        var group = GroupOf(file);
        if (_copies.Original(file, group) is { } original)
            return new ImportedFile(file.Name, $"the same file as {original}: it counts once", null);
        var reading = request.Reading with { Latest = request.Reading.Latest ?? file.WrittenAt, Window = request.Window };
        var log = LogReader.Read(file.Path, reading, ct);
        if (log.NotUnderstood > 0)
            _evidence.Coverage.Add(SourceNames.LogActivity, $"{log.NotUnderstood} of {log.Lines} lines of {log.Name} are not understood");
        Activity(file, region, group, log);
        return new ImportedFile(file.Name, $"{log.Events} events in {log.Lines} lines: {log.Form}", log);
    }

    /// <summary>The log group that was given, or that the file's name tells; else the file's name stands for it.</summary>
    private string GroupOf(ImportFile file)
    {
        if (request.LogGroup is { } given)
            return given;
        if (_answers.Names.Of(KnownNames.LogGroup, file.Name, mayBeOnly: false) is not { } group)
            return Path.GetFileName(file.Name);
        _evidence.Note(file.Name, $"it is taken to be of the log group {group}");
        return group;
    }

    private static IReadOnlyList<string> Unread(List<(int Line, string What)> foreign) =>
        [
            .. foreign.Take(MostNamed).Select(f => f.Line > 0 ? $"line {f.Line}: {f.What}" : f.What),
            .. foreign.Count > MostNamed ? [$"and {foreign.Count - MostNamed} more"] : Array.Empty<string>(),
        ];

    /// <summary>Events of tasks, as a recorder's log group holds them.</summary>
    private void TaskEvents(ImportFile file, string region, JsonContent content)
    {
        if (content.TaskEvents.Count == 0)
            return;
        _evidence.Coverage.Add(
            SourceNames.TaskEvents,
            content.HasMoreLogged ? "a file is not a whole listing: ask without --max-items" : null
        );
        var events = content.TaskEvents.Select(e =>
            (JsonNode)
                new JsonObject { ["timestamp"] = (e.Time("time") ?? file.WrittenAt).ToUnixTimeMilliseconds(), ["message"] = e.GetRawText() }
        );
        var asked = new JsonObject { ["filterPattern"] = Recorded.TaskEvents.Pattern };
        _evidence.Append(
            file,
            region,
            Operations.FilterLogEvents,
            asked,
            Bytes(new JsonObject { ["events"] = new JsonArray([.. events]) })
        );
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
                    ["logStreamName"] = logged.Stream ?? ExportedStream.NameOf(file.Name),
                }
            );
            lines.WriteByte((byte)'\n');
        }

        lines.Position = 0;
        var log = LogReader.Read(
            lines,
            Path.GetFileName(file.Name),
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
            _evidence.Coverage.Add(SourceNames.LogStreams, $"{log.Name} names too many streams to tell them apart");
        if (streams.Count == 0 && log.Events > 0)
            streams = [new StreamActivity(ExportedStream.NameOf(file.Name), log.First!.Value, log.Last!.Value, log.Events)];
        _evidence.Coverage.Add(SourceNames.LogStreams, "logs show what ran, but not that they are all of their group");
        _evidence.Coverage.Add(SourceNames.LogActivity);
        foreach (var (question, body) in ActivityRecords.Of(group, file.Name, log, streams))
            _evidence.Append(file, region, question.Call, question.Parameters, body);
    }

    private static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString(Plain));
}
