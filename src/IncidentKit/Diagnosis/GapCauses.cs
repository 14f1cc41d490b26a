using IncidentKit.Diagnosis.Iam;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis;

/// <summary>What is shown to have lost the runs of each gap, as keys: gaps with a key in common are of one outage.</summary>
/// <param name="findings">The findings.</param>
internal sealed class GapCauses(IReadOnlyList<Finding> findings)
{
    private readonly ILookup<(ScheduleKey Schedule, Instant Start), string> _keys = findings
        .Where(f => f.IsCause)
        .SelectMany(f => f.Gaps.SelectMany(g => Keys(f, g.Schedule).Select(key => (Gap: g, Key: key))))
        .ToLookup(k => k.Gap, k => k.Key);

    /// <summary>The keys of a gap; none where its cause is not shown.</summary>
    public IEnumerable<string> Of(ExecutionGap gap) => _keys[(gap.Schedule, gap.Start)];

    /// <summary>
    /// The call that brought it about, which may reach over regions, and what was found, in one region.
    /// Schedules that one person disabled one after another share no resource: each has its own call alone.
    /// </summary>
    private static IEnumerable<string> Keys(Finding finding, ScheduleKey schedule)
    {
        foreach (var cause in finding.Causes.Where(c => c.Schedule is null || c.Schedule == schedule))
            yield return cause.EventId;
        if (finding.Causes.Count == 0 || finding.Causes.Any(c => c.Schedule is null || IsOfResource(c)))
            yield return $"{finding.RuleId}\n{Resource(finding)}\n{schedule.Region}";
    }

    /// <summary>What failed: the role that was denied an action, whatever each of its calls was about; otherwise what was found.</summary>
    private static string Resource(Finding finding) =>
        DeniedAction.Of(finding.Found) is { Role: { } role, Action: var action } ? $"{role} {action}" : finding.Found;

    private static bool IsOfResource(ConfigurationChange change) =>
        change.Field is null or ScheduleFields.TargetArn or ScheduleFields.TaskDefinition or ScheduleFields.Role;
}
