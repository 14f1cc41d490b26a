using IncidentKit.Aws.Plan;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <summary>One region of a recording, and the way to ask it.</summary>
/// <param name="Request">What to record.</param>
/// <param name="Name">The region.</param>
/// <param name="Suffix">What is added to the names of sources, <c>[us-east-1]</c>; empty when only one region is recorded.</param>
/// <param name="Now">When the recording began: the end of what can be asked.</param>
/// <param name="Calls">Where calls go.</param>
/// <param name="Plan">The plan that is being made; null when it is not a plan.</param>
sealed record RecordedRegion(CollectionRequest Request, string Name, string Suffix, Instant Now, CallRecorder Calls, CallPlan? Plan)
{
    static readonly Duration AfterWindow = Duration.FromMinutes(10);

    /// <summary>Start of the window.</summary>
    public Instant Start => Request.Window.Start;

    /// <summary>End of the window, as far as it is past.</summary>
    public Instant End => Instant.Min(Request.Window.End, Now);

    /// <summary>Until when runs of the window may begin, as far as that is past.</summary>
    public Instant RunsEnd => Instant.Min(Request.Window.End + AfterWindow, Now);

    /// <summary>The region of the partition where IAM and its events are (CloudTrail user guide, "Global service events").</summary>
    public string GlobalName =>
        Name.StartsWith("cn-", StringComparison.Ordinal) ? "cn-north-1"
        : Name.StartsWith("us-gov-", StringComparison.Ordinal) ? "us-gov-west-1"
        : "us-east-1";
}
