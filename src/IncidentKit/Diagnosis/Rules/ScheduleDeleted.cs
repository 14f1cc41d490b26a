using NodaTime.Text;

namespace IncidentKit.Diagnosis.Rules;

/// <summary>IK1002: somebody deleted the schedule inside the window. Source: facts §7 row 9.</summary>
public sealed class ScheduleDeleted : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK1002";

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) => NotScheduledFault.Summarise(
        NotScheduledFault.Find(context, c => c.Action == "DeleteSchedule"),
        Id,
        "schedule-deleted",
        "a schedule",
        c => $"none: deleted by {c.By} at {InstantPattern.ExtendedIso.Format(c.At)}",
        "Create the schedules again from the infrastructure code, unless it was meant.");
}
