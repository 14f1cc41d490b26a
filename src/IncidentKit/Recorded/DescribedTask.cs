using System.Globalization;
using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>
/// A task as ECS described it, while it ran or for about an hour after, or in the event of its stop. Source of its form: facts §4.3.
/// </summary>
internal sealed record DescribedTask
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The task.</summary>
    public required string TaskArn { get; init; }

    /// <summary>Its task family.</summary>
    public required string Family { get; init; }

    /// <summary>The revision of its task definition; null where it cannot be read.</summary>
    public required int? Revision { get; init; }

    /// <summary>Who started it; null when nobody says.</summary>
    public required string? StartedBy { get; init; }

    /// <summary>Whether an ECS service keeps it running.</summary>
    public required bool IsOfService { get; init; }

    /// <summary>When it was created.</summary>
    public required Instant Created { get; init; }

    /// <summary>When its containers were up; null when they never were.</summary>
    public required Instant? Started { get; init; }

    /// <summary>Whether a container of it came up.</summary>
    public bool CameUp => Started is not null;

    /// <summary>When it stopped; null while it runs.</summary>
    public required Instant? Stopped { get; init; }

    /// <summary>When its programs ended, before AWS took away its network; null while it runs.</summary>
    public required Instant? Ended { get; init; }

    /// <summary>Why it stopped, in a code; null when ECS gave none.</summary>
    public required string? StopCode { get; init; }

    /// <summary>Why it stopped, in words; null when ECS gave none.</summary>
    public required string? StoppedReason { get; init; }

    /// <summary>Its containers.</summary>
    public required IReadOnlyList<DescribedContainer> Containers { get; init; }

    /// <summary>What the call that started it put in place of the task definition's values; null for nothing.</summary>
    public required JsonElement? Overrides { get; init; }

    /// <summary>When ECS was asked.</summary>
    public required Instant SeenAt { get; init; }

    /// <summary>The record that shows it.</summary>
    public required string EvidenceId { get; init; }

    /// <summary>How long it ran, or had run when ECS was asked.</summary>
    public Duration Age => (Stopped ?? SeenAt) - Created;

    /// <summary>Every described task of a bundle once, by creation: as it stopped where that is known, by ECS's own answer first.</summary>
    public static IReadOnlyList<DescribedTask> ReadAll(BundleReader bundle)
    {
        var tasks = new Dictionary<string, DescribedTask>(StringComparer.Ordinal);
        foreach (var record in bundle.Records(Operations.DescribeTasks))
        {
            if (!record.Succeeded)
                continue;
            using var body = bundle.ParseBody(record);
            foreach (var task in body.RootElement.Items("tasks"))
                Keep(tasks, Of(task, record));
        }

        foreach (var task in TaskEvents.ReadAll(bundle))
            Keep(tasks, task);
        return
        [
            .. tasks
                .Values.OrderBy(t => t.Created)
                .ThenBy(t => t.EvidenceId, StringComparer.Ordinal)
                .ThenBy(t => t.TaskArn, StringComparer.Ordinal),
        ];
    }

    private static void Keep(Dictionary<string, DescribedTask> tasks, DescribedTask? task)
    {
        if (task is null)
            return;
        if (!tasks.TryGetValue(task.TaskArn, out var known) || (known.Stopped is null && task.Stopped is not null))
            tasks[task.TaskArn] = task;
    }

    /// <summary>Reads one; null when what it is, or its time, is not told.</summary>
    public static DescribedTask? Of(JsonElement task, EvidenceRecord record)
    {
        if (
            task.Text("taskArn") is not { } arn
            || task.Text("taskDefinitionArn") is not { } definition
            || (task.Time("createdAt") ?? task.Time("startedAt")) is not { } created
        )
            return null;
        var startedBy = task.Text("startedBy");
        var stopped = task.Text("lastStatus") == "STOPPED" ? task.Time("stoppedAt") ?? created : (Instant?)null;
        return new DescribedTask
        {
            Region = record.Region,
            TaskArn = arn,
            Family = Arn.FamilyOf(definition),
            Revision = int.TryParse(
                definition[(definition.LastIndexOf(':') + 1)..],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var revision
            )
                ? revision
                : null,
            StartedBy = startedBy,
            IsOfService =
                startedBy?.StartsWith("ecs-svc/", StringComparison.Ordinal) == true
                || task.Text("group")?.StartsWith("service:", StringComparison.Ordinal) == true,
            Created = created,
            Started = task.Time("startedAt"),
            Stopped = stopped,
            Ended = stopped is null ? null : task.Time("executionStoppedAt") ?? stopped,
            StopCode = task.Text("stopCode"),
            StoppedReason = task.Text("stoppedReason"),
            Containers =
            [
                .. task.Items("containers").Select(c => new DescribedContainer(c.Text("name"), c.Number("exitCode"), c.Text("reason"))),
            ],
            Overrides = task.Member("overrides")?.Clone(),
            SeenAt = record.RequestedAt,
            EvidenceId = record.Id,
        };
    }
}
