using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>
/// A bundle as it would have been recorded at an earlier time: without later runs, events, messages and points,
/// every source asked at that time at the latest, and without states that a later change is recorded of.
/// A schedule that was changed later is shown as its last change before has it.
/// </summary>
internal sealed class EvidenceAsOf
{
    private readonly BundleReader _bundle;
    private readonly Instant _at;
    private readonly EarlierItems _cut;
    private readonly EarlierRules _rules;
    private readonly LaterChanges _later;
    private readonly IReadOnlyList<TrailEvent> _events;

    private EvidenceAsOf(BundleReader bundle, Instant at)
    {
        (_bundle, _at, _cut) = (bundle, at, new EarlierItems(at));
        _events = TrailEvent.ReadAll(bundle);
        _rules = new EarlierRules(_events, at);
        _later = new LaterChanges(bundle, _events, at);
        NoteSchedules(bundle);
        NoteRules(bundle);
    }

    /// <summary>Makes a bundle show what it would have held at a time; returns what cannot be told of then, one sentence each.</summary>
    /// <param name="bundle">The bundle; it shows nothing later from here on.</param>
    /// <param name="at">The time.</param>
    /// <exception cref="InputException">The time is not in the recorded one.</exception>
    public static IReadOnlyList<string> Look(BundleReader bundle, Instant at)
    {
        var whole = bundle.Manifest;
        if (at <= whole.Window.Start || at > whole.CollectedAt)
            throw new InputException(
                InputProblem.CommandLine,
                $"{at.ToIso()} is not in what {bundle.Name} holds: "
                    + $"after {whole.Window.Start.ToIso()}, to its recording at {whole.CollectedAt.ToIso()}"
            );
        var seen = new EvidenceAsOf(bundle, at);
        bundle.LookThrough(seen.Of(whole), seen.Of);
        return [.. seen._later.Reasons.Select(r => $"{r.Key}: {r.Value}")];
    }

    private BundleManifest Of(BundleManifest whole) =>
        whole with
        {
            Window = new Interval(whole.Window.Start, Instant.Min(whole.Window.End, _at)),
            CollectedAt = _at,
            Coverage =
            [
                .. whole.Coverage.Select(c =>
                    (
                        _later.Reasons.TryGetValue(c.Source.Split('[')[0], out var why) && c.Status == CoverageStatus.Complete
                            ? c with
                            {
                                Status = CoverageStatus.Partial,
                                Reason = why,
                            }
                            : c
                    ) with
                    {
                        From = c.From is { } from ? Instant.Min(from, _at) : null,
                        To = c.To is { } to ? Instant.Min(to, _at) : null,
                    }
                ),
            ],
        };

    /// <summary>Schedules that are gone, or of which nothing before the time is recorded, leave the listing open.</summary>
    private void NoteSchedules(BundleReader bundle)
    {
        foreach (var gone in _events.Where(e => e.At > _at && e.ErrorCode is null && e.Name == ChangeEvents.DeleteSchedule.Name))
            _later.Note(
                SourceNames.Schedules,
                $"{gone.Request.Text("Name")} was deleted at {gone.At.ToIso()}: what it was before is not recorded in full"
            );
        foreach (var record in bundle.Records(Operations.GetSchedule).Where(r => r.Succeeded))
        {
            using var body = bundle.ParseBody(record);
            if (
                body.RootElement.Time("LastModificationDate") is { } changed
                && changed > _at
                && !(body.RootElement.Time("CreationDate") > _at)
                && Before(record, body.RootElement) is null
            )
                _later.Note(
                    SourceNames.Schedules,
                    $"{body.RootElement.Text("Name")} was changed at {changed.ToIso()}: what it was before is not recorded"
                );
        }
    }

    /// <summary>The same of rules.</summary>
    private void NoteRules(BundleReader bundle)
    {
        foreach (var gone in _events.Where(e => e.At > _at && e.ErrorCode is null && e.Name == ChangeEvents.DeleteRule.Name))
            _later.Note(
                SourceNames.Rules,
                $"{gone.Request.Text("Name")} was deleted at {gone.At.ToIso()}: what it was before is not recorded in full"
            );
        foreach (var record in bundle.Records(Operations.ListRules).Where(r => r.Succeeded))
        {
            using var body = bundle.ParseBody(record);
            foreach (var rule in body.RootElement.Items("Rules").Where(r => !_rules.Knows(record.Region, r)))
                _later.Note(SourceNames.Rules, $"{rule.Text("Name")} was changed later: what it was before is not recorded");
        }
    }

