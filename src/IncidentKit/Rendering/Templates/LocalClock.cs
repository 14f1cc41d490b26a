using NodaTime;
using NodaTime.Text;
using Scriban.Runtime;

namespace IncidentKit.Rendering.Templates;

/// <summary>
/// Times as page one tells them: in its zone, to the second only where there are seconds, without the date on the report's own day.
/// A daily report has them in the zone of its day; any other model in UTC.
/// </summary>
internal sealed class LocalClock
{
    private static readonly LocalTimePattern Minute = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern Second = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");
    private static readonly LocalDatePattern InYear = LocalDatePattern.CreateWithInvariantCulture("d MMMM");
    private static readonly LocalDatePattern WithYear = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");

    private readonly DateTimeZone _zone;
    private readonly LocalDate? _day;

    private LocalClock(DateTimeZone zone, LocalDate? day) => (_zone, _day) = (zone, day);

    /// <summary>The clock of a report's model.</summary>
    public static LocalClock Of(ScriptObject model)
    {
        var page = Member(model, "brief") ?? Member(model, "day");
        var zone = page?["timeZone"] is string id ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) : null;
        var day =
            page?["date"] is string date && LocalDatePattern.Iso.Parse(date) is { Success: true, Value: var parsed }
                ? parsed
                : (LocalDate?)null;
        return new LocalClock(zone ?? DateTimeZone.Utc, day);
    }

    private static ScriptObject? Member(ScriptObject model, string name) =>
        model.TryGetValue(name, out var member) ? member as ScriptObject : null;

    /// <summary>A time: <c>11:37</c>, <c>11:36:40</c>, <c>30 January 09:30</c>.</summary>
    public string Text(Instant instant)
    {
        var local = instant.InZone(_zone).LocalDateTime;
        var clock = (local.Second == 0 ? Minute : Second).Format(local.TimeOfDay);
        return local.Date == _day ? clock : $"{(local.Year == _day?.Year ? InYear : WithYear).Format(local.Date)} {clock}";
    }
}
