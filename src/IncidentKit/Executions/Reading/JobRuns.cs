using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// Finds runs among the listed jobs of AWS Batch: a run is a job of the target's name in its queue, from its submission on. Source: facts
/// II §4.
/// </summary>
internal sealed class JobRuns
{
    /// <summary>A listing may be so far behind; AWS gives no number.</summary>
    private static readonly Duration Lag = Duration.FromMinutes(5);

    private readonly LedgerParts _parts;
    private readonly TargetStates _states;
    private readonly Dictionary<TaskKey, RunSpan> _spans = [];
    private readonly List<LostJob> _lost = [];

    private JobRuns(LedgerParts parts, TargetStates states) => (_parts, _states) = (parts, states);

    /// <summary>When each job was up.</summary>
    public IReadOnlyDictionary<TaskKey, RunSpan> Spans => _spans;

    /// <summary>The jobs that did not succeed, or wait and will not start as things are.</summary>
    public IReadOnlyList<LostJob> Lost => _lost;

    /// <summary>Adds the jobs to what was found, and what whole listings prove by silence.</summary>
    public static JobRuns Read(BundleReader bundle, LedgerParts parts, TargetStates states, IReadOnlyList<TrailEvent> events)
    {
        var runs = new JobRuns(parts, states);
        var targets = TargetsOf(parts.Histories);
        if (targets.Count == 0)
            return runs;
        var listings = BatchJob.ReadAll(bundle);
        foreach (var ((region, queue), listing) in listings)
        {
            var submitters = targets
                .Where(t => parts.Histories[t.Key].Key.Region == region)
                .SelectMany(t => t.Value.Where(target => target.QueueName == queue).Select(target => (Schedule: t.Key, Target: target)))
                .ToLookup(t => t.Target.JobName, StringComparer.Ordinal);
            // A name may fit what several fill in: the longest is meant.
            var names = submitters.Select(s => s.First().Target).OrderByDescending(t => t.JobName.Length).ToList();
            foreach (var jobs in listing.Jobs.GroupBy(j => names.Find(t => t.IsNameOfRun(j.Name))?.JobName))
            {
                if (jobs.Key is { } name)
                    runs.Add([.. jobs], region, queue, [.. submitters[name].Select(s => s.Schedule).Distinct()]);
            }
        }

        var silence = new MissingThing(bundle, events);
        foreach (var (schedule, all) in targets)
        {
            var key = parts.Histories[schedule].Key;
            runs.NoteSilence(
                schedule,
                [.. all.Select(t => t.QueueName).Distinct().Select(q => Silence(key, q, listings, states, silence))]
            );
        }

        return runs;
    }

    /// <summary>The targets of each schedule that submits jobs, over all its configurations.</summary>
    private static SortedDictionary<int, List<BatchTarget>> TargetsOf(IReadOnlyList<ScheduleHistory> histories)
    {
        var all = new SortedDictionary<int, List<BatchTarget>>();
        for (var i = 0; i < histories.Count; i++)
        {
            var targets = histories[i].Epochs.Select(e => e.Configuration.Target).OfType<BatchTarget>().DistinctBy(t => t.Jobs).ToList();
            if (targets.Count > 0)
                all.Add(i, targets);
        }

        return all;
    }

    private void Add(IReadOnlyList<BatchJob> jobs, string region, string queue, IReadOnlyList<int> schedules)
    {
        var waiting = WaitingJobs.Stuck(jobs);
        foreach (var job in jobs)
        {
            // Several of one name are told apart by which of them was to submit it then; they share what is left.
            var meant = schedules.Count == 1 ? schedules : [.. schedules.Where(s => IsOf(s, job, queue))];
            var whose = meant.Count > 0 ? meant : schedules;
            var key = TaskKey.Of(job.Id);
            var stuck = waiting.Contains(job.Id);
            if (job.Started is { } started)
                _spans[key] = new RunSpan(started, job.Stopped, job.SeenAt, job.EvidenceId);
            _parts
                .Found[whose[0]]
                .Add(
                    new Execution
                    {
                        StartedAt = job.Submitted,
                        Task = key,
                        Sources = ExecutionSources.Listing,
                        Outcome =
                            stuck || job.Failed ? ExecutionOutcome.Failed
                            : job.Status == "SUCCEEDED" ? ExecutionOutcome.Succeeded
                            : ExecutionOutcome.Running,
                        Evidence = _parts.EvidenceIndex(job.EvidenceId),
                    }
                );
            if (stuck || job.Failed)
                _lost.Add(new LostJob(job, stuck ? WaitingJobs.Why(job, _states.Batch.Trouble(region, queue)) : job.Words, whose));
        }
    }

    private bool IsOf(int schedule, BatchJob job, string queue) =>
        _parts.Histories[schedule].At(job.Submitted) is { Active: true, Configuration.Target: BatchTarget target }
        && target.QueueName == queue
        && target.IsNameOfRun(job.Name);

    /// <summary>What silence proves of a schedule: what it proves of each of its queues.</summary>
    private void NoteSilence(int schedule, IReadOnlyList<AbsenceCoverage?> queues)
    {
        if (queues.Any(q => q is null))
            return;
        _parts
            .Silence[schedule]
            .Add(
                new AbsenceCoverage(
                    ExecutionSources.Listing,
                    queues.Max(q => q!.Value.From),
                    queues.Min(q => q!.Value.AskedAt),
                    Lag,
                    Lag,
                    null,
                    [.. queues.SelectMany(q => q!.Value.Pages).OrderBy(p => p.EvidenceId, StringComparer.Ordinal)]
                )
            );
    }

    /// <summary>
    /// Since when no job of a queue is missing; of one that is not there, since its deletion. Null where that is unknown.
    /// </summary>
    private static AbsenceCoverage? Silence(
        ScheduleKey schedule,
        string queue,
        IReadOnlyDictionary<(string Region, string Queue), JobListing> listings,
        TargetStates states,
        MissingThing missing
    ) =>
        listings.TryGetValue((schedule.Region, queue), out var listing) && listing.CompleteFrom is { } from
            ? new AbsenceCoverage(ExecutionSources.Listing, from, listing.AskedAt, Lag, Lag, null, listing.Pages)
            : missing.Silence(
                schedule,
                states.Batch.Queue(schedule.Region, queue),
                ChangeEvents.DeleteJobQueue,
                "jobQueue",
                name => Arn.LastNameOf(name) == queue
            );
}

/// <summary>A job that did not do its work.</summary>
/// <param name="Job">The job.</param>
/// <param name="Why">What is said of that.</param>
/// <param name="Schedules">The schedules whose run it may be.</param>
internal readonly record struct LostJob(BatchJob Job, string Why, IReadOnlyList<int> Schedules);
