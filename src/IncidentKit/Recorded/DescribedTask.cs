using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>A task as ECS described it, while it ran or for about an hour after. Source of its form: facts §4.3.</summary>
internal sealed record DescribedTask
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The task.</summary>
    public required string TaskArn { get; init; }

    /// <summary>Its task family.</summary>
    public required string Family { get; init; }

    /// <summary>Who started it; null when nobody says.</summary>
    public required string? StartedBy { get; init; }

    /// <summary>Whether an ECS service keeps it running.</summary>
    public required bool IsOfService { get; init; }

    /// <summary>When it was created.</summary>
    public required Instant Created { get; init; }

    /// <summary>Whether a container of it came up.</summary>
    public required bool CameUp { get; init; }

    /// <summary>When it stopped; null while it runs.</summary>
    public required Instant? Stopped { get; init; }

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

    /// <summary>Every described task of a bundle, by creation.</summary>
    public static IReadOnlyList<DescribedTask> ReadAll(BundleReader bundle)
    {
        var tasks = new List<DescribedTask>();
        foreach (var record in bundle.Records(Operations.DescribeTasks))
        {
            if (!record.Succeeded)
                continue;
            using var body = bundle.ParseBody(record);
            tasks.AddRange(body.RootElement.Items("tasks").Select(task => Of(task, record)).OfType<DescribedTask>());
        }

        return [.. tasks.OrderBy(t => t.Created).ThenBy(t => t.EvidenceId, StringComparer.Ordinal)];
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
        return new DescribedTask
        {
            Region = record.Region,
            TaskArn = arn,
            Family = Arn.FamilyOf(definition),
            StartedBy = startedBy,
            IsOfService =
                startedBy?.StartsWith("ecs-svc/", StringComparison.Ordinal) == true
                || task.Text("group")?.StartsWith("service:", StringComparison.Ordinal) == true,
            Created = created,
            CameUp = task.Time("startedAt") is not null,
            Stopped = task.Text("lastStatus") == "STOPPED" ? task.Time("stoppedAt") ?? created : null,
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
