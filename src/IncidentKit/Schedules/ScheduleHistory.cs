using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>A schedule's configurations over time, rebuilt from its recorded state and the recorded changes.</summary>
internal sealed record ScheduleHistory
{
    /// <summary>How far apart the deletion of a schedule and its creation elsewhere may be for a move.</summary>
    private static readonly Duration MovePause = Duration.FromMinutes(15);

    private static readonly string[] Kinds =
    [
        ChangeEvents.CreateSchedule.Name,
        ChangeEvents.UpdateSchedule.Name,
        ChangeEvents.DeleteSchedule.Name,
    ];

    /// <summary>The schedule's name in the account.</summary>
    public required ScheduleKey Key { get; init; }

    /// <summary>The recorded state; null when the schedule no longer exists or could not be read.</summary>
    public required Schedule? Current { get; init; }

    /// <summary>The record of the present state, or of the last change when there is none.</summary>
    public required string EvidenceId { get; init; }

    /// <summary>Whether its deletion was recorded and the schedule or the rule is gone.</summary>
    public required bool Deleted { get; init; }

    /// <summary>The schedule that goes on with its work since it was deleted; null where none does.</summary>
    public ScheduleKey? SucceededBy { get; init; }

    /// <summary>At least one epoch, in time order, without gaps.</summary>
    public required IReadOnlyList<ConfigurationEpoch> Epochs { get; init; }

    /// <summary>Field by field what each recorded call changed, in time order; errored calls too, marked.</summary>
    public required IReadOnlyList<ConfigurationChange> Changes { get; init; }

    /// <summary>Whether some recorded changes of its region could not be read: one of them may be of this schedule.</summary>
    public bool ChangesUnread { get; init; }

    /// <summary>The configuration of the last epoch.</summary>
    public Schedule Latest => Epochs[^1].Configuration;

    /// <summary>The epoch in force at <paramref name="instant"/>; null before the schedule was created.</summary>
    public ConfigurationEpoch? At(Instant instant) => Epochs.FirstOrDefault(e => e.Contains(instant));

    /// <summary>Whether a call took a rule's target away because the rule was about to be deleted, as it has to be done.</summary>
    public bool IsPartOfDeletion(ConfigurationChange change) =>
        change.Action == ChangeEvents.RemoveTargets.Name
        && Changes.Any(c => c.Succeeded && c.Action == ChangeEvents.DeleteRule.Name && c.At >= change.At && c.At - change.At <= MovePause);

    /// <summary>
    /// Fire times in [from, to), in order, with the epoch each belongs to. After a disable or delete at or after
    /// <paramref name="windowStart"/> the earlier epoch's fire times go on, marked as not scheduled.
    /// </summary>
    public IEnumerable<(FireTime Fire, ConfigurationEpoch Epoch, bool Scheduled)> FireTimes(Instant from, Instant to, Instant windowStart)
    {
        ConfigurationEpoch? active = null;
        foreach (var epoch in Epochs)
        {
            var goesOn = !epoch.Active && active is not null && epoch.From >= windowStart && SucceededBy is null;
            if (epoch.Active)
                active = epoch;
            var source =
                epoch.Active ? epoch
                : goesOn ? active
                : null;
            if (source is null)
                continue;
            var start = epoch.From is { } f && f > from ? f : from;
            var end = epoch.To is { } t && t < to ? t : to;
            if (start >= end)
                continue;
            foreach (var fire in source.Configuration.FireTimes(start, end))
                yield return (fire, source, epoch.Active);
        }
    }

    /// <summary>All schedules of the bundle: those that exist and those a recorded change shows to have existed. Ordered by key.</summary>
    public static IReadOnlyList<ScheduleHistory> ReadAll(BundleReader bundle, IReadOnlyList<TrailEvent> events)
    {
        var current = new Dictionary<ScheduleKey, (Schedule Schedule, string EvidenceId)>();
        foreach (var record in bundle.Records(Operations.GetSchedule))
        {
            if (!record.Succeeded)
                continue;
            using var body = bundle.ParseBody(record);
            if (Read(bundle, body.RootElement, record) is { } schedule)
                current[new ScheduleKey(record.Region, schedule.Group, schedule.Name)] = (schedule, record.Id);
        }

        foreach (var (key, listed, evidence) in Listed(bundle))
            current.TryAdd(key, (listed, evidence));

        var steps = new Dictionary<ScheduleKey, List<TrailEvent>>();
        foreach (var change in events)
        {
            if (!Kinds.Contains(change.Name, StringComparer.Ordinal) || change.Request.Text("Name") is not { } name)
                continue;
            var key = new ScheduleKey(change.Region, change.Request.Text("GroupName") ?? "default", name);
            if (!steps.TryGetValue(key, out var list))
                steps.Add(key, list = []);
            list.Add(change);
        }

        var histories = new List<ScheduleHistory>();
        foreach (var key in current.Keys.Union(steps.Keys).Order())
        {
            (Schedule Schedule, string EvidenceId)? live = current.TryGetValue(key, out var found) ? found : null;
            if (RecordedChanges.History(key, live, steps.GetValueOrDefault(key) ?? [], events, bundle.Manifest.Window) is { } history)
                histories.Add(history with { ChangesUnread = bundle.CouldNotRead(SourceNames.Changes, key.Region) });
        }

        histories.AddRange(RuleHistories.ReadAll(bundle, events));
        histories.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        var names = ScheduleNames.Of(histories.Select(h => h.Key));
        return histories.ConvertAll(h =>
            (h.Deleted || h.Current is { HasTarget: false } ? h with { SucceededBy = Successor(h, histories) } : h).NamedBy(names)
        );
    }

