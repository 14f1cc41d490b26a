using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>A record of a listing of executions, and how far what it lists reaches.</summary>
/// <param name="EvidenceId">The record.</param>
/// <param name="First">The earliest start in it; the start of time when it lists nothing or all there is.</param>
/// <param name="Last">The latest start in it; the end of time likewise.</param>
internal readonly record struct ListingPage(string EvidenceId, Instant First, Instant Last)
{
    /// <summary>A record in which every execution would be.</summary>
    public static ListingPage OfAllTime(string evidenceId) => new(evidenceId, Instant.MinValue, Instant.MaxValue);
}
