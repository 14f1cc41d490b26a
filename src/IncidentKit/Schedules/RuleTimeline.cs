using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>
/// Rebuilds what one target of a rule was over time. Each recorded call cuts the time in two, and sets a part of what the rule was after
/// it: PutRule all but the targets, EnableRule and DisableRule the state, PutTargets and RemoveTargets the target. What no call before set
/// is inferred from the next that sets it, where that call alone tells what was before, else from the recorded rule.
/// </summary>
internal sealed class RuleTimeline
{
    private readonly BundleReader _bundle;
    private readonly ScheduleKey _key;
    private readonly RecordedRule? _rule;
    private readonly List<TrailEvent> _steps;
    private readonly IReadOnlyList<TrailEvent> _events;
    private readonly bool _seesChanges;
    private readonly List<TrailEvent> _all;

    /// <summary>Takes what tells of it.</summary>
    /// <param name="bundle">The evidence; told where an expression cannot be read.</param>
    /// <param name="key">The rule and its target.</param>
    /// <param name="rule">The rule as it was recorded; null when it was not.</param>
    /// <param name="steps">The recorded calls about the rule, by time, refused ones too.</param>
    /// <param name="events">All recorded events, for the rule's own calls.</param>
    /// <param name="seesChanges">Whether all changes of the window are among the recorded calls.</param>
    public RuleTimeline(
        BundleReader bundle,
        ScheduleKey key,
        RecordedRule? rule,
        List<TrailEvent> steps,
        IReadOnlyList<TrailEvent> events,
        bool seesChanges
    )
    {
        (_bundle, _key, _rule, _events, _seesChanges) = (bundle, key, rule, events, seesChanges);
        _all = steps.FindAll(IsAboutIt);
        _steps = _all.FindAll(s => s.ErrorCode is null);
    }

    /// <summary>The ids of the targets that a call put or took away.</summary>
    public static IEnumerable<string> TargetsOf(TrailEvent call)
    {
        var failed = call.Response.Items("FailedEntries").Select(f => f.Text("TargetId")).ToHashSet(StringComparer.Ordinal);
        return call
            .Request.Items("Targets")
            .Select(t => t.Text("Id"))
            .Concat(call.Request.Texts("Ids"))
            .OfType<string>()
            .Where(id => !failed.Contains(id));
    }

    /// <summary>Whether tasks were started in the name of the rule in a cadence: it is no rule that waits for events.</summary>
    public static bool RunsAtTimes(string region, string name, IReadOnlyList<TrailEvent> events) =>
        ObservedSchedule.Of(new ScheduleKey(region, RecordedRule.Bus, name, ""), Instant.MaxValue, events).Expression
            is not UnknownExpression;

    /// <summary>The history; null when nothing tells of its configuration.</summary>
    public ScheduleHistory? History()
    {
        var parts = Parts();
        var configurations = parts.ConvertAll(Configuration);
        var epochs = new List<ConfigurationEpoch>();
        for (var i = 0; i < parts.Count; i++)
            epochs.Add(
                new ConfigurationEpoch
                {
                    From = i == 0 ? null : _steps[i - 1].At,
                    To = i < _steps.Count ? _steps[i].At : null,
                    Configuration = configurations[i],
                    Active = parts[i].Exists && configurations[i].Enabled,
                    Known = parts[i].Known,
                }
            );
        var current = _rule is { IsScheduled: true } ? EndWithRecorded(epochs, _rule) : null;
        var deleted = _rule is null && _steps.Count > 0 && !parts[^1].Exists;
        if (_rule is { IsScheduled: false })
            // It waits for events now: as a scheduled job it is gone.
            (deleted, epochs[^1]) = (true, epochs[^1] with { Active = false });
        return new ScheduleHistory
        {
            Key = _key,
            Current = current,
            EvidenceId = _rule?.TargetsEvidenceId ?? _all[^1].EvidenceId,
            Deleted = deleted,
            Epochs = epochs,
            Changes = [.. Changes(configurations)],
        };
    }

    private bool IsAboutIt(TrailEvent call) =>
        call.Name != ChangeEvents.PutTargets.Name && call.Name != ChangeEvents.RemoveTargets.Name
        || (call.ErrorCode is not null && !call.Request.Items("Targets").Any() && !call.Request.Texts("Ids").Any())
        || TargetsOf(call).Contains(_key.Target, StringComparer.Ordinal);

    /// <summary>One more than there are calls.</summary>
    private List<RulePart> Parts()
    {
        var parts = new List<RulePart> { new() { Exists = true } };
        foreach (var step in _steps)
            parts.Add(parts[^1].After(step, _key.Target!));
        return Inferred(parts);
    }

