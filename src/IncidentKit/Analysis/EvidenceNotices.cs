using IncidentKit.Diagnosis;
using IncidentKit.Evidence;

namespace IncidentKit.Analysis;

/// <summary>What a reader should know of how the values came about.</summary>
internal static class EvidenceNotices
{
    /// <summary>Of the recording first, then of each schedule.</summary>
    public static IReadOnlyList<string> Of(BundleManifest manifest, IReadOnlyList<string> unread, DiagnosisContext context) =>
        [
            .. manifest.Complete ? [] : new[] { "The bundle is partial: its recording was interrupted, so what is not in it is unknown." },
            .. context.ChangesNotRecorded is { Count: > 0 } cut
                ? new[] { $"Changes were not recorded in full, so that some may be missing from this report{After(cut)}." }
                : [],
            .. context.Resources.Rules.Where(r => !r.IsScheduled).Select(r => r.Name).ToList() is { Count: > 0 } rules
                ? new[] { $"Rules of EventBridge that wait for events have no schedule, and are not judged: {Named(rules)}." }
                : [],
            .. unread,
            .. IgnoredSchedules.Text(context) is { } ignored ? new[] { ignored + "." } : [],
            .. IgnoredSchedules.Accepted(context).Select(a => a + "."),
            .. context.Runs.SelectMany(r => r.Notices.Select(n => $"{context.Names[r.History.Key]}: {n}")),
        ];

    private static string Named(List<string> rules) =>
        string.Join(", ", rules.Take(MostRules)) + (rules.Count > MostRules ? $" and {rules.Count - MostRules} more" : "");

    private const int MostRules = 10;

    private static string After(IReadOnlyList<string> reasons) => ": " + string.Join("; ", reasons);
}
