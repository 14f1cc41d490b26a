using IncidentKit.Inputs;

namespace IncidentKit.Analysis;

/// <summary>What a finding suggests to do, for a person to edit.</summary>
/// <param name="Text">The action.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Priority">How soon it is wanted.</param>
internal sealed record ActionSuggestion(string Text, ActionType Type, ActionPriority Priority)
{
    /// <summary>The suggestions of a rule, most important first.</summary>
    public static IReadOnlyList<ActionSuggestion> For(string ruleId) =>
        ruleId switch
        {
            "IK1001" or "IK1002" =>
            [
                new("Review who may change schedules, and alarm on their changes", ActionType.Prevent, ActionPriority.High),
            ],
            "IK1003" => [new("Alarm before a schedule reaches its EndDate", ActionType.Detect, ActionPriority.Medium)],
            "IK2001" =>
            [
                new("Before a deployment ends, check that every schedule's cluster is ACTIVE", ActionType.Prevent, ActionPriority.High),
                new(
                    "Alarm on missed runs: TargetErrorCount of AWS/Scheduler, and on the absence of runs",
                    ActionType.Detect,
                    ActionPriority.High
                ),
            ],
            "IK2002" =>
            [
                new(
                    "Point schedules at the task family, or deregister revisions only when no schedule names them",
                    ActionType.Prevent,
                    ActionPriority.High
                ),
            ],
            "IK2004" => [new("Before a function is deleted, check that no schedule names it", ActionType.Prevent, ActionPriority.High)],
            "IK1004" => [new("Print the next fire times of a changed expression in review", ActionType.Prevent, ActionPriority.Medium)],
            "IK1005" =>
            [
                new("Move the schedule out of the hour that the clocks skip, or to UTC", ActionType.Prevent, ActionPriority.Medium),
            ],
            "IK1006" =>
            [
                new(
                    "Change schedules only through the infrastructure code: an update replaces all fields",
                    ActionType.Prevent,
                    ActionPriority.High
                ),
            ],
            "IK2003" =>
            [
                new(
                    "Let the infrastructure code refuse to delete a subnet or security group that a schedule names",
                    ActionType.Prevent,
                    ActionPriority.High
                ),
            ],
            "IK2005" or "IK2006" =>
            [
                new(
                    "Run a task once with a schedule's own parameters before the schedule is saved",
                    ActionType.Prevent,
                    ActionPriority.High
                ),
            ],
            "IK3001" or "IK3002" or "IK3003" =>
            [
                new("Test the schedules' roles in the pipeline that changes them", ActionType.Prevent, ActionPriority.High),
                new(
                    "Alarm on missed runs: TargetErrorCount of AWS/Scheduler, and on the absence of runs",
                    ActionType.Detect,
                    ActionPriority.High
                ),
            ],
            "IK4001" or "IK4002" =>
            [
                new("Alarm on the absence of runs: a call that places no task counts as no error", ActionType.Detect, ActionPriority.High),
            ],
            "IK4003" =>
            [
                new("Keep images that task definitions name out of lifecycle policies", ActionType.Prevent, ActionPriority.Medium),
            ],
            "IK4004" => [new("Deny the deletion of secrets that task definitions name", ActionType.Prevent, ActionPriority.Medium)],
            "IK4005" => [new("Make log groups with the task definitions that name them", ActionType.Prevent, ActionPriority.Medium)],
            "IK4006" or "IK4007" =>
            [
                new(
                    "Alarm on tasks that stop with an error: EventBridge rule on ECS Task State Change",
                    ActionType.Detect,
                    ActionPriority.Medium
                ),
            ],
            "IK4008" =>
            [
                new("Spread schedules over minutes, or give them a flexible time window", ActionType.Prevent, ActionPriority.Medium),
            ],
            "IK5003" => [new("Keep the logs of jobs for at least 90 days", ActionType.Detect, ActionPriority.Low)],
            "IK5004" =>
            [
                new(
                    "Alarm on missed runs: TargetErrorCount of AWS/Scheduler, and on the absence of runs",
                    ActionType.Detect,
                    ActionPriority.High
                ),
            ],
            "IK5002" => [new("Give each schedule a dead-letter queue and alarm on its depth", ActionType.Detect, ActionPriority.Medium)],
            "IK6001" => [new("Write session schedules in the market's time zone", ActionType.Prevent, ActionPriority.Low)],
            "IK6002" => [new("Let session jobs ask the calendar for early closes and breaks", ActionType.Prevent, ActionPriority.Low)],
            _ => [],
        };
}
