using IncidentKit.Diagnosis;
using IncidentKit.Executions;
using IncidentKit.Schedules;
using NodaTime.Text;

namespace IncidentKit.Repairs;

/// <summary>What can be put right mechanically in the recorded state, one field a schedule.</summary>
public static class RepairPlan
{
    /// <summary>Repairs for the findings that still hold, by schedule.</summary>
    public static IReadOnlyList<Repair> For(DiagnosisContext context, IReadOnlyList<Finding> findings)
    {
        var byKey = context.Runs.ToDictionary(r => r.History.Key);
        var clusters = RunningClusters(context);
        return [.. findings.SelectMany(f => f.Subjects.Select(s => Plan(context, f, byKey[s], clusters)))
            .OfType<Repair>().DistinctBy(r => r.Schedule).OrderBy(r => r.Schedule)];
    }

    private static Repair? Plan(
        DiagnosisContext context, Finding finding, ScheduleRuns runs, ILookup<string, (string Arn, int Schedules)> clusters) => finding.RuleId switch
    {
        "IK1001" when runs.History.Current is { Enabled: false } => Change(runs, ScheduleFields.State, "DISABLED", "ENABLED", EnabledBefore(runs)),
        "IK2001" when runs.History.Current is { } now && !(context.States.Cluster(runs.History.Key.Region, now.Target.Arn)?.IsActive ?? true) =>
            ClusterChange(context, runs, now.Target.Arn, clusters[runs.History.Key.Region]),
        "IK2002" when runs.History.Current?.Target.TaskDefinitionArn is { } pinned
            && Replaced(runs, ScheduleFields.TaskDefinition, pinned) is { Before: { } before } change
            && context.States.TaskDefinition(runs.History.Key.Region, before)?.State.IsActive == true =>
            Change(runs, ScheduleFields.TaskDefinition, pinned, before, ReplacedAt(change)),
        _ => null,
    };

    private static Repair Change(ScheduleRuns runs, string field, string from, string? to, string? why) => new()
    {
        Schedule = runs.History.Key,
        Field = field,
        ExpectedValue = from,
        NewValue = to,
        NewValueSource = why,
        LastModified = runs.History.Current?.LastModified,
        NextFireTime = runs.Next,
    };

    private static string? EnabledBefore(ScheduleRuns runs) =>
        runs.History.Changes.LastOrDefault(c => c is { Succeeded: true, Field: ScheduleFields.State, After: "DISABLED" }) is { } change ? ReplacedAt(change) : null;

    /// <summary>By region the active clusters where schedules ran, and how many.</summary>
    private static ILookup<string, (string Arn, int Schedules)> RunningClusters(DiagnosisContext context) =>
        context.Runs
            .Where(r => r.LastGood is not null && r.History.Current is { Target: { Kind: TargetKind.Ecs } target }
                && context.States.Cluster(r.History.Key.Region, target.Arn)?.IsActive == true)
            .GroupBy(r => (r.History.Key.Region, r.History.Current!.Target.Arn))
            .ToLookup(g => g.Key.Region, g => (g.Key.Arn, g.Count()), StringComparer.Ordinal);

    /// <summary>A cluster is proposed only where sibling schedules ran in it, or a recorded change shows it was there before; and only an ACTIVE one.</summary>
    private static Repair ClusterChange(DiagnosisContext context, ScheduleRuns runs, string faulty, IEnumerable<(string Arn, int Schedules)> running)
    {
        var region = runs.History.Key.Region;
        var change = Replaced(runs, ScheduleFields.TargetArn, faulty);
        var before = change?.Before is { } b && context.States.Cluster(region, b)?.IsActive == true ? b : null;
        var siblings = running.ToDictionary(c => c.Arn, c => c.Schedules, StringComparer.Ordinal);
        var proposed = before ?? (siblings.Count == 1 ? siblings.Keys.Single() : null);
        if (proposed is null)
            return Change(runs, ScheduleFields.TargetArn, faulty, null, null);
        var reasons = new List<string>();
        if (siblings.TryGetValue(proposed, out var count))
            reasons.Add(count == 1 ? "tasks of 1 other schedule run there" : $"tasks of {count} other schedules run there");
        if (before is not null)
            reasons.Add(ReplacedAt(change!));
        return Change(runs, ScheduleFields.TargetArn, faulty, proposed, string.Join("; ", reasons));
    }

    private static ConfigurationChange? Replaced(ScheduleRuns runs, string field, string value) =>
        runs.History.Changes.LastOrDefault(c => c.Succeeded && c.Field == field && c.After == value);

    private static string ReplacedAt(ConfigurationChange change) =>
        $"it was so until {change.By} changed it at {InstantPattern.ExtendedIso.Format(change.At)}";
}
