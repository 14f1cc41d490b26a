using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>Rebuilds the configurations of a schedule from the recorded calls that changed it and its recorded state.</summary>
internal static class RecordedChanges
{
    /// <summary>A change so long before the window may still be why its runs were lost.</summary>
    private static readonly Duration JustBefore = Duration.FromDays(1);

    /// <summary>The time of a call and the date that it left on the schedule differ by less.</summary>
    private static readonly Duration SameCall = Duration.FromMinutes(1);

    /// <summary>Rebuilds the history of one schedule; null when nothing tells of its configuration.</summary>
    /// <param name="key">The schedule.</param>
    /// <param name="live">Its recorded state, with the record's id.</param>
    /// <param name="steps">The recorded calls that changed it, in time order.</param>
    /// <param name="events">All recorded events, for its own calls.</param>
    /// <param name="window">The window: changes about it are told of even where only the schedule's own date shows them.</param>
    public static ScheduleHistory? History(
        ScheduleKey key,
        (Schedule Schedule, string EvidenceId)? live,
        List<TrailEvent> steps,
        IReadOnlyList<TrailEvent> events,
        Interval window
    )
    {
        var epochs = new List<ConfigurationEpoch>();
        var changes = new List<ConfigurationChange>();
        Schedule? before = null;
        string? lastEvidence = live?.EvidenceId;
        var deleted = false;
        foreach (var step in steps)
        {
            lastEvidence = live?.EvidenceId ?? step.EvidenceId;
            if (step.ErrorCode is not null)
            {
                changes.Add(ConfigurationChange.Of(step, key.Name, key));
                continue;
            }

            deleted = step.Name == ChangeEvents.DeleteSchedule.Name;
            if (deleted && before is null)
                before =
                    steps
                        .Where(s => s.At >= step.At && s.ErrorCode is null)
                        .Select(s => TryRead(s.Request))
                        .FirstOrDefault(s => s is not null)
                    ?? live?.Schedule
                    ?? ObservedSchedule.Of(key, step.At, events);
            var after =
                deleted ? before
                : TryRead(step.Request) is { } read ? read with { LastModified = step.At }
                : null;
            changes.AddRange(Differences(ConfigurationChange.Of(step, key.Name, key), before, deleted ? null : after));
            if (after is null)
                continue;
            if (epochs.Count > 0)
                epochs[^1] = epochs[^1] with { To = step.At };
            else if (step.Name != ChangeEvents.CreateSchedule.Name)
                epochs.Add(
                    new ConfigurationEpoch
                    {
                        From = after.Created,
                        To = step.At,
                        Configuration = after,
                        Active = true,
                        Known = false,
                    }
                );
            epochs.Add(
                new ConfigurationEpoch
                {
                    From = step.At,
                    To = null,
                    Configuration = after,
                    Active = !deleted && after.Enabled,
                    Known = true,
                }
            );
            before = after;
        }

        // A listing tells no more than the name, the state and the target: what the events tell stays.
        if (live is { Schedule.Expression: UnknownExpression } listed && epochs.Count > 0 && !deleted)
        {
            var known = epochs[^1].Configuration;
            var modified = listed.Schedule.LastModified ?? known.LastModified;
            live = (known with { IsOn = listed.Schedule.IsOn, LastModified = modified }, listed.EvidenceId);
        }

        if (live is { } now)
        {
            var last = epochs.Count > 0 ? epochs[^1].Configuration : null;
            if (EndWithLiveState(epochs, now.Schedule) is { } at && IsTold(at))
                changes.AddRange(Differences(ConfigurationChange.WithoutCall(key, at, now.EvidenceId), last, now.Schedule));
        }

        // A call may hide what it sent; its time is that of the schedule's own date all the same.
        bool IsTold(Instant at) =>
            at >= window.Start - JustBefore
            && at < window.End
            && !steps.Exists(s => s.ErrorCode is null && s.At <= at + SameCall && s.At >= at - SameCall);
        return epochs.Count == 0 || lastEvidence is null
            ? null
            : new ScheduleHistory
            {
                Key = key,
                Current = live?.Schedule,
                EvidenceId = lastEvidence,
                Deleted = deleted && live is null,
                Epochs = epochs,
                Changes = changes,
            };
    }

    /// <summary>
    /// The recorded answer is the authority on the last epoch: a change event may be masked, or CloudTrail may lag.
    /// </summary>
    /// <returns>When it was changed by a call that is not among the recorded ones; null where all are.</returns>
    private static Instant? EndWithLiveState(List<ConfigurationEpoch> epochs, Schedule live)
    {
        var modified = live.LastModified ?? live.Created;
        if (epochs.Count == 0)
        {
            if (modified is { } at && at != live.Created)
                epochs.Add(
                    new ConfigurationEpoch
                    {
                        From = live.Created,
                        To = at,
                        Configuration = live,
                        Active = true,
                        Known = false,
                    }
                );
            epochs.Add(
                new ConfigurationEpoch
                {
                    From = modified,
                    To = null,
                    Configuration = live,
                    Active = live.Enabled,
                    Known = true,
                }
            );
            return modified == live.Created ? null : modified;
        }

        var last = epochs[^1];
        // CloudTrail stamps whole seconds; the schedule's own time has fractions and comes a moment later.
        if (last.From is { } from && modified is { } later && later > from + SameCall)
        {
            epochs[^1] = last with { To = later };
            epochs.Add(
                new ConfigurationEpoch
                {
                    From = later,
                    To = null,
                    Configuration = live,
                    Active = live.Enabled,
                    Known = true,
                }
            );
            return later;
        }

        epochs[^1] = last with { Configuration = live, Active = live.Enabled };
        return null;
    }

    private static Schedule? TryRead(JsonElement request)
    {
        try
        {
            return ScheduleReader.Read(request);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<ConfigurationChange> Differences(ConfigurationChange change, Schedule? before, Schedule? after)
    {
        if (before is null && after is { IsOn: false } && change.Action == ChangeEvents.UpdateSchedule.Name)
        {
            // What it was before was not recorded; whether it was enabled its runs tell.
            yield return change with
            {
                Field = ScheduleFields.State,
                After = "DISABLED",
            };
            yield break;
        }

        if (before is null || after is null)
        {
            yield return change with
            {
                After = after?.Target.Arn,
            };
            yield break;
        }

        var old = ScheduleFields.Of(before).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        var changed = false;
        foreach (var (name, value) in ScheduleFields.Of(after))
        {
            if (old[name] == value)
                continue;
            changed = true;
            yield return change with
            {
                Field = name,
                Before = old[name],
                After = value,
            };
        }

        if (!changed)
            yield return change;
    }
}
