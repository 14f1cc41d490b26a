using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>A resource a schedule points at, as recorded.</summary>
/// <param name="Status">AWS's status word, <c>ACTIVE</c>, <c>INACTIVE</c>; <c>MISSING</c> when it does not exist.</param>
/// <param name="Since">When it came into that status, where AWS says.</param>
/// <param name="SeenAt">When it was asked.</param>
/// <param name="EvidenceId">The record that shows it.</param>
internal sealed record ResourceState(string Status, Instant? Since, Instant SeenAt, string EvidenceId)
{
    /// <summary>The status of a resource that does not exist.</summary>
    public const string Missing = "MISSING";

    /// <summary>The status of a resource that is there and cannot be used in the way the schedule uses it.</summary>
    public const string Unusable = "UNUSABLE";

    /// <summary>The status of a function that takes nothing; the reason follows it in brackets.</summary>
    public const string Failed = "Failed";

    /// <summary>Whether runs can use it.</summary>
    public bool IsActive => Status.Equals("ACTIVE", StringComparison.OrdinalIgnoreCase);
}
