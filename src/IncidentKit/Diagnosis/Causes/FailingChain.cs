using IncidentKit.Evidence;
using IncidentKit.Executions.Outages;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>
/// One link of the chain from a schedule to its logs: the field of the schedule that names a resource, and the calls that break or mend
/// such a resource. A change is a trigger only if it lies between the last good and the first missed run; it is what mended a fault only
/// if it lies between the last missed and the first good run. Source of the calls: facts §6.4.
/// </summary>
internal sealed record FailingChain
{
    /// <summary>A chain that nothing breaks.</summary>
    public static FailingChain None { get; } = new();

    /// <summary>The kinds of calls that it looks for, each once.</summary>
    public IEnumerable<ChangeEvent> Events => Breaking.Concat(Mending).Select(c => c.Event).Distinct();

    /// <summary>The fields of the schedule that name the resource.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>The calls that can break such a resource, with the request member that names it.</summary>
    public IReadOnlyList<(ChangeEvent Event, string Member)> Breaking { get; init; } = [];

    /// <summary>The calls that can mend one.</summary>
    public IReadOnlyList<(ChangeEvent Event, string Member)> Mending { get; init; } = [];

    /// <summary>Whether the resource is of the account and not of a region, so that its events are elsewhere (IAM's in us-east-1).</summary>
    public bool Global { get; init; }

    /// <summary>The recorded change that brought the fault about; null when none lies between the last good and the first missed run.</summary>
    /// <param name="context">The evidence.</param>
    /// <param name="runs">The schedule.</param>
    /// <param name="gap">The gap.</param>
    /// <param name="names">The names of the resource.</param>
    /// <param name="pointsAt">Whether a value of the field is the faulty one.</param>
    public ConfigurationChange? Trigger(
        DiagnosisContext context,
        ScheduleRuns runs,
        ExecutionGap gap,
        IReadOnlyList<string> names,
        Func<string?, bool> pointsAt
    )
    {
        var pointed = OutageFinder
            .Triggers(runs.History, gap)
            .LastOrDefault(c =>
                pointsAt(c.After)
                && (
                    c.Field is { } field
                        ? Fields.Contains(field, StringComparer.Ordinal)
                        : Fields.Contains(ScheduleFields.TargetArn, StringComparer.Ordinal)
                )
            );
        return pointed ?? (gap.LastGood is { } good ? Call(context, runs.History.Key, Breaking, names, good, gap.Start) : null);
    }

    /// <summary>The recorded change that mended it; null when none lies between the last missed and the first good run.</summary>
    public ConfigurationChange? Recovery(DiagnosisContext context, ScheduleRuns runs, ExecutionGap gap, IReadOnlyList<string> names)
    {
        if (gap.End is not { } end)
            return null;
        return runs.History.Changes.LastOrDefault(c =>
                c.Succeeded && c.Field is { } field && Fields.Contains(field, StringComparer.Ordinal) && c.At >= gap.LastBad && c.At <= end
            ) ?? Call(context, runs.History.Key, Mending, names, gap.LastBad, end);
    }

    /// <summary>The call inside a gap that broke the resource: a second fault, hidden behind the one that began the gap.</summary>
    public ConfigurationChange? Hidden(
        DiagnosisContext context,
        ScheduleRuns runs,
        ExecutionGap gap,
        IReadOnlyList<string> names,
        Func<string?, bool> pointsAt
    ) =>
        runs.History.Changes.LastOrDefault(c =>
            c.Succeeded
            && c.Field is { } field
            && Fields.Contains(field, StringComparer.Ordinal)
            && pointsAt(c.After)
            && c.At > gap.Start
            && !(c.At >= gap.End)
        ) ?? Call(context, runs.History.Key, Breaking, names, gap.Start + Duration.Epsilon, gap.End ?? Instant.MaxValue);

    /// <summary>The last successful call of one of these actions in [from, to] that names one of these resources.</summary>
    private ConfigurationChange? Call(
        DiagnosisContext context,
        ScheduleKey key,
        IReadOnlyList<(ChangeEvent Event, string Member)> actions,
        IReadOnlyList<string> names,
        Instant from,
        Instant to
    )
    {
        TrailEvent? last = null;
        var subject = "";
        foreach (var (action, member) in actions)
        {
            foreach (var call in context.EventsOf(action))
            {
                if (
                    call.ErrorCode is not null
                    || call.At < from
                    || call.At > to
                    || (!Global && call.Region != key.Region)
                    || call.At < last?.At
                )
                    continue;
                if (names.FirstOrDefault(name => call.Named(member).Any(asked => SameResource(asked, name))) is { } named)
                    (last, subject) = (call, named);
            }
        }

        return last is null
            ? null
            : new ConfigurationChange
            {
                At = last.At,
                By = last.By,
                Via = last.Via,
                Action = last.Name,
                Subject = subject,
                Succeeded = true,
                EvidenceId = last.EvidenceId,
                EventId = last.Id,
            };
    }

    /// <summary>A request may give the ARN or only its last part.</summary>
    private static bool SameResource(string asked, string name) =>
        asked == name
        || name.EndsWith("/" + asked, StringComparison.Ordinal)
        || name.EndsWith(":" + asked, StringComparison.Ordinal)
        || asked.EndsWith("/" + name, StringComparison.Ordinal)
        || asked.EndsWith(":" + name, StringComparison.Ordinal);
}
