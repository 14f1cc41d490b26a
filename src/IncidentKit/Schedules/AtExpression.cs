using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Schedules;

/// <summary><c>at(yyyy-mm-ddThh:mm:ss)</c>: once, at a local time of the schedule's zone.</summary>
/// <remarks>Source: EventBridge Scheduler User Guide, "Schedule types" and "Daylight saving time".</remarks>
public sealed class AtExpression : ScheduleExpression
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss");

    private AtExpression(string text, LocalDateTime local)
        : base(text, []) => Local = local;

    /// <summary>The time on the clocks of the schedule's zone.</summary>
    public LocalDateTime Local { get; }

    /// <inheritdoc/>
    /// <remarks>A local time that the zone skips has none; of one that it repeats the second pass is optional.</remarks>
    public override FireTimes Between(Instant from, Instant to, DateTimeZone zone, Instant? anchor = null)
    {
        var mapping = zone.MapLocal(Local);
        if (mapping.Count == 0)
            return default;
        var (first, last) = (mapping.First().ToInstant(), mapping.Last().ToInstant());
        return first == last
            ? FireTimes.Every(Duration.FromDays(1), first, from, EndAfter(last, to), optionalFrom: Instant.MaxValue)
            : FireTimes.Every(last - first, first, from, EndAfter(last, to), optionalFrom: last);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> NoticesIn(DateTimeZone zone) =>
        zone.MapLocal(Local).Count switch
        {
            0 => [$"{Text}: this local time does not exist in {zone.Id}, the clocks go forward over it; no run is expected"],
            1 => [],
            _ => [$"{Text}: this local time happens twice in {zone.Id}; a run is expected at the first only"],
        };

    internal static AtExpression ParseAt(string text)
    {
        var inside = ExpressionPart.Inside(text);
        var local = Pattern.Parse(inside.Text);
        return local.Success
            ? new(text, local.Value)
            : throw new ScheduleExpressionException(
                text,
                "date-time",
                inside.Start,
                $"'{inside.Text}' is not a time of the form yyyy-mm-ddThh:mm:ss"
            );
    }

    private static Instant EndAfter(Instant last, Instant to) => last < to ? last + Duration.Epsilon : to;
}
