using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Analysis;

/// <summary>What a reader should know of how the values came about.</summary>
internal static class EvidenceNotices
{
    /// <summary>Of the recording first, then of each schedule.</summary>
    public static IReadOnlyList<string> Of(BundleManifest manifest, IReadOnlyList<ScheduleRuns> runs) =>
        [
            .. manifest.Complete ? [] : new[] { "The bundle is partial: its recording was interrupted, so what is not in it is unknown." },
            .. runs.SelectMany(r => r.Notices.Select(n => $"{r.History.Key.Name}: {n}")),
        ];
}
