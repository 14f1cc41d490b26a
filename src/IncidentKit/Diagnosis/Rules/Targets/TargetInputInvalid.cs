using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Targets;

/// <summary>
/// IK2005: the target refuses what the schedule sends: an Input that is no JSON, or
/// overrides of a container that the task definition does not have. Source: facts §7 row 25.
/// </summary>
internal sealed class TargetInputInvalid : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK2005";

    /// <inheritdoc/>
    public string Name => "target-input-invalid";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.TaskDefinitions];

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> SourcesOf(Schedule schedule) => schedule.Target.Task is null ? [] : Sources;

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Input is not null && layer is FailureLayer.Undetermined or FailureLayer.Refused;

    /// <inheritdoc/>
    public FailingChain Chain { get; } = new() { Fields = [ScheduleFields.Input, ScheduleFields.TaskDefinition] };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new StateFault
        {
            Chain = Chain,
            Resources = (key, s) => Problem(context, key, s) is { } problem ? [problem] : [],
            State = (key, s, _) =>
                context.States.TaskDefinition(key.Region, s.Target.TaskDefinitionArn ?? "")?.State is { } definition
                    ? definition with
                    {
                        Status = ResourceState.Unusable,
                        Since = null,
                    }
                    : null,
            Names = (_, _) => [],
            Rule = Id,
            Expected = "an Input that the target accepts",
            Found = (problem, _) => problem,
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Correct Target.Input: overrides may name only containers of the task definition."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Run a task once with a schedule's own parameters before the schedule is saved", ActionPriority.High)];

    /// <inheritdoc/>
    public IEnumerable<Repair> Repairs(FaultySchedule faulty) => faulty.PutBack(ScheduleFields.Input);

    /// <summary>
    /// What ECS would refuse about an Input. Null when there is nothing, or when
    /// it cannot be told: it is redacted, or the task definition is unknown.
    /// </summary>
    private static string? Problem(DiagnosisContext context, ScheduleKey key, Schedule schedule)
    {
        if (
            schedule.Target is not { Input: { } input, TaskDefinitionArn: { } arn }
            || input.Contains(RedactionMarks.Prefix, StringComparison.Ordinal)
            || context.States.TaskDefinition(key.Region, arn) is not { ContainerNames.Count: > 0 } definition
        )
            return null;
        if (JsonReading.ParseText(input) is not { } overrides)
            return "an Input that is not JSON";
        var unknown = overrides
            .Items("containerOverrides")
            .Select(c => c.Text("name"))
            .OfType<string>()
            .FirstOrDefault(n => !definition.ContainerNames.Contains(n, StringComparer.Ordinal));
        return unknown is null
            ? null
            : $"overrides of container {unknown}, which {arn} does not have (it has {string.Join(", ", definition.ContainerNames)})";
    }
}
