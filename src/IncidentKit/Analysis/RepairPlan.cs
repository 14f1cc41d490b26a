using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime.Text;

namespace IncidentKit.Analysis;

/// <summary>
/// What can be put right mechanically in the recorded state: a field of a schedule that a recorded change spoiled is put back to what it was,
/// where that still is sound, and a log group that is missing is made again.
/// </summary>
internal static class RepairPlan
{
    private const string Redacted = "[redacted:";

    /// <summary>Repairs for the findings that still hold, by schedule and field.</summary>
    public static IReadOnlyList<Repair> For(DiagnosisContext context, IReadOnlyList<Finding> findings)
    {
        var byKey = context.Runs.ToDictionary(r => r.History.Key);
        var clusters = RunningClusters(context);
        return
        [
            .. findings
                .Where(f => f.Certainty != Certainty.NotExcluded)
                .SelectMany(f => f.Subjects.SelectMany(s => Plan(context, f, byKey[s], clusters)))
                .DistinctBy(r => (r.Schedule, r.Field))
                .OrderBy(r => r.Schedule)
                .ThenBy(r => r.Field, StringComparer.Ordinal),
        ];
    }

    /// <summary>The log groups that findings say are missing, by region and name.</summary>
    public static IReadOnlyList<(string Region, string Name)> MissingLogGroups(DiagnosisContext context, IReadOnlyList<Finding> findings)
    {
        var byKey = context.Runs.ToDictionary(r => r.History.Key);
        return
        [
            .. findings
                .Where(f => f.RuleId == "IK4005")
                .SelectMany(f => f.Subjects)
                .Where(s => byKey[s].History.Current?.Target.TaskDefinitionArn is not null)
                .SelectMany(s =>
                    context
                        .States.TaskDefinition(s.Region, byKey[s].History.Current!.Target.TaskDefinitionArn!)
                        ?.Containers.Select(c => (s.Region, Name: c.LogGroup))
                    ?? []
                )
                .Where(g => context.Resources.LogGroup(g.Region, g.Name) is { Exists: false })
                .Distinct()
                .Order(),
        ];
    }

    private static IEnumerable<Repair> Plan(
        DiagnosisContext context,
        Finding finding,
        ScheduleRuns runs,
        ILookup<string, (string Arn, int Schedules)> clusters
    )
    {
        var key = runs.History.Key;
        if (runs.History.Current is not { } now)
            return [];
        return finding.RuleId switch
        {
            "IK1001" when !now.Enabled => [Change(runs, ScheduleFields.State, "DISABLED", "ENABLED", EnabledBefore(runs))],
            "IK1006" when finding.Certainty == Certainty.Confirmed => PutBack(
                runs,
                (_, _) => true,
                ScheduleFields.TimeZone,
                ScheduleFields.DeadLetterQueue
            ),
            "IK2001" when !(context.States.Cluster(key.Region, now.Target.Arn)?.IsActive ?? true) =>
            [
                ClusterChange(context, runs, now.Target.Arn, clusters[key.Region]),
            ],
            "IK2002" => PutBack(
                runs,
                (_, before) => context.States.TaskDefinition(key.Region, before)?.State.IsActive == true,
                ScheduleFields.TaskDefinition
            ),
            "IK2003" => PutBack(
                runs,
                (_, before) => before.Split(", ").All(id => context.Resources.Network(key.Region, id)?.IsActive == true),
                ScheduleFields.Subnets,
                ScheduleFields.SecurityGroups
            ),
            "IK2004" => PutBack(
                runs,
                (_, before) => context.States.Function(key.Region, before)?.IsActive == true,
                ScheduleFields.TargetArn
            ),
            "IK2005" => PutBack(runs, (_, _) => true, ScheduleFields.Input),
            "IK2006" => PutBack(runs, (_, _) => true, ScheduleFields.LaunchType),
            "IK3001" => PutBack(runs, (_, before) => context.Resources.Role(before)?.Exists == true, ScheduleFields.Role),
            _ => [],
        };
    }

    /// <summary>The fields whose present value a recorded change set, back to the value before it, where that is sound and known.</summary>
    private static IEnumerable<Repair> PutBack(ScheduleRuns runs, Func<string, string, bool> isSound, params IReadOnlyList<string> fields)
    {
        var present = ScheduleFields.Of(runs.History.Current!).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var value = present[field];
            if (
                runs.History.Changes.LastOrDefault(c => c.Succeeded && c.Field == field) is { Before: { } before } change
                && change.After == value
                && isSound(field, before)
                && IsWhole(before)
                && IsWhole(value ?? "")
            )
                yield return Change(runs, field, value ?? "", before, ReplacedAt(change));
        }
    }

    /// <summary>Whether a script can hold the value as it was: nothing was redacted, and no character would be written in another way.</summary>
    private static bool IsWhole(string value) => !value.Contains(Redacted, StringComparison.Ordinal) && !value.Any(char.IsControl);

    private static Repair Change(ScheduleRuns runs, string field, string from, string? to, string? why) =>
        new()
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
        runs.History.Changes.LastOrDefault(c => c is { Succeeded: true, Field: ScheduleFields.State, After: "DISABLED" }) is { } change
            ? ReplacedAt(change)
            : null;

    /// <summary>By region the active clusters where schedules ran, and how many.</summary>
    private static ILookup<string, (string Arn, int Schedules)> RunningClusters(DiagnosisContext context) =>
        context
            .Runs.Where(r =>
                r.LastGood is not null
                && r.History.Current is { Target.Task: { } task }
                && context.States.Cluster(r.History.Key.Region, task.ClusterArn)?.IsActive == true
            )
            .GroupBy(r => (r.History.Key.Region, r.History.Current!.Target.Task!.ClusterArn))
            .ToLookup(g => g.Key.Region, g => (g.Key.ClusterArn, g.Count()), StringComparer.Ordinal);

    /// <summary>A cluster is proposed only where sibling schedules ran in it, or a recorded change shows it was there before; and only an ACTIVE one.</summary>
    private static Repair ClusterChange(
        DiagnosisContext context,
        ScheduleRuns runs,
        string faulty,
        IEnumerable<(string Arn, int Schedules)> running
    )
    {
        var region = runs.History.Key.Region;
        var change = runs.History.Changes.LastOrDefault(c => c.Succeeded && c.Field == ScheduleFields.TargetArn && c.After == faulty);
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

    private static string ReplacedAt(ConfigurationChange change) =>
        $"it was so until {change.By} changed it at {InstantPattern.ExtendedIso.Format(change.At)}";
}
