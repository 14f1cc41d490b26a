using System.Globalization;
using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>
/// <c>rate(value unit)</c>: fixed elapsed time from an anchor, a day being 24 hours whatever the zone's clock does. Both
/// <c>rate(1 hour)</c> and <c>rate(1 hours)</c> are accepted, as Scheduler does.
/// </summary>
/// <remarks>Source: EventBridge Scheduler User Guide, "Schedule types": the first invocation is at StartDate.</remarks>
public sealed class RateExpression : ScheduleExpression
{
    private const int MaxValue = 999_999;

    private RateExpression(string text, Duration period)
        : base(text, []) => Period = period;

    /// <summary>The time from one fire time to the next, positive.</summary>
    public Duration Period { get; }

    /// <inheritdoc/>
    public override FireTimes Between(Instant from, Instant to, DateTimeZone zone, Instant? anchor = null) =>
        FireTimes.Every(
            Period,
            anchor ?? throw new ArgumentException($"{Text} has no phase without an anchor.", nameof(anchor)),
            from,
            to,
            optionalFrom: Instant.MaxValue
        );

    internal static RateExpression ParseRate(string text)
    {
        var parts = ExpressionPart.Inside(text).Fields();
        if (parts is not [var value, var unit])
            throw new ScheduleExpressionException(
                text,
                "expression",
                0,
                $"has {parts.Count} parts between the brackets, not a value and a unit"
            );
        if (!int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MaxValue)
            throw new ScheduleExpressionException(text, "value", value.Start, $"'{value.Text}' is not a whole number from 1 to {MaxValue}");
        return new(
            text,
            unit.Text switch
            {
                "minute" or "minutes" => Duration.FromMinutes(count),
                "hour" or "hours" => Duration.FromHours(count),
                "day" or "days" => Duration.FromDays(count),
                _ => throw new ScheduleExpressionException(text, "unit", unit.Start, $"'{unit.Text}' is not minutes, hours or days"),
            }
        );
    }
}
