using System.Globalization;
using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Schedules.Targets;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Schedules;

/// <summary>
/// Reads a schedule from GetSchedule's answer or from the request parameters CloudTrail records for CreateSchedule and UpdateSchedule,
/// whose casing is not documented: names are compared without case. What is left out has Scheduler's default, since an update replaces all.
/// </summary>
internal static class ScheduleReader
{
    /// <summary>Reads one schedule.</summary>
    /// <exception cref="FormatException">
    /// The name, the expression or the target is missing, or a value cannot be read. The message names the member.
    /// </exception>
    public static Schedule Read(JsonElement body)
    {
        var name = Text(body, "Name") ?? throw new FormatException("The schedule has no Name.");
        try
        {
            return Read(body, name);
        }
        catch (FormatException problem) when (problem is not ScheduleExpressionException)
        {
            throw new FormatException($"Schedule {name}: {problem.Message}", problem);
        }
    }

    private static Schedule Read(JsonElement body, string name)
    {
        var window = body.Member("FlexibleTimeWindow");
        return new()
        {
            Name = name,
            Group = Text(body, "GroupName") ?? "default",
            Arn = Text(body, "Arn"),
            Expression = ScheduleExpression.Parse(Text(body, "ScheduleExpression") ?? throw Missing("ScheduleExpression")),
            TimeZone = Zone(Text(body, "ScheduleExpressionTimezone")),
            IsOn = !Says(body, "State", "DISABLED"),
            Start = Time(body, "StartDate"),
            End = Time(body, "EndDate"),
            FlexibleWindow = Says(window, "Mode", "FLEXIBLE")
                ? Duration.FromMinutes(Number(window, "MaximumWindowInMinutes") ?? 0)
                : Duration.Zero,
            Description = Text(body, "Description"),
            ActionAfterCompletion = Says(body, "ActionAfterCompletion", "DELETE") ? CompletionAction.Delete : CompletionAction.None,
            Created = Time(body, "CreationDate"),
            LastModified = Time(body, "LastModificationDate"),
            Target = ScheduleTarget.Read(body.Member("Target") ?? throw Missing("Target")),
        };
    }

    private static DateTimeZone Zone(string? id) =>
        id is null
            ? DateTimeZone.Utc
            : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)
                ?? throw Unreadable("ScheduleExpressionTimezone", id, "a zone of the tz database");

    /// <summary>A member's text, null if it is not there or empty; anything but a string is its JSON.</summary>
    public static string? Text(JsonElement? parent, string name)
    {
        var text = parent?.Text(name);
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static bool Says(JsonElement? parent, string name, string value) =>
        string.Equals(Text(parent, name), value, StringComparison.OrdinalIgnoreCase);

    /// <summary>A member's whole number, null if it is not there or empty.</summary>
    public static int? Number(JsonElement? parent, string name) =>
        Text(parent, name) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= int.MaxValue
            ? (int)number
        : throw Unreadable(name, text, "a number");

    /// <summary>Seconds since 1970 as a number, or ISO 8601; without an offset it is UTC, as all dates of a schedule are.</summary>
    private static Instant? Time(JsonElement parent, string name)
    {
        if (Text(parent, name) is not { } text)
            return null;
        if (
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < 100_000_000_000
        )
            return Instant.FromUnixTimeTicks((long)(seconds * NodaConstants.TicksPerSecond));
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var time })
            return time.ToInstant();
        return LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var utc }
            ? utc.InUtc().ToInstant()
            : throw Unreadable(name, text, "a time (seconds since 1970 or ISO 8601)");
    }

    /// <summary>Says which member is missing.</summary>
    public static FormatException Missing(string member) => new($"{member} is missing.");

    private static FormatException Unreadable(string member, string text, string expected) => new($"{member} '{text}' is not {expected}.");
}
