using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>The expression of a schedule that is known only by its deletion: no fire time of it can be told.</summary>
internal sealed class UnknownExpression : ScheduleExpression
{
    private UnknownExpression()
        : base("not recorded", []) { }

    /// <summary>The only one.</summary>
    public static UnknownExpression Instance { get; } = new();

    /// <inheritdoc/>
    public override FireTimes Between(Instant from, Instant to, DateTimeZone zone, Instant? anchor = null) =>
        FireTimes.Every(Duration.FromDays(1), from, from, from, optionalFrom: Instant.MaxValue);
}