    /// <summary>What a record would have been; null where there would have been none.</summary>
    private EvidenceRecord? Of(EvidenceRecord record)
    {
        if (_later.Hides(record.Id))
            return null;
        var asked = record.RequestedAt > _at ? record with { RequestedAt = _at } : record;
        if (!record.Succeeded)
            return asked;
        var name = record.Operation;
        return name == Operations.LookupEvents.Operation ? Filter(asked, "Events", e => !(EventTime(e) > _at))
            : name == Operations.DescribeLogStreams.Operation ? Filter(asked, "logStreams", s => !(StreamTime(s) > _at), _cut.Stream)
            : name == Operations.DescribeTasks.Operation ? Filter(asked, "tasks", t => !(t.Time("createdAt") > _at), _cut.Task)
            : name == Operations.ListExecutions.Operation ? Filter(asked, "executions", e => !(e.Time("startDate") > _at), _cut.Execution)
            : name == Operations.DescribeExecution.Operation ? ExecutionOf(asked)
            : name == Operations.ListJobs.Operation ? Filter(asked, "jobSummaryList", j => !(j.Milliseconds("createdAt") > _at), _cut.Job)
            : name == Operations.DescribeJobs.Operation ? Filter(asked, "jobs", j => !(j.Milliseconds("stoppedAt") > _at))
            : name == Operations.ListRules.Operation
                ? Filter(asked, "Rules", r => _rules.Knows(record.Region, r), (rule, earlier) => _rules.Cut(record.Region, rule, earlier))
            : name == Operations.ListSchedules.Operation ? Filter(asked, "Schedules", s => !(s.Time("CreationDate") > _at))
            : name == Operations.FilterLogEvents.Operation
                ? Filter(CutParameter(asked, "endTime", _at.ToUnixTimeMilliseconds()), "events", e => !(e.Milliseconds("timestamp") > _at))
            : name == Operations.StartQuery.Operation ? CutParameter(asked, "endTime", _at.ToUnixTimeSeconds())
            : name == Operations.GetQueryResults.Operation ? Filter(asked, "results", IsRowBefore)
            : name == Operations.ReceiveMessage.Operation ? Filter(asked, "Messages", m => !(MessageTime(m) > _at))
            : name == Operations.GetMetricData.Operation ? CutMetrics(asked)
            : name == Operations.GetSchedule.Operation ? ScheduleOf(asked)
            : name == Operations.DescribeTaskDefinition.Operation ? DefinitionOf(asked)
            : asked;
    }

    private static Instant? EventTime(JsonElement item)
    {
        if (item.Time("EventTime") is { } at)
            return at;
        if (item.Time("eventTime") is { } own)
            return own;
        if (item.Text("CloudTrailEvent") is not { } text)
            return null;
        return JsonReading.ParseText(text)?.Time("eventTime");
    }

    /// <summary>Emulators make streams after their first event.</summary>
    private static Instant? StreamTime(JsonElement stream)
    {
        var (made, first) = (stream.Milliseconds("creationTime"), stream.Milliseconds("firstEventTimestamp"));
        return made is { } m && first is { } f ? Instant.Min(m, f) : made ?? first;
    }

    private static Instant? MessageTime(JsonElement message) =>
        message.Member("Attributes")?.Milliseconds("SentTimestamp")
        ?? message.Member("MessageAttributes", "SCHEDULED_TIME")?.Time("StringValue");

    private bool IsRowBefore(JsonElement row)
    {
        var minute = row.AsItems().FirstOrDefault(f => f.Text("field") == "minute");
        return !(
            minute.ValueKind == JsonValueKind.Object
            && $"{minute.Text("value")}Z".Replace(' ', 'T') is var text
            && JsonSerializer.SerializeToElement(text).AsTime() > _at
        );
    }

    private EvidenceRecord? ExecutionOf(EvidenceRecord record) =>
        Body(record) is { } body && JsonSerializer.SerializeToElement(body).Time("stopDate") > _at ? null : record;

