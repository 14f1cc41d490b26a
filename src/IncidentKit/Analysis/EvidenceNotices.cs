using IncidentKit.Diagnosis;
using IncidentKit.Evidence;

namespace IncidentKit.Analysis;

/// <summary>What a reader should know of how the values came about.</summary>
internal static class EvidenceNotices
{
    /// <summary>Of the recording first, then of each schedule.</summary>
    public static IReadOnlyList<string> Of(BundleManifest manifest, DiagnosisContext context) =>
        [
            .. manifest.Complete ? [] : new[] { "The bundle is partial: its recording was interrupted, so what is not in it is unknown." },
            .. context.Runs.SelectMany(r => r.Notices.Select(n => $"{context.Names[r.History.Key]}: {n}")),
        ];
}
