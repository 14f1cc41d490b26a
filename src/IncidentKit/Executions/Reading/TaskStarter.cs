namespace IncidentKit.Executions.Reading;

/// <summary>Who started a task, if not the Scheduler: another service of AWS, or somebody by hand. Source: facts §4.1.</summary>
/// <param name="Name">The rule, service or person; null when nothing names one.</param>
/// <param name="ByHand">Whether it was a person or a person's tool.</param>
internal readonly record struct TaskStarter(string? Name, bool ByHand)
{
    private const string Rule = "events-rule/";
    private const string Service = "ecs-svc/";

    /// <summary>The starter that a startedBy names, or else the caller that is known.</summary>
    /// <param name="startedBy">The mark on the task; null when it has none.</param>
    /// <param name="caller">Who made the call; null when no record says.</param>
    public static TaskStarter Of(string? startedBy, string? caller = null) =>
        startedBy switch
        {
            not null when startedBy.StartsWith(Rule, StringComparison.Ordinal) => new($"rule {startedBy[Rule.Length..]}", ByHand: false),
            not null when startedBy.StartsWith(Service, StringComparison.Ordinal) => new("an ECS service", ByHand: false),
            "AWS Step Functions" => new("Step Functions", ByHand: false),
            _ => new(caller, ByHand: true),
        };
}
