using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Inputs;
using IncidentKit.Markets;

namespace IncidentKit.Auditing;

/// <summary>What a report is compared with beside itself. One request serves any number of reports.</summary>
public sealed class AuditRequest
{
    private Lazy<MeasuredReport?>? _evidence;

    /// <summary>The calendars there are, for markets that a report names.</summary>
    public MarketCalendars Known { get; init; } = MarketCalendars.Embedded;

    /// <summary>The markets that matter; where none is given, one that the report names is used.</summary>
    public IReadOnlyList<MarketCalendar> Calendars { get; init; } = [];

    /// <summary>The analysis of the evidence, incident-report.json; null without a bundle.</summary>
    public JsonElement? Measured { get; init; }

    /// <summary>How the team wants its reports to be audited.</summary>
    /// <exception cref="InputException">They name a check that does not exist.</exception>
    public AuditSettings Settings
    {
        get;
        init => (field, Levels) = (value, new CheckLevels(value));
    } = new();

    /// <summary>Whether the claims that could not be compared are listed.</summary>
    public bool ListUnchecked { get; init; }

    /// <summary>The levels of the checks, read once for all reports.</summary>
    internal CheckLevels Levels { get; private init; } = new(new());

    /// <summary>What the evidence says, read once for all reports; null without it.</summary>
    internal Lazy<MeasuredReport?> Evidence =>
        _evidence ??= new Lazy<MeasuredReport?>(() => Measured is { } report ? new MeasuredReport(report, Calendars, Known) : null);
}
