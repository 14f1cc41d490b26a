using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>
/// What targets answered, by schedule: refused RunTask calls and calls that placed no task (CloudTrail), dead-letter messages, and tasks
/// that ended badly. Sources of the shapes: facts §2.2, §2.3, §4.3 and §6.3.
/// </summary>
internal sealed class TargetResponses
{
    private readonly Dictionary<ScheduleKey, List<TargetResponse>> _bySchedule = [];
    private readonly IReadOnlyList<ScheduleRuns> _runs;
    private readonly TargetStates _states;

    private TargetResponses(IReadOnlyList<ScheduleRuns> runs, TargetStates states) => (_runs, _states) = (runs, states);

    /// <summary>The responses about one schedule, by time.</summary>
    public IReadOnlyList<TargetResponse> Of(ScheduleKey schedule) => _bySchedule.GetValueOrDefault(schedule) ?? [];

    /// <summary>Reads them all.</summary>
    public static TargetResponses Read(
        BundleReader bundle,
        IReadOnlyList<ScheduleRuns> runs,
        TargetStates states,
        IReadOnlyList<TrailEvent> events
    )
    {
        var responses = new TargetResponses(runs, states);
        var index = new ScheduleIndex([.. runs.Select(r => r.History)], states);
        foreach (var call in events)
        {
            if (call.Name == ChangeEvents.RunTask.Name)
                responses.AddCall(call, index);
        }

        responses.ReadTasks(bundle, index);
        responses.ReadDeadLetters(bundle);
        foreach (var list in responses._bySchedule.Values)
            list.Sort(static (a, b) => (a.At, a.EvidenceId).CompareTo((b.At, b.EvidenceId)));
        return responses;
    }

    private void AddCall(TrailEvent call, ScheduleIndex index)
    {
        var failures = call
            .Response.Items("failures")
            .Select(f => $"{f.Text("reason")} {f.Text("detail")}".Trim())
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (call.ErrorCode is null && failures.Count == 0)
            return;
        foreach (var runs in Callers(call, index))
        {
            Add(
                new TargetResponse
                {
                    Schedule = runs.History.Key,
                    At = call.At,
                    Layer = call.ErrorCode is null ? FailureLayer.NotPlaced : FailureLayer.Refused,
                    Code = call.ErrorCode,
                    Message = call.ErrorCode is null ? string.Join("; ", failures) : call.ErrorMessage ?? "",
                    EvidenceId = call.EvidenceId,
                }
            );
        }
    }

    /// <summary>
    /// A call names its schedule by startedBy. A denied one carries no request: then it is of those schedules with its role that were
    /// losing runs at that time, and, where the message names a task family or a role, of those that use it.
    /// </summary>
    private IEnumerable<ScheduleRuns> Callers(TrailEvent call, ScheduleIndex index)
    {
        var family = call.Request.Text("taskDefinition") is { } definition ? TargetStates.Family(definition) : null;
        if (call.ByScheduler && index.ByStartedBy(call.Region, call.Request.Text("startedBy"), family) is { Count: > 0 } named)
            return named.Select(i => _runs[i]);
        if (call.RoleArn is not { } role || !call.ByScheduler)
            return [];
        var losing = _runs
            .Where(r =>
                r.History.Key.Region == call.Region
                && r.Gaps.Any(g => g.Start <= call.At && (g.End is null || call.At < g.End))
                && r.History.At(call.At)?.Configuration.Target is { } target
                && target.RoleArn == role
            )
            .ToList();
        var message = call.ErrorMessage ?? "";
        var meant = losing.FindAll(r =>
            Names(r, call.At)
                .Any(name =>
                    message.EndsWith(name, StringComparison.Ordinal)
                    || message.Contains(name + ":", StringComparison.Ordinal)
                    || message.Contains(name + " ", StringComparison.Ordinal)
                )
        );
        return meant.Count > 0 ? meant : losing;
    }

