using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks;

/// <summary>How lengths of time are put in messages.</summary>
internal static class Durations
{
    /// <summary>
    /// By how much a length between two times of day is uncertain: they are cut at the minute unless seconds are written.
    /// </summary>
    public static Duration Slack(TimeClaim from, TimeClaim to) =>
        from.HasSeconds && to.HasSeconds ? Duration.FromSeconds(1) : Duration.FromMinutes(1);

    /// <summary>A length as <c>6 h 25 min</c>.</summary>
    public static string Text(Duration length)
    {
        var parts = new List<string>();
        var whole = length < Duration.Zero ? -length : length;
        var (hours, minutes, seconds) = ((long)whole.TotalHours, whole.Minutes, whole.Seconds);
        if (hours > 0)
            parts.Add($"{hours} h");
        if (minutes > 0)
            parts.Add($"{minutes} min");
        if (seconds > 0 || parts.Count == 0)
            parts.Add($"{seconds} s");
        return (length < Duration.Zero ? "-" : "") + string.Join(' ', parts);
    }
}
