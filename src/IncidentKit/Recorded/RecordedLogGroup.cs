using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>What a bundle's listing says of a log group.</summary>
/// <param name="Created">When it was made.</param>
/// <param name="RetentionDays">How many days it keeps what is written to it; null for ever.</param>
/// <param name="AskedAt">When it was listed.</param>
internal sealed record RecordedLogGroup(Instant Created, int? RetentionDays, Instant AskedAt)
{
    /// <summary>All log groups that are listed, by region and name.</summary>
    public static IReadOnlyDictionary<(string Region, string Name), RecordedLogGroup> ReadAll(BundleReader bundle)
    {
        var groups = new Dictionary<(string, string), RecordedLogGroup>();
        foreach (var record in bundle.Records(Operations.DescribeLogGroups).Where(record => record.Succeeded))
        {
            using var body = bundle.ParseBody(record);
            foreach (var group in body.RootElement.Items("logGroups"))
            {
                if (group.Text("logGroupName") is { } name && group.Milliseconds("creationTime") is { } created)
                    groups[(record.Region, name)] = new RecordedLogGroup(created, group.Days("retentionInDays"), record.RequestedAt);
            }
        }

        return groups;
    }

    /// <summary>Since when what was written to it can be read at a time: its creation, or retention before.</summary>
    public Instant KeptSince(Instant asked) => RetentionDays is { } days ? Instant.Max(Created, asked - Duration.FromDays(days)) : Created;
}
