using NodaTime.Text;

namespace IncidentKit.Schedules;

/// <summary>A schedule's configuration as named values, for telling what a change changed. Names are those of the GetSchedule answer.</summary>
public static class ScheduleFields
{
    /// <summary>The field that holds the cluster or function.</summary>
    public const string TargetArn = "Target.Arn";

    /// <summary>The field that holds the task definition.</summary>
    public const string TaskDefinition = "Target.EcsParameters.TaskDefinitionArn";

    /// <summary>ENABLED or DISABLED.</summary>
    public const string State = "State";

    /// <summary>First time at which the schedule may fire.</summary>
    public const string StartDate = "StartDate";

    /// <summary>Last time at which the schedule may fire.</summary>
    public const string EndDate = "EndDate";

    /// <summary>Every compared field with its value; null where the schedule has none.</summary>
    public static IEnumerable<(string Name, string? Value)> Of(Schedule schedule)
    {
        var target = schedule.Target;
        yield return ("ScheduleExpression", schedule.Expression.Text);
        yield return ("ScheduleExpressionTimezone", schedule.TimeZone.Id);
        yield return (State, schedule.Enabled ? "ENABLED" : "DISABLED");
        yield return (StartDate, schedule.Start is { } start ? InstantPattern.ExtendedIso.Format(start) : null);
        yield return (EndDate, schedule.End is { } end ? InstantPattern.ExtendedIso.Format(end) : null);
        yield return ("FlexibleTimeWindow", DurationPattern.JsonRoundtrip.Format(schedule.FlexibleWindow));
        yield return ("Description", schedule.Description);
        yield return (TargetArn, target.Arn);
        yield return ("Target.RoleArn", target.RoleArn);
        yield return (TaskDefinition, target.TaskDefinitionArn);
        yield return ("Target.EcsParameters.LaunchType", target.LaunchType);
        yield return ("Target.Input", target.Input);
        yield return ("Target.DeadLetterConfig.Arn", target.DeadLetterArn);
    }
}