    private EvidenceRecord CutMetrics(EvidenceRecord record)
    {
        if (Body(record) is not { } body)
            return record;
        foreach (var result in (Array(body, "MetricDataResults") ?? []).OfType<JsonObject>())
        {
            if (Array(result, "Timestamps") is not { } times || Array(result, "Values") is not { } values)
                continue;
            for (var i = Math.Min(times.Count, values.Count) - 1; i >= 0; i--)
            {
                if (!(JsonSerializer.SerializeToElement(times[i]).AsTime() + Duration.FromMinutes(1) > _at))
                    continue;
                times.RemoveAt(i);
                values.RemoveAt(i);
            }
        }

        var end = record.Parameters.Time("EndTime");
        var cut = record with { Body = JsonSerializer.SerializeToUtf8Bytes(body) };
        if (!(end > _at))
            return cut;
        var parameters = JsonNode.Parse(record.Parameters.GetRawText())!.AsObject();
        parameters["EndTime"] = _at.ToIso();
        return cut with { Parameters = JsonSerializer.SerializeToElement(parameters) };
    }

    private EvidenceRecord? ScheduleOf(EvidenceRecord record)
    {
        using var body = _bundle.ParseBody(record);
        if (body.RootElement.Time("CreationDate") > _at)
            return null;
        return body.RootElement.Time("LastModificationDate") > _at ? Before(record, body.RootElement) : record;
    }

    /// <summary>The schedule by the last change before the time: CreateSchedule and UpdateSchedule give all fields.</summary>
    private EvidenceRecord? Before(EvidenceRecord record, JsonElement body)
    {
        var change = _events.LastOrDefault(e =>
            e.At <= _at
            && e.ErrorCode is null
            && e.Region == record.Region
            && (e.Name == ChangeEvents.CreateSchedule.Name || e.Name == ChangeEvents.UpdateSchedule.Name)
            && e.Request.Text("Name") == body.Text("Name")
            && (e.Request.Text("GroupName") ?? "default") == (body.Text("GroupName") ?? "default")
        );
        if (change is null)
            return null;
        if (JsonNode.Parse(change.Request.GetRawText()) is not JsonObject then)
            return null;
        then["CreationDate"] = body.Text("CreationDate");
        then["LastModificationDate"] = change.At.ToIso();
        return record with { Body = JsonSerializer.SerializeToUtf8Bytes(then) };
    }

    private EvidenceRecord? DefinitionOf(EvidenceRecord record)
    {
        if (Body(record) is not { } body || body["taskDefinition"] is not JsonObject definition)
            return record;
        var read = JsonSerializer.SerializeToElement(definition);
        if (read.Time("registeredAt") > _at)
            return null;
        if (!(read.Time("deregisteredAt") > _at))
            return record;
        definition["status"] = "ACTIVE";
        definition.Remove("deregisteredAt");
        return record with { Body = JsonSerializer.SerializeToUtf8Bytes(body) };
    }

    private static EvidenceRecord CutParameter(EvidenceRecord record, string name, long most)
    {
        if (!(record.Parameters.Number(name) > most))
            return record;
        var parameters = JsonNode.Parse(record.Parameters.GetRawText())!.AsObject();
        parameters[name] = most;
        return record with { Parameters = JsonSerializer.SerializeToElement(parameters) };
    }

    /// <summary>Keeps the items of a list that were there, each cut to what it was.</summary>
    private EvidenceRecord Filter(
        EvidenceRecord record,
        string list,
        Func<JsonElement, bool> keep,
        Action<JsonElement, JsonObject>? cut = null
    )
    {
        if (Body(record) is not { } body || Array(body, list) is not { } items)
            return record;
        for (var i = items.Count - 1; i >= 0; i--)
        {
            var item = JsonSerializer.SerializeToElement(items[i]);
            if (!keep(item))
                items.RemoveAt(i);
            else if (cut is not null && items[i] is JsonObject kept)
                cut(item, kept);
        }

        return record with
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body),
        };
    }

    /// <summary>An answer that can be cut; null when it is no object.</summary>
    private JsonObject? Body(EvidenceRecord record) => _bundle.ReadBody(record, body => JsonNode.Parse(body.Span) as JsonObject);

    private static JsonArray? Array(JsonObject of, string name) =>
        of.FirstOrDefault(m => m.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value as JsonArray;
}
