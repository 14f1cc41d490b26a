using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// What targets answered, by schedule: refused RunTask calls and calls that placed no task (CloudTrail), dead-letter messages, and tasks,
/// executions and jobs that ended badly. Sources of the shapes: facts §2.2, §2.3, §4.3 and §6.3, facts II §3 and §4.
/// </summary>
internal sealed class TargetResponses
{
    private readonly Dictionary<ScheduleKey, List<TargetResponse>> _bySchedule;
    private readonly IReadOnlyList<ScheduleHistory> _histories;
    private readonly TargetStates _states;

    private TargetResponses(
        IReadOnlyList<ScheduleHistory> histories,
        TargetStates states,
        Dictionary<ScheduleKey, List<TargetResponse>> bySchedule
    ) => (_histories, _states, _bySchedule) = (histories, states, bySchedule);

    /// <summary>The responses about one schedule, by time.</summary>
    public IReadOnlyList<TargetResponse> Of(ScheduleKey schedule) => _bySchedule.GetValueOrDefault(schedule) ?? [];

    /// <summary>Reads them all.</summary>
    public static TargetResponses Read(
        BundleReader bundle,
        IReadOnlyList<ScheduleHistory> histories,
        ScheduleIndex index,
        TargetStates states,
        IReadOnlyList<TrailEvent> events,
        IReadOnlyList<DescribedTask> tasks,
        MachineRuns machines,
        JobRuns jobs,
        TargetCalls calls
    )
    {
        var responses = new TargetResponses(histories, states, []);
        foreach (var call in events)
        {
            if (call.Name == ChangeEvents.RunTask.Name)
                responses.AddCall(call, index);
        }

        foreach (var task in tasks)
            responses.AddTask(task, index);
        foreach (var (execution, whose) in machines.Failed)
            responses.AddExecution(execution, whose);
        foreach (var job in jobs.Lost)
            responses.AddJob(job);
        foreach (var (call, whose) in calls.Refused)
            responses.AddRefused(call, whose);
        foreach (var letter in DeadLetters.Read(bundle, histories))
            responses.Add(letter);
        foreach (var list in responses._bySchedule.Values)
            list.Sort(static (a, b) => (a.At, a.EvidenceId).CompareTo((b.At, b.EvidenceId)));
        return responses;
    }

    /// <summary>
    /// The same responses, without those at times for which a schedule was meant not to run,
    /// and those that may be of several schedules where the schedule lost no run at that time.
    /// </summary>
    public TargetResponses About(IReadOnlyList<ScheduleRuns> runs)
    {
        var kept = new Dictionary<ScheduleKey, List<TargetResponse>>();
        foreach (var schedule in runs)
        {
            if (!_bySchedule.TryGetValue(schedule.History.Key, out var all))
                continue;
            kept[schedule.History.Key] = all.FindAll(r =>
                !schedule.Intended.Any(i => i.Contains(r.ScheduledTime ?? r.At))
                && (!r.Shared || schedule.Gaps.Any(g => g.Start <= r.At && (g.End is null || r.At < g.End)))
            );
        }

        return new TargetResponses(_histories, _states, kept);
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
        var callers = Callers(call, index);
        foreach (var history in callers)
        {
            Add(
                new TargetResponse
                {
                    Schedule = history.Key,
                    At = call.At,
                    ScheduledTime = ContextAttributes.ScheduledTime(history.Latest, call.Request.Member("overrides")),
                    Shared = callers.Count > 1,
                    Layer = call.ErrorCode is null ? FailureLayer.NotPlaced : FailureLayer.Refused,
                    Code = call.ErrorCode,
                    Message = call.ErrorCode is null ? string.Join("; ", failures) : call.ErrorMessage ?? "",
                    EvidenceId = call.EvidenceId,
                }
            );
        }
    }

