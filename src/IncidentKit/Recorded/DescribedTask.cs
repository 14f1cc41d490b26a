using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>A task as ECS described it.</summary>
/// <param name="Region">The region.</param>
/// <param name="Family">Its task family.</param>
/// <param name="StartedBy">Who started it; null when nobody says.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Stopped">When it stopped; null while it runs.</param>
/// <param name="SeenAt">When ECS was asked.</param>
/// <param name="EvidenceId">The record that shows it.</param>
internal sealed record DescribedTask(
    string Region,
    string Family,
    string? StartedBy,
    Instant Created,
    Instant? Stopped,
    Instant SeenAt,
    string EvidenceId
)
{
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
            foreach (var task in body.RootElement.Items("tasks"))
            {
                if (task.Text("taskDefinitionArn") is { } definition && task.Time("createdAt") is { } created)
                    tasks.Add(
                        new DescribedTask(
                            record.Region,
                            Arn.FamilyOf(definition),
                            task.Text("startedBy"),
                            created,
                            task.Text("lastStatus") == "STOPPED" ? task.Time("stoppedAt") ?? created : null,
                            record.RequestedAt,
                            record.Id
                        )
                    );
            }
        }

        return [.. tasks.OrderBy(t => t.Created).ThenBy(t => t.EvidenceId, StringComparer.Ordinal)];
    }
}
