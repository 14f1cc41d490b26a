namespace IncidentKit.Aws;

/// <summary>One call of a recording that has ended.</summary>
/// <param name="Source">The source it belongs to, <c>logs.streams</c>.</param>
/// <param name="Calls">Calls of this source so far.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Resumed">Whether the answer was already in the bundle that is being resumed.</param>
public sealed record CollectionProgress(string Source, int Calls, int Failed, bool Resumed)
{
    /// <summary>Whether AWS throttles it, and the recording waits for its turn.</summary>
    public bool Throttled { get; init; }
}
