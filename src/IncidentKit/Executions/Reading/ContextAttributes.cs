using System.Globalization;
using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Schedules;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// What the Scheduler wrote in place of its context attributes, where the Input of a schedule puts one into an environment override.
/// </summary>
internal static class ContextAttributes
{
    /// <summary>The fire time that a run carries; null when it carries none.</summary>
    public static Instant? ScheduledTime(Schedule schedule, JsonElement? overrides) =>
        Context(schedule, overrides, "<aws.scheduler.scheduled-time>") is { } text
        && OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } time
            ? time.Value.ToInstant()
            : null;

    /// <summary>Which attempt a run says it is, 1 for the first; null when it does not say.</summary>
    public static byte? Attempt(Schedule schedule, JsonElement? overrides) =>
        byte.TryParse(
            Context(schedule, overrides, "<aws.scheduler.attempt-number>"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var attempt
        )
            ? attempt
            : null;

    private static string? Context(Schedule schedule, JsonElement? overrides, string attribute)
    {
        if (overrides is not { } actual || schedule.Target.Input is not { } input || !input.Contains(attribute, StringComparison.Ordinal))
            return null;
        // An Input that is not JSON carries no override.
        if (JsonReading.ParseText(input) is not { } template)
            return null;
        var names = Environment(template).Where(v => v.Value == attribute).Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in Environment(actual))
        {
            if (names.Contains(name))
                return value;
        }

        return null;
    }

    private static IEnumerable<(string Name, string Value)> Environment(JsonElement overrides) =>
        from container in overrides.Items("containerOverrides")
        from variable in container.Items("environment")
        let name = variable.Text("name")
        let value = variable.Text("value")
        where name is not null && value is not null
        select (name, value);
}
