using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>What a bundle's listings say of a log group.</summary>
/// <param name="Exists">False when a complete listing did not hold it.</param>
/// <param name="Created">When it was made; null when it does not exist, or nothing says.</param>
/// <param name="RetentionDays">How many days it keeps what is written to it; null for ever, or when it does not exist.</param>
/// <param name="AskedAt">When it was listed.</param>
/// <param name="EvidenceId">The record that shows it.</param>
internal sealed record RecordedLogGroup(bool Exists, Instant? Created, int? RetentionDays, Instant AskedAt, string EvidenceId)
{
    /// <summary>All log groups that are listed, or that were asked for and are not there, by region and name.</summary>
    public static IReadOnlyDictionary<(string Region, string Name), RecordedLogGroup> ReadAll(BundleReader bundle)
    {
        var groups = new Dictionary<(string, string), RecordedLogGroup>();
        foreach (var record in bundle.Records(Operations.DescribeLogGroups).Where(record => record.Succeeded))
        {
            using var body = bundle.ParseBody(record);
            foreach (var group in body.RootElement.Items("logGroups"))
            {
                if (group.Text("logGroupName") is { } name)
                    groups[(record.Region, name)] = new RecordedLogGroup(
                        true,
                        group.Milliseconds("creationTime"),
                        group.Days("retentionInDays"),
                        record.RequestedAt,
                        record.Id
                    );
            }

            // Names are listed in order, so the group of exactly the asked name is on the first page or nowhere.
            if (record.IsWhole && record.Parameters.Text("logGroupNamePrefix") is { } asked && record.Parameters.Text("nextToken") is null)
                groups.TryAdd((record.Region, asked), new RecordedLogGroup(false, null, null, record.RequestedAt, record.Id));
        }

        return groups;
    }

    /// <summary>
    /// Since when what was written to it can be read at a time: its creation, or retention before. Null where its creation is not known.
    /// </summary>
    public Instant? KeptSince(Instant asked) =>
        Created is { } made && RetentionDays is { } days ? Instant.Max(made, asked - Duration.FromDays(days)) : Created;
}
