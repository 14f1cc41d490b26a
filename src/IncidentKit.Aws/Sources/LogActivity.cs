using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>Events of a log group, 1 MB or 10,000 a page; a page may be empty and not the last.</summary>
    public static AwsOperation FilterLogEvents { get; } =
        new(Operations.FilterLogEvents, 2.5) { Paging = new("nextToken", "nextToken", "events") };

    /// <summary>Starts a CloudWatch Logs Insights query over up to 50 log groups. It is paid for by what it scans.</summary>
    public static AwsOperation StartQuery { get; } = new(Operations.StartQuery, 5) { ReadsOnly = false };

    /// <summary>The state and the rows of a query.</summary>
    public static AwsOperation GetQueryResults { get; } = new(Operations.GetQueryResults, 5);

    /// <summary>Ends a query that is not needed any more.</summary>
    public static AwsOperation StopQuery { get; } = new(Operations.StopQuery, 5) { ReadsOnly = false };
}

/// <summary>The events a minute of the log groups, where they are asked for.</summary>
sealed class LogActivity(RecordedRegion region) : Source(region, SourceNames.LogActivity, "no log group is known")
{
    public override bool IsAsked => Region.Request.LogActivity;

    public override Task RecordAsync(KnownSoFar known, CancellationToken ct) =>
        new ActivityRecorder(
            Ledger,
            Region.Name,
            new Interval(Region.Start, Region.End),
            Region.Now,
            Region.Calls,
            Region.Plan
        ).RecordAsync(known.DescribedLogGroups, ct);
}
