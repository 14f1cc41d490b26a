using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>What can be put right mechanically in the recorded state, as the rules of the findings say.</summary>
internal sealed record RepairPlan
{
    /// <summary>
    /// The order of repairs: what feeds before what is fed, and last what places orders. Of a schedule that no service has nothing says
    /// that it does not trade.
    /// </summary>
    private static readonly ServiceRole[] Order =
    [
        ServiceRole.DataCollection,
        ServiceRole.SignalGeneration,
        ServiceRole.Alerting,
        ServiceRole.PositionMonitoring,
        ServiceRole.Other,
        ServiceRole.Trading,
    ];

    /// <summary>The fields that can be put right: by role, of one role the schedule that is due first, by name, and by field.</summary>
    public required IReadOnlyList<FieldRepair> Fields { get; init; }

    /// <summary>The log groups that can be made again, by region and name.</summary>
    public required IReadOnlyList<LogGroupRepair> LogGroups { get; init; }

    /// <summary>How many there are.</summary>
    public int Count => Fields.Count + LogGroups.Count;

    /// <summary>How many stand against readiness: of a schedule that it does not count, none does.</summary>
    public int CountFor(IReadOnlyList<ScheduleCheck> checks)
    {
        var uncounted = checks.Where(c => !c.Counts).Select(c => c.Runs.History.Key).ToHashSet();
        return Fields.Count(f => !uncounted.Contains(f.Schedule)) + LogGroups.Count;
    }

    /// <summary>What a schedule does by the settings; where several services have it, what is repaired last of that.</summary>
    public static ServiceRole RoleOf(ScheduleKey schedule, Settings? settings) =>
        (settings?.Services.Values ?? [])
            .Where(s => s.Schedules.Any(schedule.IsNamed))
            .Select(s => s.Role)
            .DefaultIfEmpty(ServiceRole.Other)
            .MaxBy(role => Array.IndexOf(Order, role));

    /// <summary>The repairs of the findings. For a cause that could not be excluded no field is changed.</summary>
    public static RepairPlan Of(DiagnosisContext context, IReadOnlyList<Finding> findings, Settings? settings)
    {
        var byKey = context.Runs.ToDictionary(r => r.History.Key);
        var repairs = (
            from finding in findings
            from subject in finding.Subjects
            let runs = byKey[subject]
            where runs.History.Current is not null
            from repair in finding.Rule.Repairs(new FaultySchedule(context, finding, runs, runs.History.Current!))
            where repair is LogGroupRepair || finding.Certainty != Certainty.NotExcluded
            select repair
        ).ToList();
        return new RepairPlan
        {
            Fields =
            [
                .. repairs
                    .OfType<FieldRepair>()
                    .DistinctBy(r => (r.Schedule, r.Field))
                    .OrderBy(r => Array.IndexOf(Order, RoleOf(r.Schedule, settings)))
                    .ThenBy(r => r.NextFireTime ?? Instant.MaxValue)
                    .ThenBy(r => r.Schedule)
                    .ThenBy(r => r.Field, StringComparer.Ordinal),
            ],
            LogGroups = [.. repairs.OfType<LogGroupRepair>().Distinct().OrderBy(g => (g.Region, g.Name))],
        };
    }
}