    private IEnumerable<string> Names(ScheduleRuns runs, Instant at)
    {
        if (runs.History.At(at)?.Configuration.Target.TaskDefinitionArn is not { } arn)
            yield break;
        yield return $"task-definition/{TargetStates.Family(arn)}";
        var definition = _states.TaskDefinition(runs.History.Key.Region, arn);
        foreach (var role in new[] { definition?.TaskRoleArn, definition?.ExecutionRoleArn })
        {
            if (role is not null)
                yield return role;
        }
    }

    private void ReadTasks(BundleReader bundle, ScheduleIndex index)
    {
        foreach (var record in bundle.Records("ecs", "DescribeTasks"))
        {
            if (!record.Succeeded)
                continue;
            using var body = bundle.ParseBody(record);
            foreach (var task in body.RootElement.Items("tasks"))
            {
                if (
                    task.Text("lastStatus") != "STOPPED"
                    || task.Text("taskDefinitionArn") is not { } definition
                    || task.Time("createdAt") is not { } created
                    || task.Text("startedBy") is not { } startedBy
                    || !ScheduleIndex.IsScheduler(startedBy)
                )
                    continue;
                foreach (var schedule in index.ByStartedBy(record.Region, startedBy, TargetStates.Family(definition)))
                    AddTask(_runs[schedule], task, created, record.Id);
            }
        }
    }

    private void AddTask(ScheduleRuns runs, JsonElement task, Instant created, string evidenceId)
    {
        var containers = task.Items("containers").ToList();
        var ended = containers.FindAll(c => c.Number("exitCode") is not (null or 0) || c.Text("reason") is not null);
        var code = task.Text("stopCode");
        if (ended.Count == 0 && code is null or "EssentialContainerExited")
            return;
        var why = ended.Select(c =>
            $"container {c.Text("name")}"
            + (c.Number("exitCode") is { } exit ? $" ended with exit code {exit}" : " did not start")
            + (c.Text("reason") is { } reason ? $" ({reason})" : "")
        );
        Add(
            new TargetResponse
            {
                Schedule = runs.History.Key,
                At = created,
                Layer =
                    code == "TaskFailedToStart"
                    || task.Time("startedAt") is null && containers.TrueForAll(c => c.Number("exitCode") is null)
                        ? FailureLayer.FailedToStart
                        : FailureLayer.FailedRunning,
                Code = code,
                Message = string.Join("; ", why.Prepend(task.Text("stoppedReason") ?? "no reason given")),
                EvidenceId = evidenceId,
            }
        );
    }

    private void ReadDeadLetters(BundleReader bundle)
    {
        var known = _runs.Select(r => r.History.Key).ToHashSet();
        foreach (var record in bundle.Records("sqs", "ReceiveMessage"))
        {
            if (!record.Succeeded)
                continue;
            using var body = bundle.ParseBody(record);
            foreach (var message in body.RootElement.Items("Messages"))
            {
                if (
                    Attribute(message, "SCHEDULE_ARN") is { } arn
                    && KeyOf(arn) is { } key
                    && known.Contains(key)
                    && message.Member("MessageAttributes", "SCHEDULED_TIME")?.Time("StringValue") is { } due
                )
                {
                    Add(
                        new TargetResponse
                        {
                            Schedule = key,
                            At = due,
                            Layer = FailureLayer.Refused,
                            Code = Attribute(message, "ERROR_CODE"),
                            Message = Attribute(message, "ERROR_MESSAGE") ?? "",
                            EvidenceId = record.Id,
                        }
                    );
                }
            }
        }
    }

    private static string? Attribute(JsonElement message, string name) => message.Member("MessageAttributes", name)?.Text("StringValue");

    /// <summary><c>arn:PARTITION:scheduler:REGION:ACCOUNT:schedule/GROUP/NAME</c></summary>
    private static ScheduleKey? KeyOf(string arn) =>
        Arn.Of(arn) is { Service: "scheduler", Region: var region, Resource: var path }
        && path.Split('/') is ["schedule", var group, var name]
            ? new ScheduleKey(region, group, name)
            : null;

    private void Add(TargetResponse response)
    {
        if (!_bySchedule.TryGetValue(response.Schedule, out var list))
            _bySchedule.Add(response.Schedule, list = []);
        list.Add(response);
    }
}
