using IncidentKit.Basics;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// Tells jobs that wait in a busy queue, as they do, from jobs that will not start as things are. Batch says of a job that it cannot be
/// placed; without a word of it, a job that waits three times longer than any of its name did, and an hour at least, is taken for stuck.
/// Where none is known to have started only Batch's word counts.
/// </summary>
internal static class WaitingJobs
{
    /// <summary>What is said where neither Batch nor the environments tell why.</summary>
    public const string Unexplained = "Batch gives no reason";

    private static readonly Duration Shortest = Duration.FromHours(1);
    private static readonly Duration Settling = Duration.FromMinutes(10);

    /// <summary>What does not pass by waiting. Source: facts II §4, stuck reasons.</summary>
    private static readonly string[] Blocked = ["MISCONFIGURATION:", "ACTION_REQUIRED"];

    /// <summary>The ids of those jobs of one name that wait and will not start as things are.</summary>
    public static IReadOnlySet<string> Stuck(IReadOnlyList<BatchJob> jobs)
    {
        var waits = jobs.Where(j => j.Started is not null).Select(j => j.Started!.Value - j.Submitted).ToList();
        var most = waits.Count > 0 ? Duration.Max(Shortest, waits.Max() * 3) : (Duration?)null;
        var stuck = jobs.Where(j => j.Waits && (IsBlocked(j) || j.SeenAt - j.Submitted > most)).ToList();
        // Where one is stuck and none that was submitted later has started, those behind it are stuck too.
        var started = jobs.Where(j => j.Started is not null).Select(j => j.Submitted).DefaultIfEmpty(Instant.MinValue).Max();
        var first = stuck.Where(j => j.Submitted > started).Select(j => j.Submitted).DefaultIfEmpty(Instant.MaxValue).Min();
        return stuck.Concat(jobs.Where(j => j.Waits && j.Submitted >= first)).Select(j => j.Id).ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsBlocked(BatchJob job) =>
        job.SeenAt - job.Submitted > Settling && Array.Exists(Blocked, b => job.Reason?.StartsWith(b, StringComparison.Ordinal) == true);

    /// <summary>Why a job waits, in words.</summary>
    /// <param name="job">The job.</param>
    /// <param name="trouble">What is wrong with its queue's environments; null where nothing is known to be.</param>
    public static string Why(BatchJob job, string? trouble) =>
        $"the job was submitted at {job.Submitted.ToIso()} and had not started when it was looked at, {job.SeenAt.ToIso()}: "
        + (job.Reason ?? trouble ?? Unexplained);
}
