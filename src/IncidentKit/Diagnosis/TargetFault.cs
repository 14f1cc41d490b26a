using IncidentKit.Executions;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis;

/// <summary>
/// A schedule that points at something it cannot run on, and how sure that is: what the rules on clusters, task definitions and functions
/// have in common.
/// </summary>
internal sealed record TargetFault
{
    /// <summary>The schedule.</summary>
    public required ScheduleRuns Runs { get; init; }

    /// <summary>What it points at.</summary>
    public required string Resource { get; init; }

    /// <summary>The resource as recorded.</summary>
    public required ResourceState State { get; init; }

    /// <summary>The gap it falls into; null when no run was lost.</summary>
    public required ExecutionGap? Gap { get; init; }

    /// <summary>The recorded change that brought it about; null when none was recorded.</summary>
    public required ConfigurationChange? Cause { get; init; }

    /// <summary>How sure it is.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>Every schedule whose target is or was not usable in a gap, or is not usable now.</summary>
    /// <param name="context">The evidence.</param>
    /// <param name="field">The schedule's field that names the resource.</param>
    /// <param name="resource">The resource a configuration names; null when it names none of this kind.</param>
    /// <param name="state">The recorded state of a resource; null when it was not recorded.</param>
    /// <param name="endings">The operations that end such a resource, with the request member that names it.</param>
    public static IEnumerable<TargetFault> Find(
        DiagnosisContext context,
        string field,
        Func<Schedule, string?> resource,
        Func<string, string, ResourceState?> state,
        params IReadOnlyList<(string Action, string Member)> endings)
    {
        foreach (var runs in context.Runs)
        {
            var history = runs.History;
            var faulty = false;
            foreach (var gap in runs.Gaps)
            {
                if (history.At(gap.Start) is not { Active: true } epoch || resource(epoch.Configuration) is not { } named
                    || state(history.Key.Region, named) is not { } found || IsUsable(found))
                    continue;
                faulty = true;
                var cause = Pointed(history, gap, field, named) ?? Ended(context, history.Key, gap, named, endings);
                yield return new TargetFault
                {
                    Runs = runs, Resource = named, State = found, Gap = gap, Cause = cause, Certainty = Sure(runs, gap, epoch, cause, field),
                };
            }

            if (!faulty && history.Current is { Enabled: true } now && resource(now) is { } current
                && state(history.Key.Region, current) is { } present && !IsUsable(present))
            {
                yield return new TargetFault
                {
                    Runs = runs, Resource = current, State = present, Gap = null, Cause = null, Certainty = Certainty.Supported,
                };
            }
        }
    }

    /// <summary>One finding for all schedules with the same fault: the same resource, certainty, and explained or not.</summary>
    public static IEnumerable<Finding> Summarise(
        IEnumerable<TargetFault> faults, string id, string name, Func<TargetFault, string> expected, Func<TargetFault, string> found, string remedy) =>
        from fault in faults
        group fault by (fault.Resource, fault.Certainty, Explained: fault.Cause is not null, Lost: fault.Gap is not null) into same
        let subjects = same.Select(f => f.Runs.History.Key).Distinct().Order().ToList()
        let first = same.First()
        select new Finding
        {
            RuleId = id,
            Name = name,
            Severity = !same.Key.Lost ? Severity.Medium : same.Key.Explained && subjects.Count > 1 ? Severity.Critical : Severity.High,
            Certainty = same.Key.Certainty,
            Subjects = subjects,
            Expected = expected(first),
            Found = found(first),
            ExplainsOnset = same.Key.Explained,
            Causes = [.. same.Select(f => f.Cause).OfType<ConfigurationChange>().Distinct().OrderBy(c => c.At).ThenBy(c => c.Subject, StringComparer.Ordinal)],
            EvidenceIds = Evidence(same),
            Remedy = remedy,
        };

    private static List<string> Evidence(IEnumerable<TargetFault> faults) =>
        [.. faults.SelectMany(f => new[] { f.State.EvidenceId, f.Cause?.EvidenceId, f.Runs.History.EvidenceId }).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static bool IsUsable(ResourceState state) => state.Status is not (ResourceState.Missing or "INACTIVE" or "DELETE_IN_PROGRESS");

    /// <summary>The change that pointed the schedule at the resource, between the last good and the first missed run.</summary>
    private static ConfigurationChange? Pointed(ScheduleHistory history, ExecutionGap gap, string field, string resource) =>
        OutageFinder.Triggers(history, gap)
            .LastOrDefault(c => c.After == resource && (c.Field == field || (c.Field is null && field == ScheduleFields.TargetArn)));

    /// <summary>The call that ended the resource, between the last good and the first missed run.</summary>
    private static ConfigurationChange? Ended(
        DiagnosisContext context, ScheduleKey key, ExecutionGap gap, string resource, IReadOnlyList<(string Action, string Member)> endings)
    {
        if (gap.LastGood is not { } good)
            return null;
        foreach (var call in context.Events)
        {
            if (call.ErrorCode is not null || call.Region != key.Region || call.At < good || call.At > gap.Start)
                continue;
            foreach (var (action, member) in endings)
            {
                if (call.Name == action && call.Named(member).Any(n => SameResource(n, resource)))
                {
                    return new ConfigurationChange
                    {
                        At = call.At, By = call.By, Via = call.Via, Action = call.Name, Subject = resource,
                        Succeeded = true, EvidenceId = call.EvidenceId, EventId = call.Id,
                    };
                }
            }
        }

        return null;
    }

    /// <summary>A request may give the ARN or only its last part.</summary>
    private static bool SameResource(string asked, string arn) => asked == arn || arn.EndsWith("/" + asked, StringComparison.Ordinal)
        || arn.EndsWith(":" + asked, StringComparison.Ordinal);

    private static Certainty Sure(ScheduleRuns runs, ExecutionGap gap, ConfigurationEpoch epoch, ConfigurationChange? cause, string field)
    {
        var mended = gap.End is { } end && runs.History.Changes.Any(c => c.Succeeded && c.Field == field && c.At >= gap.LastBad && c.At <= end);
        if (cause is not null && mended)
            return Certainty.Confirmed;
        return RanUnder(runs, gap, epoch, cause) ? Certainty.Supported : Certainty.Confirmed;
    }

    /// <summary>Whether any run of the window, or the one before the gap, succeeded while the faulty configuration was in force.</summary>
    private static bool RanUnder(ScheduleRuns runs, ExecutionGap gap, ConfigurationEpoch epoch, ConfigurationChange? cause)
    {
        var since = cause?.At ?? epoch.From ?? Instant.MinValue;
        return gap.LastGood >= since || (gap.End is { } end && epoch.Contains(end))
            || runs.Gaps.Any(g => g != gap && (g.LastGood is { } good && epoch.Contains(good) || g.End is { } e && epoch.Contains(e)));
    }
}
