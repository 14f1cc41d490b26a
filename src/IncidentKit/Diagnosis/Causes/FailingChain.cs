using IncidentKit.Evidence;
using IncidentKit.Executions.Outages;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>
/// One link of the chain from a schedule to its logs: the field of the schedule that names a resource, and the calls that break or mend
/// such a resource. Which of them can explain a gap <see cref="CauseWindow"/> says. Source of the calls: facts §6.4.
/// </summary>
internal sealed record FailingChain
{
    /// <summary>A chain that nothing breaks.</summary>
    public static FailingChain None { get; } = new();

    /// <summary>The kinds of calls that it looks for, each once.</summary>
    public IEnumerable<ChangeEvent> Events => Breaking.Concat(Mending).Select(c => c.Event).Distinct();

    /// <summary>The fields of the schedule that name the resource.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>
    /// The calls that can break such a resource, each with the request member
    /// that names it. The member is empty where the schedule cannot name it.
    /// </summary>
    public IReadOnlyList<(ChangeEvent Event, string Member)> Breaking { get; init; } = [];

    /// <summary>The calls that can mend one.</summary>
    public IReadOnlyList<(ChangeEvent Event, string Member)> Mending { get; init; } = [];

    /// <summary>
    /// The changes that may have lost the first run of a gap, the likeliest first. One that
    /// points the schedule at the faulty resource comes before one of the resource itself.
    /// </summary>
    /// <param name="fault">What is looked for.</param>
    public IReadOnlyList<ConfigurationChange> Triggers(FaultyResource fault) =>
        [
            .. OutageFinder
                .Triggers(fault.Runs.History, fault.Gap)
                .Where(c =>
                    fault.IsPointedAtBy(c.After) && (c.Field is { } field ? Fields.Contains(field, StringComparer.Ordinal) : MayBeOf(fault))
                )
                .Reverse(),
            .. Calls(fault, Breaking, (e, at) => CauseWindow.MayBegin(fault.Gap, at, e.ActsWithin))
                .Where(c => fault.Leaves(c.Call) is not { IsActive: true })
                .OrderByDescending(c => c.IsNamed)
                .ThenByDescending(c => fault.Leaves(c.Call) is not null)
                .ThenByDescending(c => c.Call.At)
                .Select(c => ConfigurationChange.Of(c.Call, c.Name)),
        ];

    /// <summary>
    /// Whether an update of which the earlier configuration is not known may have brought the fault: where it names the faulty resource,
    /// or what it left is faulty in itself. An answer that names neither tells nothing of it.
    /// </summary>
    private bool MayBeOf(FaultyResource fault) =>
        fault.Names.Count == 0 ? fault.IsOfConfiguration : Fields.Contains(ScheduleFields.TargetArn, StringComparer.Ordinal);

    /// <summary>The recorded change that mended the resource; null when none can have brought about the run that ended the gap.</summary>
    public ConfigurationChange? Recovery(FaultyResource fault)
    {
        if (fault.Gap.End is null)
            return null;
        var own = fault.Runs.History.Changes.LastOrDefault(c =>
            c.Succeeded
            && c.Field is { } field
            && Fields.Contains(field, StringComparer.Ordinal)
            && CauseWindow.MayEnd(fault.Gap, c.At, ChangeEvents.ActsWithin(c.Action))
        );
        return own
            ?? Calls(fault, Mending, (e, at) => CauseWindow.MayEnd(fault.Gap, at, e.ActsWithin))
                .Where(c => fault.Leaves(c.Call) is null or { IsActive: true })
                .OrderBy(c => fault.Leaves(c.Call) is not null)
                .ThenBy(c => c.Call.At)
                .Select(c => ConfigurationChange.Of(c.Call, c.Name))
                .LastOrDefault();
    }

    /// <summary>The call inside a gap that broke the resource: a second fault, hidden behind the one that began the gap.</summary>
    public ConfigurationChange? Hidden(FaultyResource fault) =>
        fault.Runs.History.Changes.LastOrDefault(c =>
            c.Succeeded
            && c.Field is { } field
            && Fields.Contains(field, StringComparer.Ordinal)
            && fault.IsPointedAtBy(c.After)
            && CauseWindow.IsInside(fault.Gap, c.At)
        ) ?? LastBreak(fault, at => CauseWindow.IsInside(fault.Gap, at));

    /// <summary>The call that broke the resource after the gap had ended: its state now tells nothing of then.</summary>
    public ConfigurationChange? BrokenAfter(FaultyResource fault) => LastBreak(fault, at => CauseWindow.IsAfter(fault.Gap, at));

    private ConfigurationChange? LastBreak(FaultyResource fault, Func<Instant, bool> when) =>
        Calls(fault, Breaking, (_, at) => when(at))
            .Where(c => fault.Leaves(c.Call) is not { IsActive: true })
            .OrderBy(c => c.Call.At)
            .Select(c => ConfigurationChange.Of(c.Call, c.Name))
            .LastOrDefault();

    /// <summary>The successful calls of these kinds that name the resource, by time.</summary>
    private static IEnumerable<(TrailEvent Call, string Name, bool IsNamed)> Calls(
        FaultyResource fault,
        IReadOnlyList<(ChangeEvent Event, string Member)> kinds,
        Func<ChangeEvent, Instant, bool> inTime
    )
    {
        foreach (var (kind, member) in kinds)
        {
            foreach (var call in fault.Context.EventsOf(kind))
            {
                if (
                    call.ErrorCode is not null
                    || (!kind.IsGlobal && call.Region != fault.Runs.History.Key.Region)
                    || !inTime(kind, call.At)
                )
                    continue;
                if (member.Length == 0)
                {
                    if (fault.Means(call) is var means && means != false)
                        yield return (call, SubjectOf(call), means == true);
                }
                else if (fault.Names.FirstOrDefault(name => call.Named(member).Any(asked => SameResource(asked, name))) is { } named)
                    yield return (call, named, true);
            }
        }
    }

    /// <summary>What a call names where nothing of the schedule is sought in it: the first id in its request.</summary>
    private static string SubjectOf(TrailEvent call) => call.FirstId() ?? call.Name;

    /// <summary>
    /// A request may give the ARN or only its last part. A secret's ARN ends in six random characters that its name lacks.
    /// </summary>
    private static bool SameResource(string asked, string name) =>
        asked == name
        || name.EndsWith("/" + asked, StringComparison.Ordinal)
        || name.EndsWith(":" + asked, StringComparison.Ordinal)
        || asked.EndsWith("/" + name, StringComparison.Ordinal)
        || asked.EndsWith(":" + name, StringComparison.Ordinal);
}