    /// <summary>Fills what was not set yet, from behind.</summary>
    private List<RulePart> Inferred(List<RulePart> parts)
    {
        var last = parts[^1];
        var recorded = _rule?.Targets?.FirstOrDefault(t => t.Text("Id") == _key.Target);
        var observed = new Lazy<Schedule>(() => ObservedSchedule.Of(_key, _steps.Count > 0 ? _steps[^1].At : Instant.MaxValue, _events));
        parts[^1] = last with
        {
            Expression = last.Expression ?? _rule?.Expression ?? observed.Value.ExpressionText,
            Description = last.Description ?? (last.Expression is null ? _rule?.Description : null),
            IsOn = last.IsOn ?? (_rule is null || _rule.State != RuleState.Disabled),
            HasTarget = last.HasTarget ?? (_rule?.Targets is null || recorded is { ValueKind: JsonValueKind.Object }),
            Target = last.Target ?? (recorded is { ValueKind: JsonValueKind.Object } there ? there : null),
        };
        for (var i = parts.Count - 2; i >= 0; i--)
        {
            var (part, next, step) = (parts[i], parts[i + 1], _steps[i]);
            var puts = step.Name == ChangeEvents.PutRule.Name;
            var putsTarget = step.Name == ChangeEvents.PutTargets.Name;
            var assumed = (puts && (part.Expression is null || part.IsOn is null)) || (putsTarget && part.HasTarget is null);
            parts[i] = part with
            {
                Expression = part.Expression ?? next.Expression,
                Description = part.Description ?? (part.Expression is null ? next.Description : null),
                IsOn =
                    part.IsOn
                    ?? (
                        step.Name == ChangeEvents.EnableRule.Name
                            ? false
                            : step.Name == ChangeEvents.DisableRule.Name || puts || next.IsOn!.Value
                    ),
                HasTarget = part.HasTarget ?? (step.Name == ChangeEvents.RemoveTargets.Name || !next.Exists || next.HasTarget!.Value),
                Target = part.Target ?? next.Target,
                Known = !assumed && (next.Known || part.Expression is not null),
            };
        }

        if (!_seesChanges)
            parts[0] = parts[0] with { Known = false };
        return parts;
    }

    private Schedule Configuration(RulePart part) =>
        new()
        {
            Name = _key.Name,
            Group = _key.Group,
            TargetId = _key.Target,
            Expression = Expression(part.Expression),
            Description = part.Description,
            IsOn = part.IsOn ?? true,
            HasTarget = part.HasTarget ?? true,
            LastModified = part.Phase,
            Target = Target(part.Target),
        };

    private ScheduleExpression Expression(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return UnknownExpression.Instance;
        try
        {
            return ScheduleExpression.ParseOfRule(text);
        }
        catch (ScheduleExpressionException problem)
        {
            if (
                _rule is { } rule
                && rule.Expression == text
                && _bundle.Records(Operations.ListRules).FirstOrDefault(r => r.Id == rule.EvidenceId) is { } record
            )
                _bundle.CannotRead(record, $"with rule {_key.Name}, which cannot be read: {problem.Message.TrimEnd('.')}");
            return UnknownExpression.Instance;
        }
    }

    /// <summary>What it calls; where no call and no listing says, what the tasks show that it started.</summary>
    private ScheduleTarget Target(JsonElement? body)
    {
        try
        {
            if (body is { } target)
                return ScheduleTarget.Read(target);
        }
        catch (FormatException) { }

        return ObservedSchedule.Of(_key, Instant.MaxValue, _events).Target;
    }

    /// <summary>
    /// The recorded answer is the authority on what the rule is. Where it is on, off or due in another way than the calls left it, a call
    /// is not among the recorded ones, and nothing says when that was.
    /// </summary>
    private Schedule EndWithRecorded(List<ConfigurationEpoch> epochs, RecordedRule rule)
    {
        var last = epochs[^1];
        var recorded = rule.Targets?.FirstOrDefault(t => t.Text("Id") == _key.Target);
        var hasTarget = rule.Targets is null ? last.Configuration.HasTarget : recorded is { ValueKind: JsonValueKind.Object };
        var now = last.Configuration with
        {
            Expression = Expression(rule.Expression),
            Description = rule.Description,
            IsOn = rule.State != RuleState.Disabled,
            HasTarget = hasTarget,
            Target = recorded is { ValueKind: JsonValueKind.Object } body ? Target(body) : last.Configuration.Target,
        };
        var alike =
            now.Enabled == last.Active
            && now.Expression.Equals(last.Configuration.Expression)
            && now.HasTarget == last.Configuration.HasTarget;
        // Without a call the one before is what was recorded itself, or what the runs will have to bear out.
        var isOpen = _steps.Count == 0 && !_seesChanges;
        if ((alike && !isOpen) || !(last.From is not { } from || rule.SeenAt > from))
        {
            epochs[^1] = last with { Configuration = now, Active = now.Enabled };
            return now;
        }

        epochs[^1] = last with
        {
            To = rule.SeenAt,
            Known = false,
            Active = isOpen ? now.Enabled || RunsAtTimes(_key.Region, _key.Name, _events) : last.Active,
        };
        epochs.Add(
            new ConfigurationEpoch
            {
                From = rule.SeenAt,
                To = null,
                Configuration = now,
                Active = now.Enabled,
                Known = true,
            }
        );
        return now;
    }

    /// <summary>What each call changed of it; a call that changed nothing of it is none of its own.</summary>
    private IEnumerable<ConfigurationChange> Changes(List<Schedule> configurations)
    {
        var place = 0;
        foreach (var call in _all)
        {
            var change = ConfigurationChange.Of(call, _key.Name, _key);
            if (call.ErrorCode is not null)
            {
                yield return change;
                continue;
            }

            var (before, after) = (configurations[place], configurations[place + 1]);
            place++;
            if (call.Name == ChangeEvents.DeleteRule.Name)
            {
                yield return change;
                continue;
            }

            var old = ScheduleFields.Of(before).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
            var differs = false;
            foreach (var (name, value) in ScheduleFields.Of(after))
            {
                if (old[name] == value)
                    continue;
                differs = true;
                yield return change with
                {
                    Field = name,
                    Before = old[name],
                    After = value,
                };
            }

            // What it was before was not recorded: that it was set is all that is known.
            if (!differs)
                yield return change with
                {
                    After = call.Name == ChangeEvents.PutTargets.Name ? after.Target.Arn : null,
                };
        }
    }
}
