using IncidentKit.Basics;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Cli.Options;

/// <summary>Reads the times of the command line: ISO 8601 with an offset or Z, or a bare date.</summary>
internal static class TimeText
{
    private static readonly OffsetDateTimePattern[] WithOffset =
    [
        OffsetDateTimePattern.ExtendedIso,
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<G>"),
    ];

    private static readonly LocalDateTimePattern[] WithoutOffset =
    [
        LocalDateTimePattern.ExtendedIso,
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
    ];

    // Within these a day and an offset can be added without leaving the calendar.
    private const int FirstYear = 1970;
    private const int LastYear = 9998;

    /// <summary>
    /// Reads the instant that a text names. A bare date is the whole day in
    /// <paramref name="zone"/>: it gives the day's start, or its end where an end is asked for.
    /// </summary>
    /// <exception cref="InputException">It is neither, or has no offset; then the message shows both readings.</exception>
    public static Instant Read(string option, string text, DateTimeZone zone, bool end = false)
    {
        foreach (var pattern in WithOffset)
        {
            if (pattern.Parse(text) is { Success: true } time && InRange(time.Value.Date))
                return time.Value.ToInstant();
        }

        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date && InRange(date.Value))
            return zone.AtStartOfDay(end ? date.Value.PlusDays(1) : date.Value).ToInstant();
        foreach (var pattern in WithoutOffset)
        {
            if (pattern.Parse(text) is { Success: true } local && InRange(local.Value.Date))
                throw new InputException(InputProblem.CommandLine, $"{option} '{text}' has no offset: write {Readings(local.Value, zone)}");
        }

        throw new InputException(
            InputProblem.CommandLine,
            $"{option} '{text}' is not a time: write 2026-01-29T14:00Z, 2026-01-29T09:00-05:00 or 2026-01-29"
        );
    }

    /// <summary>A zone of the tz database by its id.</summary>
    /// <exception cref="InputException">There is no such zone.</exception>
    public static DateTimeZone Zone(string? id)
    {
        if (id is null)
            return DateTimeZone.Utc;
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)
            ?? throw new InputException(
                InputProblem.CommandLine,
                $"there is no time zone '{id}'{NearName.Hint(id, DateTimeZoneProviders.Tzdb.Ids)}"
            );
    }

    /// <summary>A window from its two texts.</summary>
    /// <exception cref="InputException">A time cannot be read, or the window does not end after it starts.</exception>
    public static Interval Window(string from, string to, DateTimeZone zone)
    {
        var start = Read("--from", from, zone);
        var end = Read("--to", to, zone, end: true);
        return start < end
            ? new Interval(start, end)
            : throw new InputException(
                InputProblem.CommandLine,
                $"the window {(start == end ? "is empty" : "ends before it starts")}: --from is {start.ToIso()}, --to is {end.ToIso()}"
            );
    }

    /// <summary>Whether a day and an offset can be added to a date without leaving the calendar.</summary>
    public static bool InRange(LocalDate date) => date.Year is >= FirstYear and <= LastYear;

    private static string Readings(LocalDateTime local, DateTimeZone zone)
    {
        var utc = local.InUtc().ToInstant().ToIso();
        var other = zone == DateTimeZone.Utc ? DateTimeZoneProviders.Tzdb["America/New_York"] : zone;
        var elsewhere = OffsetDateTimePattern.GeneralIso.Format(local.InZoneLeniently(other).ToOffsetDateTime());
        return $"{utc} if it is UTC, or {elsewhere} if it is {other.Id}";
    }
}
