using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Analysis.Briefing;

/// <summary>
/// Times of an incident as people say them: in the first market's zone, without the date on the incident's own day. What begins is
/// told to the minute it began in, what ends to the minute it had ended by, so that no rounding is in the writer's favour.
/// </summary>
internal sealed partial class BriefClock
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDatePattern InYear = LocalDatePattern.CreateWithInvariantCulture("d MMMM");
    private static readonly LocalDatePattern WithYear = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");

    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    private readonly DateTimeZone _zone;
    private readonly Instant _from;

    private BriefClock(DateTimeZone zone, Instant from) => (_zone, _from, Date) = (zone, from, from.InZone(zone).Date);

    /// <summary>The incident's day.</summary>
    public LocalDate Date { get; }

    /// <summary>The id of the zone.</summary>
    public string Zone => _zone.Id;

    /// <summary>The incident's day in words, <c>29 January 2026</c>.</summary>
    public string Day => WithYear.Format(Date);

    /// <summary>Where the times are, with the offset on the incident's day: <c>New York, UTC−5</c>.</summary>
    public string Place
    {
        get
        {
            var offset = _zone.GetUtcOffset(_from);
            var city = _zone.Id[(_zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');
            return offset == Offset.Zero && city == "UTC" ? "UTC" : $"{city}, UTC{Written(offset)}";
        }
    }

    /// <summary>The clock of an incident.</summary>
    public static BriefClock Of(BundleAnalysis analysis) =>
        new(
            analysis.Context.Markets.Count > 0 ? analysis.Context.Markets[0].TimeZone : DateTimeZone.Utc,
            analysis.Chosen?.Outage.Onset ?? analysis.Context.Window.Start
        );

    /// <summary>The clock of a day: that of the zone which its date is of.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="window">The day.</param>
    public static BriefClock Of(DateTimeZone zone, Interval window) => new(zone, window.Start);

    /// <summary>When something began or was done: the minute it lies in.</summary>
    public string At(Instant instant) => Text(Minute(instant));

    /// <summary>By when something had ended: the end of the minute it lies in.</summary>
    public string By(Instant instant) => Text(Minute(instant) < instant ? Minute(instant) + Duration.FromMinutes(1) : instant);

    /// <summary>A span, <c>11:37–16:00</c>.</summary>
    public string Span(Interval span) => $"{At(span.Start)}–{By(span.End)}";

    /// <summary>A text in which times in UTC, as other sentences have them, are told by this clock.</summary>
    public string InText(string text) =>
        IsoTime()
            .Replace(
                UtcTime().Replace(text, m => Parsed(m) is { } at ? At(at) : m.Value),
                m => InstantPattern.ExtendedIso.Parse(m.Value) is { Success: true, Value: var at } ? At(at) : m.Value
            );

    private static Instant? Parsed(Match time) =>
        Utc.Parse($"{time.Groups["time"].Value}{(time.Groups["second"].Success ? "" : ":00")}") is { Success: true, Value: var at }
            ? at
            : null;

    private string Text(Instant minute)
    {
        var local = minute.InZone(_zone).LocalDateTime;
        var clock = Clock.Format(local.TimeOfDay);
        return local.Date == Date ? clock : $"{(local.Year == Date.Year ? InYear : WithYear).Format(local.Date)} {clock}";
    }

    [GeneratedRegex(
        "(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(?<second>:[0-9]{2}){0,1}) UTC"
            + "(?: is [0-9-]{10} [0-9:]{5} in [A-Za-z_/+-]{1,40}){0,1}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex UtcTime();

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]{1,9}){0,1}Z", RegexOptions.CultureInvariant)]
    private static partial Regex IsoTime();

    private static Instant Minute(Instant instant) =>
        Instant.FromUnixTimeSeconds((long)Math.Floor(instant.ToUnixTimeSeconds() / 60.0) * 60);

    private static string Written(Offset offset)
    {
        var minutes = Math.Abs(offset.Seconds) / 60;
        return (offset.Seconds < 0 ? "−" : "+")
            + string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}")
            + (minutes % 60 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{minutes % 60:00}"));
    }
}
