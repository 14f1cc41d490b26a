using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Executions.Outages;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>A change that removed the cause of an outage for a schedule.</summary>
/// <param name="Change">The change.</param>
/// <param name="FirstGoodRun">The first good fire time after it.</param>
internal sealed record AppliedFix(ConfigurationChange Change, Known<Instant> FirstGoodRun)
{
    /// <summary>The fixes of an outage in time order, and whether each of its gaps has one.</summary>
    public static (IReadOnlyList<AppliedFix> Fixes, bool Whole) Of(
        Outage outage,
        IReadOnlyList<ScheduleRuns> runs,
        IReadOnlyList<Finding> findings
    )
    {
        var byKey = runs.ToDictionary(r => r.History.Key);
        var changes = outage.Gaps.Select(g => PutRight(byKey[g.Schedule].History, outage, g) ?? Mended(findings, g)).ToList();
        var fixes = changes
            .OfType<ConfigurationChange>()
            .DistinctBy(c => (c.EventId, c.Field))
            .OrderBy(c => c.At)
            .ThenBy(c => c.Subject, StringComparer.Ordinal)
            .Select(c => new AppliedFix(c, GoodAfter(outage, c)))
            .ToList();
        return (fixes, changes.TrueForAll(c => c is not null));
    }

    /// <summary>
    /// The change after the last missed run, and before the first good one, to a field that the trigger had changed; for a deleted schedule
    /// its creation.
    /// </summary>
    private static ConfigurationChange? PutRight(ScheduleHistory history, Outage outage, ExecutionGap gap) =>
        history.Changes.LastOrDefault(c =>
            c.Succeeded
            && (gap.End is null ? c.At >= gap.LastLostCall.Earliest : CauseWindow.MayEnd(gap, c.At, ChangeEvents.ActsWithin(c.Action)))
            && (
                c.Field is null
                    ? c.Action == ChangeEvents.CreateSchedule.Name && outage.Triggers.Any(t => t.Action == ChangeEvents.DeleteSchedule.Name)
                    : outage.Triggers.Any(t => t.Field == c.Field || (t.Field is null && t.After is not null && t.After == c.Before))
                        && outage.Triggers.All(t => t.After != c.After)
            )
        );

    /// <summary>What a finding that explains the onset of the gap says mended it: a change of another resource than the schedule.</summary>
    private static ConfigurationChange? Mended(IReadOnlyList<Finding> findings, ExecutionGap gap) =>
        findings
            .Where(f => (f.ExplainsOnset || f.IsCause) && f.Gaps.Contains((gap.Schedule, gap.Start)))
            .SelectMany(f => f.Recoveries)
            .FirstOrDefault(c => c.Schedule is null && CauseWindow.MayEnd(gap, c.At, ChangeEvents.ActsWithin(c.Action)));

    private static Known<Instant> GoodAfter(Outage outage, ConfigurationChange fix) =>
        outage.Gaps.Where(g => g.Schedule == fix.Schedule && g.End >= fix.At).Min(g => g.End) is { } good
            ? Known<Instant>.Derived(good)
            : Known<Instant>.Unknown("no run was due in the window since", "record a later window");
}
