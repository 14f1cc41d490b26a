using IncidentKit.Diagnosis;
using IncidentKit.Executions.Outages;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>The key times of one outage. Times to are all counted from the onset; each is null where either end is not known.</summary>
internal sealed record KeyTimes
{
    /// <summary>First impact: the first missed fire time.</summary>
    public required Instant Onset { get; init; }

    /// <summary>When a person or an alarm noticed; null when nobody says.</summary>
    public required Instant? Detected { get; init; }

    /// <summary>When no schedule missed a run any more.</summary>
    public required Instant? Mitigated { get; init; }

    /// <summary>When the cause was removed: the last of the changes that put the schedules right; null when they are not all recorded.</summary>
    public required Instant? Resolved { get; init; }

    /// <summary>The changes that removed the cause, in time order.</summary>
    public required IReadOnlyList<ConfigurationChange> Fixes { get; init; }

    /// <summary>Detection less onset.</summary>
    public Duration? TimeToDetect => Detected - Onset;

    /// <summary>Mitigation less onset.</summary>
    public Duration? TimeToMitigate => Mitigated - Onset;

    /// <summary>Resolution less onset.</summary>
    public Duration? TimeToResolve => Resolved - Onset;

    /// <summary>The key times of an outage.</summary>
    /// <param name="outage">The outage.</param>
    /// <param name="runs">All schedules.</param>
    /// <param name="findings">The findings, whose recoveries mended what is not a field of a schedule.</param>
    /// <param name="detected">When it was noticed; null when nobody says.</param>
    public static KeyTimes Of(Outage outage, IReadOnlyList<ScheduleRuns> runs, IReadOnlyList<Finding> findings, Instant? detected)
    {
        var byKey = runs.ToDictionary(r => r.History.Key);
        var fields = outage.Triggers.Select(t => t.Field).ToHashSet(StringComparer.Ordinal);
        var faulty = outage.Triggers.Select(t => t.After).ToHashSet(StringComparer.Ordinal);
        var deleted = outage.Triggers.Any(t => t.Action == "DeleteSchedule");
        var fixes = outage.Gaps.Select(g => Fix(byKey[g.Schedule].History, g) ?? Mended(findings, g)).ToList();
        var known = fixes
            .OfType<ConfigurationChange>()
            .DistinctBy(c => (c.EventId, c.Field))
            .OrderBy(c => c.At)
            .ThenBy(c => c.Subject, StringComparer.Ordinal)
            .ToList();
        return new KeyTimes
        {
            Onset = outage.Onset,
            Detected = detected,
            Mitigated = outage.Mitigated,
            Resolved = fixes.TrueForAll(f => f is not null) ? known.Max(f => f.At) : null,
            Fixes = known,
        };

        // The change after the last missed run, and before the first good one, to a field that the trigger had changed; for a deleted
        // schedule its creation.
        ConfigurationChange? Fix(ScheduleHistory history, ExecutionGap gap) =>
            history.Changes.LastOrDefault(c =>
                c.Succeeded
                && c.At >= gap.LastBad
                && (gap.End is null || c.At <= gap.End)
                && (c.Field is null ? deleted && c.Action == "CreateSchedule" : fields.Contains(c.Field) && !faulty.Contains(c.After))
            );
    }

    /// <summary>What a finding that explains the onset of the gap says mended it: a change of another resource than the schedule.</summary>
    private static ConfigurationChange? Mended(IReadOnlyList<Finding> findings, ExecutionGap gap) =>
        findings
            .Where(f => f.ExplainsOnset && f.Subjects.Contains(gap.Schedule))
            .SelectMany(f => f.Recoveries)
            .FirstOrDefault(c => c.Schedule is null && c.At >= gap.LastBad && c.At <= gap.End);
}
