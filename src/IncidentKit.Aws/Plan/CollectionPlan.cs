namespace IncidentKit.Aws.Plan;

/// <summary>What a recording would ask, before anything but listings is asked.</summary>
public sealed record CollectionPlan
{
    /// <summary>Of US East (N. Virginia), the cheapest region. Source: facts §3.4.</summary>
    const decimal DollarsAMetric = 0.01m / 1000;

    /// <summary>Of US East (N. Virginia). Source: facts §5.</summary>
    const decimal DollarsAScannedGigabyte = 0.005m;

    /// <summary>One row an operation, by its IAM action.</summary>
    public required IReadOnlyList<PlannedCalls> Calls { get; init; }

    /// <summary>Bytes that CloudWatch Logs Insights would scan, estimated from the size of the log groups.</summary>
    public required long ScannedBytes { get; init; }

    /// <summary>Metrics that GetMetricData would be asked for.</summary>
    public required int Metrics { get; init; }

    /// <summary>What that costs in US dollars, by the prices of US East (N. Virginia); the other calls are free.</summary>
    public decimal Dollars => Metrics * DollarsAMetric + ScannedBytes / 1_000_000_000m * DollarsAScannedGigabyte;
}
