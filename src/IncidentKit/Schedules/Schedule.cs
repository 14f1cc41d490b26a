using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>One configuration of a schedule of EventBridge Scheduler, or of what a rule of EventBridge calls at times.</summary>
internal sealed record Schedule
{
    /// <summary>Unique in its group; the rule's name, unique on the event bus.</summary>
    public required string Name { get; init; }

    /// <summary>The schedule group, or the event bus; both have <c>default</c>.</summary>
    public string Group { get; init; } = "default";

    /// <summary>The id of the target in its rule, empty where the rule calls nothing; null for a schedule.</summary>
    public string? TargetId { get; init; }

    /// <summary>Whether it is of a rule. A rule has no zone, no flexible window and no dates.</summary>
    public bool IsOfRule => TargetId is not null;

    /// <summary>Null if read from a change event, which does not carry it.</summary>
    public string? Arn { get; init; }

    /// <summary>When it is due.</summary>
    public required ScheduleExpression Expression { get; init; }

    /// <summary>When it is due, as written; null where that was not recorded.</summary>
    public string? ExpressionText => Expression is UnknownExpression ? null : Expression.Text;

    /// <summary>The zone in which cron and at are read.</summary>
    public DateTimeZone TimeZone { get; init; } = DateTimeZone.Utc;

    /// <summary>Whether it makes calls: its state is not DISABLED, and a rule has the target still.</summary>
    public bool Enabled => IsOn && HasTarget;

    /// <summary>Whether its state is another than DISABLED.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>Whether the rule has the target; of a schedule always.</summary>
    public bool HasTarget { get; init; } = true;

    /// <summary>No fire time before it, and the first of a rate; inclusive, ignored by at.</summary>
    public Instant? Start { get; init; }

    /// <summary>No fire time after it; inclusive, ignored by at.</summary>
    public Instant? End { get; init; }

    /// <summary>How long after a fire time Scheduler may choose to make the call; zero if the flexible window is off.</summary>
    public Duration FlexibleWindow { get; init; }

    /// <summary>What people wrote about the schedule; null when nothing.</summary>
    public string? Description { get; init; }

    /// <summary>What happens after the last invocation.</summary>
    public CompletionAction ActionAfterCompletion { get; init; }

    /// <summary>When the schedule was created; null if read from a change event.</summary>
    public Instant? Created { get; init; }

    /// <summary>When the configuration was last changed; null if read from a change event.</summary>
    public Instant? LastModified { get; init; }

    /// <summary>What is called.</summary>
    public required ScheduleTarget Target { get; init; }

    /// <summary>From where a rate counts if nothing better is known: the start date, else the last change, else the creation.</summary>
    public Instant? Phase => Start ?? LastModified ?? Created;

    /// <summary>What a reader should know about the expression in this zone. One line each.</summary>
    public IReadOnlyList<string> Notices => Expression.NoticesIn(TimeZone);

    /// <summary>
    /// The fire times in [from, to) that <see cref="Start"/> and <see cref="End"/> leave, both inclusive and both ignored by an at
    /// expression. <see cref="Enabled"/> is not looked at: a slot of a disabled schedule is still a slot.
    /// </summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="anchor">A better phase of a rate than <see cref="Phase"/>: an observed start.</param>
    /// <exception cref="ArgumentException">A rate of which no phase is known.</exception>
    /// <remarks>Source: API reference, CreateSchedule: first invocation on or after StartDate, last on or before EndDate.</remarks>
    public FireTimes FireTimes(Instant from, Instant to, Instant? anchor = null)
    {
        if (Expression is not AtExpression)
        {
            if (Start > from)
                from = Start.Value;
            if (End < to)
                to = End.Value + Duration.Epsilon;
        }

        // A rule has no dates: until its runs or a call show when its rate began, no fire time can be told.
        if (IsOfRule && Expression is RateExpression && (anchor ?? Phase) is null)
            return default;
        return Expression.Between(from, to, TimeZone, anchor ?? Phase);
    }
}
