using NodaTime.Text;

namespace IncidentKit.Tests.Schedules;

/// <summary>Short forms for tables of times.</summary>
internal static class Times
{
    /// <summary>ISO 8601 with an offset or Z, seconds optional.</summary>
    public static Instant At(string text) =>
        OffsetDateTimePattern
            .CreateWithInvariantCulture(
                text.Count(c => c == ':') - (text.EndsWith('Z') ? 0 : 1) >= 2
                    ? "uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<G>"
                    : "uuuu'-'MM'-'dd'T'HH':'mmo<G>"
            )
            .Parse(text)
            .Value.ToInstant();

    public static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];
}