    /// <summary>Names the schedule in its changes as people do in this bundle.</summary>
    private ScheduleHistory NamedBy(ScheduleNames names) =>
        names[Key] is var name && name == Key.Name ? this : this with { Changes = [.. Changes.Select(c => c with { Subject = name })] };

    /// <summary>
    /// The schedule that goes on with the work of a deleted one: made about when it was deleted, with the
    /// same expression and target. A schedule that was renamed or moved to another group is one schedule.
    /// </summary>
    private static ScheduleKey? Successor(ScheduleHistory deleted, List<ScheduleHistory> all)
    {
        var at = deleted.Epochs[^1].From;
        return all.Where(h =>
                h.Key != deleted.Key
                && h.Key.Region == deleted.Key.Region
                && h.Epochs[^1].Active
                && Beginning(h) is { From: { } made } first
                && Duration.FromTicks(Math.Abs((made - at)?.BclCompatibleTicks ?? long.MaxValue)) <= MovePause
                && IsSameWork(first.Configuration, deleted.Latest)
            )
            .OrderBy(h => h.Key.Name != deleted.Key.Name)
            .Select(h => (ScheduleKey?)h.Key)
            .FirstOrDefault();
    }

    /// <summary>What a job was when it came to be; of a rule's target what it was when it was put, which may be an update of it.</summary>
    private static ConfigurationEpoch? Beginning(ScheduleHistory history) =>
        history.Epochs.FirstOrDefault(e => e is { Active: true, Known: true, From: not null });

    private static bool IsSameWork(Schedule a, Schedule b) =>
        (a.Expression.Equals(b.Expression) || b.Expression is UnknownExpression || a.Name == b.Name)
        && a.Target.Arn == b.Target.Arn
        && a.Target.TaskDefinitionArn == b.Target.TaskDefinitionArn
        && (a.Target.Input == b.Target.Input || b.Target.Input is null);

    /// <summary>The schedules of a listing: it tells that they exist, and not when they are due.</summary>
    private static IEnumerable<(ScheduleKey Key, Schedule Schedule, string EvidenceId)> Listed(BundleReader bundle)
    {
        foreach (var record in bundle.Records(Operations.ListSchedules))
        {
            if (!record.Succeeded)
                continue;
            using var body = bundle.ParseBody(record);
            foreach (var item in body.RootElement.Items("Schedules"))
            {
                if (Known(item) is { } schedule)
                    yield return (new ScheduleKey(record.Region, schedule.Group, schedule.Name), schedule, record.Id);
            }
        }
    }

    /// <summary>That it is there, and not when it is due; null without a name.</summary>
    private static Schedule? Known(JsonElement item) =>
        item.Text("Name") is not { } name
            ? null
            : new Schedule
            {
                Name = name,
                Group = item.Text("GroupName") ?? "default",
                Expression = UnknownExpression.Instance,
                IsOn = item.Text("State") != "DISABLED",
                Created = item.Time("CreationDate"),
                LastModified = item.Time("LastModificationDate"),
                Target = new OtherTarget { Arn = item.Member("Target")?.Text("Arn") ?? ScheduleTarget.NotRecorded },
            };

    /// <summary>One that cannot be read costs what it says, and not that it is there.</summary>
    private static Schedule? Read(BundleReader bundle, JsonElement body, EvidenceRecord record)
    {
        try
        {
            return ScheduleReader.Read(body);
        }
        catch (FormatException problem)
        {
            var known = Known(body);
            bundle.CannotRead(record, $"with schedule {known?.Name}, which cannot be read: {problem.Message.TrimEnd('.')}");
            return known;
        }
    }
}
