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
    private static readonly Duration Shortest = Duration.FromHours(1);
    private static readonly Duration Settling = Duration.FromMinutes(10);

    /// <summary>What does not pass by waiting. Source: facts II §4, stuck reasons.</summary>
    private static readonly string[] Blocked = ["MISCONFIGURATION:", "ACTION_REQUIRED"];

    /// <summary>Since when jobs of one name were submitted and did not start, though they should have; the end of time for none.</summary>
    public static Instant StuckSince(IReadOnlyList<BatchJob> jobs)
    {
        var waits = jobs.Where(j => j.Started is not null).Select(j => j.Started!.Value - j.Submitted).ToList();
        var most = waits.Count > 0 ? Duration.Max(Shortest, waits.Max() * 3) : (Duration?)null;
        // What was submitted before one that started waits for something of its own.
        var passed = jobs.Where(j => j.Started is not null).Select(j => j.Submitted).DefaultIfEmpty(Instant.MinValue).Max();
        var stuck = jobs.Where(j => j.Waits && (IsBlocked(j) || j.SeenAt - j.Submitted > most)).Select(j => j.Submitted).ToList();
        return stuck.Count == 0 ? Instant.MaxValue
            : stuck.Exists(at => at > passed) ? stuck.Where(at => at > passed).Min()
            : stuck.Min();
    }

    private static bool IsBlocked(BatchJob job) =>
        job.SeenAt - job.Submitted > Settling && Array.Exists(Blocked, b => job.Reason?.StartsWith(b, StringComparison.Ordinal) == true);

    /// <summary>Why a job waits, in words.</summary>
    /// <param name="job">The job.</param>
    /// <param name="trouble">What is wrong with its queue's environments; null where nothing is known to be.</param>
    public static string Why(BatchJob job, string? trouble) =>
        $"the job was submitted at {job.Submitted.ToIso()} and had not started when it was looked at, {job.SeenAt.ToIso()}: "
        + (job.Reason ?? trouble ?? "Batch gives no reason");
}
