using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>Updates that reset what they did not send: UpdateSchedule replaces the whole schedule. Source: facts §1.6.</summary>
internal static class PartialUpdate
{
    /// <summary>Fields whose silent reset loses something, each with its default.</summary>
    private static readonly (string Field, string? Default, string[] Path)[] Optional =
    [
        (ScheduleFields.TimeZone, "UTC", ["ScheduleExpressionTimezone"]),
        (ScheduleFields.State, "ENABLED", ["State"]),
        (ScheduleFields.StartDate, null, ["StartDate"]),
        (ScheduleFields.EndDate, null, ["EndDate"]),
        (ScheduleFields.DeadLetterQueue, null, ["Target", "DeadLetterConfig"]),
        (ScheduleFields.RetryAttempts, "185", ["Target", "RetryPolicy"]),
        (ScheduleFields.EventAge, "86400", ["Target", "RetryPolicy"]),
    ];

    /// <summary>A reset of this long before the window is told, if it was still in force when the window began.</summary>
    private static readonly Duration LookBack = Duration.FromDays(7);

    /// <summary>
    /// The changes that one update made by leaving a field out, by update. They are those of the window and those in force when it began.
    /// </summary>
    public static IEnumerable<IReadOnlyList<ConfigurationChange>> Of(DiagnosisContext context, ScheduleRuns runs) =>
        runs
            .History.Changes.Where(c => IsInForce(context, runs, c) && Resets(context, runs, c))
            .GroupBy(c => c.EventId, StringComparer.Ordinal)
            .Select(g => g.ToList());

    private static bool IsInForce(DiagnosisContext context, ScheduleRuns runs, ConfigurationChange change) =>
        change.At < context.Window.End
        && change.At >= context.Window.Start - LookBack
        && !runs.History.Changes.Any(c => c.Succeeded && c.Field == change.Field && c.At > change.At && c.At < context.Window.Start);

    /// <summary>Whether a change is the reset of a field that its update left out.</summary>
    public static bool Resets(DiagnosisContext context, ScheduleRuns runs, ConfigurationChange change) =>
        change is { Succeeded: true, Before: not null }
        && change.Action == ChangeEvents.UpdateSchedule.Name
        && Optional.FirstOrDefault(o => o.Field == change.Field) is { Path: { } path } reset
        && change.After == reset.Default
        && context.EventsOf(ChangeEvents.UpdateSchedule).FirstOrDefault(e => e.Id == change.EventId && e.Region == runs.History.Key.Region)
            is { } call
        && (path.Length == 1 ? call.Request.Member(path[0]) : call.Request.Member(path[0], path[1])) is null;
}
