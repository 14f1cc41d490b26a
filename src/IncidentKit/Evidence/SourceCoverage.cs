using NodaTime;

namespace IncidentKit.Evidence;

/// <summary>What was looked at and what was not: one row a source.</summary>
/// <param name="Source">The source's name, <c>logs.streams</c>.</param>
/// <param name="Status">How far it was looked at.</param>
/// <param name="Reason">Why it is not complete; null when it is.</param>
/// <param name="From">Start of the covered time, inclusive; null for sources without a time range.</param>
/// <param name="To">End of the covered time, exclusive; null for sources without a time range.</param>
public sealed record SourceCoverage(string Source, CoverageStatus Status, string? Reason, Instant? From, Instant? To)
{
    /// <summary>The reason of a source that was skipped because no file of an import fills it; others were skipped because there was
    /// nothing to ask, or nobody asked for it.</summary>
    internal const string NotAmongFiles = "not among the imported files";

    /// <summary>Whether something of it was not looked at that there may be: a source that was not applicable lacks nothing.</summary>
    internal bool LacksSomething => Status != CoverageStatus.Complete && (Status != CoverageStatus.Skipped || Reason == NotAmongFiles);
}
