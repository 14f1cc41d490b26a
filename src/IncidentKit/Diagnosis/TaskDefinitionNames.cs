using IncidentKit.Basics;
using IncidentKit.Diagnosis.Iam;
using IncidentKit.Recorded;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis;

/// <summary>The names by which recorded calls name what a task definition uses.</summary>
internal static class TaskDefinitionNames
{
    /// <summary>The family.</summary>
    public static IReadOnlyList<string> Family(Schedule schedule) =>
        schedule.Target.TaskDefinitionArn is { } arn ? [Arn.FamilyOf(arn)] : [];

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
        Family(schedule).Concat((Definition(context, key, schedule)?.Secrets ?? []).SelectMany(Spellings));

    /// <summary>The family, and the task execution role with its attached policies.</summary>
    public static IEnumerable<string> ExecutionRole(DiagnosisContext context, ScheduleKey key, Schedule schedule) =>
        Family(schedule)
            .Concat(
                Definition(context, key, schedule)?.ExecutionRoleArn is { } role
                    ? [.. RolePermissions.Names(context, role), .. Secrets(context, key, schedule)]
                    : []
            );

    /// <summary>
    /// How calls may name a secret or parameter. A secret's ARN ends in six random characters, and a reference to
    /// it may go on with key, stage and version. A parameter's name begins with a slash where its ARN has one.
    /// </summary>
    private static IEnumerable<string> Spellings(string reference)
    {
        yield return reference;
        if (Arn.Of(reference) is not { } arn)
            yield break;
        if (arn.Service == "secretsmanager" && arn.Resource.Split(':') is ["secret", var full, ..])
        {
            yield return full;
            yield return string.Join(':', reference.Split(':').Take(SecretArnParts));
            if (full.Length > RandomSuffix && full[^RandomSuffix] == '-')
                yield return full[..^RandomSuffix];
        }
        else if (arn.Service == "ssm" && arn.Resource.StartsWith("parameter/", StringComparison.Ordinal))
        {
            yield return arn.Resource["parameter".Length..];
            yield return arn.Resource["parameter/".Length..];
        }
    }

    /// <summary>How many parts the ARN of a secret has; a reference to one may go on with key, stage and version.</summary>
    public const int SecretArnParts = 7;

    private const int RandomSuffix = 7;

    private static TaskDefinitionState? Definition(DiagnosisContext context, ScheduleKey key, Schedule schedule) =>
        schedule.Target.TaskDefinitionArn is { } arn ? context.States.TaskDefinition(key.Region, arn) : null;
}
