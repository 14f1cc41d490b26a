using NodaTime;

namespace IncidentKit.Basics;

/// <summary>Lengths of time in words.</summary>
internal static class LengthText
{
    /// <summary>
    /// A length as people say it: <c>6 h 25 min</c>, <c>3 days 4 h</c> from 48 hours on; whole seconds where there are any.
    /// </summary>
    public static string Of(Duration length)
    {
        var days = length >= Duration.FromHours(48) ? length.Days : 0;
        var hours = days > 0 ? length.Hours : (int)Math.Floor(length.TotalHours);
        (long Value, string Unit)[] parts =
        [
            (days, days == 1 ? "day" : "days"),
            (hours, "h"),
            (length.Minutes, "min"),
            (length.Seconds, "s"),
        ];
        var written = string.Join(' ', parts.Where(p => p.Value != 0).Select(p => $"{p.Value} {p.Unit}"));
        return written.Length == 0 ? "0 s" : written;
    }
}
