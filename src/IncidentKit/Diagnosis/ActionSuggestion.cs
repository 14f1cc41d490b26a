using IncidentKit.Inputs;

namespace IncidentKit.Diagnosis;

/// <summary>What a finding suggests to do, for a person to edit.</summary>
/// <param name="Text">The action.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Priority">How soon it is wanted.</param>
internal sealed record ActionSuggestion(string Text, ActionType Type, ActionPriority Priority)
{
    /// <summary>What more than one rule suggests: to be told of runs that are missing.</summary>
    public static ActionSuggestion AlarmOnMissedRuns { get; } =
        Detect("Alarm on missed runs: TargetErrorCount of AWS/Scheduler, and on the absence of runs", ActionPriority.High);

    /// <summary>Something that keeps the fault from coming again.</summary>
    public static ActionSuggestion Prevent(string text, ActionPriority priority) => new(text, ActionType.Prevent, priority);

    /// <summary>Something that tells of the fault sooner.</summary>
    public static ActionSuggestion Detect(string text, ActionPriority priority) => new(text, ActionType.Detect, priority);
}
