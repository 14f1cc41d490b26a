using IncidentKit.Recorded;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis;

/// <summary>The names by which recorded calls name what a task definition uses.</summary>
internal static class TaskDefinitionNames
{
    /// <summary>The family.</summary>
    public static IReadOnlyList<string> Family(Schedule schedule) =>
        schedule.Target.TaskDefinitionArn is { } arn ? [TargetStates.Family(arn)] : [];

    /// <summary>The family and the repositories of its images: <c>REGISTRY/REPOSITORY:TAG</c> or <c>…@DIGEST</c>.</summary>
    public static IEnumerable<string> Images(DiagnosisContext context, ScheduleKey key, Schedule schedule) =>
        Family(schedule)
            .Concat(
                Definition(context, key, schedule)
                    ?.Images.Select(i => i[(i.IndexOf('/', StringComparison.Ordinal) + 1)..].Split('@', ':')[0])
                    ?? []
            );

    /// <summary>The family and the secrets and parameters it is given.</summary>
    public static IEnumerable<string> Secrets(DiagnosisContext context, ScheduleKey key, Schedule schedule) =>
        Family(schedule).Concat(Definition(context, key, schedule)?.Secrets ?? []);

    private static TaskDefinitionState? Definition(DiagnosisContext context, ScheduleKey key, Schedule schedule) =>
        schedule.Target.TaskDefinitionArn is { } arn ? context.States.TaskDefinition(key.Region, arn) : null;
}