    /// <summary>
    /// A call names its schedule by startedBy. A denied one carries no request: then it is of those schedules with its role in force,
    /// and, where the message names a task family or a role, of those that use it.
    /// </summary>
    private List<ScheduleHistory> Callers(TrailEvent call, ScheduleIndex index)
    {
        var family = call.Request.Text("taskDefinition") is { } definition ? Arn.FamilyOf(definition) : null;
        if (call.ByScheduler && index.ByStartedBy(call.Region, call.Request.Text("startedBy"), family, call.At) is { Count: > 0 } named)
            return [.. named.Select(i => _histories[i])];
        if (call.RoleArn is not { } role || !call.ByScheduler)
            return [];
        var withRole = _histories
            .Where(h =>
                h.Key.Region == call.Region
                && h.Key.IsRule == call.ByRule
                && h.At(call.At) is { Active: true } epoch
                && epoch.Configuration.Target.RoleArn == role
            )
            .ToList();
        var message = call.ErrorMessage ?? "";
        var meant = withRole.FindAll(h =>
            Names(h, call.At)
                .Any(name =>
                    message.EndsWith(name, StringComparison.Ordinal)
                    || message.Contains(name + ":", StringComparison.Ordinal)
                    || message.Contains(name + " ", StringComparison.Ordinal)
                )
        );
        return meant.Count > 0 ? meant : withRole;
    }

    private IEnumerable<string> Names(ScheduleHistory history, Instant at)
    {
        if (history.At(at)?.Configuration.Target.TaskDefinitionArn is not { } arn)
            yield break;
        yield return $"task-definition/{Arn.FamilyOf(arn)}";
        var definition = _states.TaskDefinition(history.Key.Region, arn);
        foreach (var role in new[] { definition?.TaskRoleArn, definition?.ExecutionRoleArn })
        {
            if (role is not null)
                yield return role;
        }
    }

    private void AddTask(DescribedTask task, ScheduleIndex index)
    {
        if (TaskEnd.Of(task) is not { Outcome: ExecutionOutcome.Failed } end)
            return;
        var whose =
            CallerMark.IsOn(task.StartedBy) ? index.ByStartedBy(task.Region, task.StartedBy, task.Family, task.Created)
            : task.StartedBy is null ? [.. index.ByFamily(task.Region, task.Family).Where(index.IsUnmarked)]
            : [];
        foreach (var schedule in whose)
        {
            Add(
                new TargetResponse
                {
                    Schedule = _histories[schedule].Key,
                    At = task.Created,
                    Shared = whose.Count > 1 && !CallerMark.IsOn(task.StartedBy),
                    Layer = end.Layer,
                    Code = end.Code,
                    TaskArn = task.TaskArn,
                    Message = end.Message,
                    EvidenceId = task.EvidenceId,
                }
            );
        }
    }

    private void AddExecution(MachineExecution execution, IReadOnlyList<int> whose)
    {
        foreach (var schedule in whose)
            Add(
                new TargetResponse
                {
                    Schedule = _histories[schedule].Key,
                    At = execution.Start,
                    Shared = whose.Count > 1,
                    Layer = FailureLayer.FailedRunning,
                    Code = execution.Error ?? execution.Status,
                    Message =
                        execution.Cause ?? $"the execution {(execution.Status == "ABORTED" ? "was stopped: aborted" : "did not succeed")}",
                    ExecutionArn = execution.Arn,
                    EvidenceId = execution.EvidenceId,
                }
            );
    }

    private void AddRefused(TrailEvent call, IReadOnlyList<int> whose)
    {
        foreach (var schedule in whose)
            Add(
                new TargetResponse
                {
                    Schedule = _histories[schedule].Key,
                    At = call.At,
                    Shared = whose.Count > 1,
                    Layer = FailureLayer.Refused,
                    Code = call.ErrorCode,
                    Message = call.ErrorMessage ?? "",
                    EvidenceId = call.EvidenceId,
                }
            );
    }

    private void AddJob(LostJob lost)
    {
        foreach (var schedule in lost.Schedules)
            Add(
                new TargetResponse
                {
                    Schedule = _histories[schedule].Key,
                    At = lost.Job.Submitted,
                    Shared = lost.Schedules.Count > 1,
                    Layer = lost.Job.Waits || lost.Job.NeverRan ? FailureLayer.FailedToStart : FailureLayer.FailedRunning,
                    Code = lost.Job.Status,
                    Message = lost.Why,
                    JobId = lost.Job.Id,
                    EvidenceId = lost.Job.EvidenceId,
                }
            );
    }

    private void Add(TargetResponse response)
    {
        if (!_bySchedule.TryGetValue(response.Schedule, out var list))
            _bySchedule.Add(response.Schedule, list = []);
        list.Add(response);
    }
}
