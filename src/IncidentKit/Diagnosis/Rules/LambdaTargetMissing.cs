using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules;

/// <summary>IK2004: the schedule invokes a function that does not exist.</summary>
public sealed class LambdaTargetMissing : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK2004";

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var faults = TargetFault.Find(
            context,
            ScheduleFields.TargetArn,
            s => s.Target.Kind == TargetKind.Lambda ? s.Target.Arn : null,
            context.States.Function,
            ("DeleteFunction20150331", "functionName"));
        return TargetFault.Summarise(
            faults,
            Id,
            "lambda-target-missing",
            f => f.Cause?.Before is { } before ? $"a function, as before: {before}" : "a function that exists",
            f => $"{f.Resource}, which does not exist",
            "Deploy the function again, or point the schedules at one that exists.");
    }
}
