using IncidentKit.Recorded;

namespace IncidentKit.Schedules;

/// <summary>
/// The counts by minute of the service that makes a job's calls: Scheduler keeps them by schedule group, EventBridge by rule. Source: facts
/// §3.1, facts II §1.
/// </summary>
/// <param name="Region">The region.</param>
/// <param name="Namespace">The namespace of the metrics.</param>
/// <param name="Value">The value of their one dimension: the schedule group, or the rule.</param>
internal readonly record struct CallCounts(string Region, string Namespace, string Value)
{
    private const string OfScheduler = "AWS/Scheduler";

    /// <summary>The namespace in which rules are counted.</summary>
    public const string OfRules = "AWS/Events";

    /// <summary>The counts in which a job's calls are.</summary>
    public static CallCounts Of(ScheduleKey key) =>
        key.IsRule ? new(key.Region, OfRules, key.Name) : new(key.Region, OfScheduler, key.Group);

    private bool IsOfRule => Namespace == OfRules;

    /// <summary>The metric that counts calls.</summary>
    public string Attempts => IsOfRule ? "Invocations" : "InvocationAttemptCount";

    /// <summary>The metric that counts calls which the target refused.</summary>
    public string Errors => IsOfRule ? "FailedInvocations" : "TargetErrorCount";

    /// <summary>Whether calls were counted, and refused ones were asked for and never counted.</summary>
    /// <param name="metric">The recorded metric of a name with this dimension; null where there is none.</param>
    public bool SayNoneWasRefused(Func<string, MetricSeries?> metric) =>
        metric(Attempts)?.Points.Values.Any(count => count > 0) == true
        && metric(Errors) is { IsWhole: true } errors
        && !errors.Points.Values.Any(count => count > 0);

    /// <summary>What they count together, in words.</summary>
    public string Words => IsOfRule ? $"rule {Value}" : $"schedule group {Value}";
}
