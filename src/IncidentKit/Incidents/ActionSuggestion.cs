using IncidentKit.Inputs;

namespace IncidentKit.Incidents;

/// <summary>What a finding suggests to do, for a person to edit.</summary>
/// <param name="Text">The action.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Priority">How soon it is wanted.</param>
public sealed record ActionSuggestion(string Text, ActionType Type, ActionPriority Priority)
{
    /// <summary>The suggestions of a rule, most important first.</summary>
    public static IReadOnlyList<ActionSuggestion> For(string ruleId) => ruleId switch
    {
        "IK1001" or "IK1002" => [new("Review who may change schedules, and alarm on their changes", ActionType.Prevent, ActionPriority.High)],
        "IK1003" => [new("Alarm before a schedule reaches its EndDate", ActionType.Detect, ActionPriority.Medium)],
        "IK2001" =>
        [
            new("Before a deployment ends, check that every schedule's cluster is ACTIVE", ActionType.Prevent, ActionPriority.High),
            new("Alarm on missed runs: TargetErrorCount of AWS/Scheduler, and on the absence of runs", ActionType.Detect, ActionPriority.High),
        ],
        "IK2002" => [new("Point schedules at the task family, or deregister revisions only when no schedule names them", ActionType.Prevent, ActionPriority.High)],
        "IK2004" => [new("Before a function is deleted, check that no schedule names it", ActionType.Prevent, ActionPriority.High)],
        "IK5002" => [new("Give each schedule a dead-letter queue and alarm on its depth", ActionType.Detect, ActionPriority.Medium)],
        "IK6001" => [new("Write session schedules in the market's time zone", ActionType.Prevent, ActionPriority.Low)],
        "IK6002" => [new("Let session jobs ask the calendar for early closes and breaks", ActionType.Prevent, ActionPriority.Low)],
        _ => [],
    };
}
