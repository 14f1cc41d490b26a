using System.Globalization;
using IncidentKit.Basics;
using NodaTime.Text;

namespace IncidentKit.Schedules;

/// <summary>
/// A schedule's configuration as named values, for telling what a change changed. Names are those of the GetSchedule answer.
/// </summary>
internal static class ScheduleFields
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

    /// <summary>When the schedule is due.</summary>
    public const string Expression = "ScheduleExpression";

    /// <summary>The zone in which it is due.</summary>
    public const string TimeZone = "ScheduleExpressionTimezone";

    /// <summary>The execution role.</summary>
    public const string Role = "Target.RoleArn";

    /// <summary>What is sent to the target.</summary>
    public const string Input = "Target.Input";

    /// <summary>How ECS places the task.</summary>
    public const string LaunchType = "Target.EcsParameters.LaunchType";

    /// <summary>The queue for invocations that were given up.</summary>
    public const string DeadLetterQueue = "Target.DeadLetterConfig.Arn";

    /// <summary>How long after the fire time the call may be made.</summary>
    public const string FlexibleWindow = "FlexibleTimeWindow";

    /// <summary>Words for people.</summary>
    public const string Description = "Description";

    /// <summary>The subnets of the task.</summary>
    public const string Subnets = "Target.EcsParameters.NetworkConfiguration.awsvpcConfiguration.Subnets";

    /// <summary>The security groups of the task.</summary>
    public const string SecurityGroups = "Target.EcsParameters.NetworkConfiguration.awsvpcConfiguration.SecurityGroups";

    /// <summary>Retries after the first attempt.</summary>
    public const string RetryAttempts = "Target.RetryPolicy.MaximumRetryAttempts";

    /// <summary>How long an invocation may be tried, in seconds.</summary>
    public const string EventAge = "Target.RetryPolicy.MaximumEventAgeInSeconds";

    /// <summary>Whether a change of that field loses no run: it describes, or tells what becomes of a call that failed anyway.</summary>
    public static bool IsHarmless(string field) => field is Description or RetryAttempts or EventAge or DeadLetterQueue or FlexibleWindow;

    /// <summary>Every compared field with its value; null where the schedule has none.</summary>
    public static IEnumerable<(string Name, string? Value)> Of(Schedule schedule)
    {
        var target = schedule.Target;
        yield return (Expression, schedule.ExpressionText);
        yield return (TimeZone, schedule.TimeZone.Id);
        yield return (State, schedule.IsOn ? "ENABLED" : "DISABLED");
        yield return (StartDate, schedule.Start?.ToIso());
        yield return (EndDate, schedule.End?.ToIso());
        yield return (FlexibleWindow, DurationPattern.JsonRoundtrip.Format(schedule.FlexibleWindow));
        yield return (Description, schedule.Description);
        yield return (TargetArn, schedule.HasTarget ? target.Arn : null);
        yield return (Role, target.RoleArn);
        yield return (TaskDefinition, target.TaskDefinitionArn);
        yield return (LaunchType, target.Task?.LaunchType);
        yield return (Input, target.Input);
        yield return (DeadLetterQueue, target.DeadLetterArn);
        yield return (Subnets, List(target.Task?.Subnets));
        yield return (SecurityGroups, List(target.Task?.SecurityGroups));
        yield return (RetryAttempts, target.MaximumRetryAttempts.ToString(CultureInfo.InvariantCulture));
        yield return (EventAge, ((long)target.MaximumEventAge.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    private static string? List(IReadOnlyList<string>? items) =>
        items is { Count: > 0 } ? string.Join(", ", items.Order(StringComparer.Ordinal)) : null;
}
