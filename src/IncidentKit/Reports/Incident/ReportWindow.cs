using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>[start, end).</summary>
internal sealed record ReportWindow(Instant Start, Instant End)
{
    /// <summary>Intervals as windows, in their order.</summary>
    public static IReadOnlyList<ReportWindow> All(IEnumerable<Interval> intervals) =>
        [.. intervals.Select(i => new ReportWindow(i.Start, i.End))];
}
