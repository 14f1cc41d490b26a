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
        "IK5002" => [new("Give each schedule a dead-letter queue and alarm on its depth", "detect", "medium")],
        "IK6001" => [new("Write session schedules in the market's time zone", "prevent", "low")],
        "IK6002" => [new("Let session jobs ask the calendar for early closes and breaks", "prevent", "low")],
        _ => [],
    };
}
