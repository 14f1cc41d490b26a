namespace IncidentKit.Incidents;

/// <summary>What a finding suggests to do, for a person to edit.</summary>
/// <param name="Text">The action.</param>
/// <param name="Type">prevent, detect or mitigate.</param>
/// <param name="Priority">high, medium or low.</param>
public sealed record ActionSuggestion(string Text, string Type, string Priority)
{
    /// <summary>The suggestions of a rule, most important first.</summary>
    public static IReadOnlyList<ActionSuggestion> For(string ruleId) => ruleId switch
    {
        "IK1001" or "IK1002" => [new("Review who may change schedules, and alarm on their changes", "prevent", "high")],
        "IK1003" => [new("Alarm before a schedule reaches its EndDate", "detect", "medium")],
        "IK2001" =>
        [
            new("Before a deployment ends, check that every schedule's cluster is ACTIVE", "prevent", "high"),
            new("Alarm on missed runs: TargetErrorCount of AWS/Scheduler, and on the absence of runs", "detect", "high"),
        ],
        "IK2002" => [new("Point schedules at the task family, or deregister revisions only when no schedule names them", "prevent", "high")],
        "IK2004" => [new("Before a function is deleted, check that no schedule names it", "prevent", "high")],
        "IK1004" => [new("Print the next fire times of a changed expression in review", "prevent", "medium")],
        "IK1005" => [new("Move the schedule out of the hour that the clocks skip, or to UTC", "prevent", "medium")],
        "IK1006" => [new("Change schedules only through the infrastructure code: an update replaces all fields", "prevent", "high")],
        "IK2003" => [new("Let the infrastructure code refuse to delete a subnet or security group that a schedule names", "prevent", "high")],
        "IK2005" or "IK2006" => [new("Run a task once with a schedule's own parameters before the schedule is saved", "prevent", "high")],
        "IK3001" or "IK3002" or "IK3003" =>
        [
            new("Test the schedules' roles in the pipeline that changes them", "prevent", "high"),
            new("Alarm on missed runs: TargetErrorCount of AWS/Scheduler, and on the absence of runs", "detect", "high"),
        ],
        "IK4001" or "IK4002" => [new("Alarm on the absence of runs: a call that places no task counts as no error", "detect", "high")],
        "IK4003" => [new("Keep images that task definitions name out of lifecycle policies", "prevent", "medium")],
        "IK4004" => [new("Deny the deletion of secrets that task definitions name", "prevent", "medium")],
        "IK4005" => [new("Make log groups with the task definitions that name them", "prevent", "medium")],
        "IK4006" or "IK4007" => [new("Alarm on tasks that stop with an error: EventBridge rule on ECS Task State Change", "detect", "medium")],
        "IK4008" => [new("Spread schedules over minutes, or give them a flexible time window", "prevent", "medium")],
        "IK5003" => [new("Keep the logs of jobs for at least 90 days", "detect", "low")],
        "IK5004" => [new("Alarm on missed runs: TargetErrorCount of AWS/Scheduler, and on the absence of runs", "detect", "high")],
        "IK5002" => [new("Give each schedule a dead-letter queue and alarm on its depth", "detect", "medium")],
        "IK6001" => [new("Write session schedules in the market's time zone", "prevent", "low")],
        "IK6002" => [new("Let session jobs ask the calendar for early closes and breaks", "prevent", "low")],
        _ => [],
    };
}
