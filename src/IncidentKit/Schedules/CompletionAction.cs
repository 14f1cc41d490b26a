namespace IncidentKit.Schedules;

/// <summary>What Scheduler does with a schedule after its last invocation.</summary>
internal enum CompletionAction
{
    /// <summary>Keeps it.</summary>
    None,

    /// <summary>
    /// Deletes it. An absent schedule is then no proof that somebody deleted it. Needs an end date on a recurring schedule.
    /// </summary>
    Delete,
}
