using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>What the outage took from one market's day.</summary>
/// <param name="Calendar">The market's code.</param>
/// <param name="Version">The version of its calendar.</param>
/// <param name="ValidThrough">The last date the calendar knows, inclusive.</param>
/// <param name="TimeZone">The zone of its local times.</param>
/// <param name="Sessions">The phases the outage reached into.</param>
/// <param name="Services">What each service lost.</param>
/// <param name="Roles">What the services of each role lost together.</param>
/// <param name="OpensMissed">The opens during the outage.</param>
/// <param name="ClosesMissed">The closes during the outage.</param>
/// <param name="NextOpen">The first open after <paramref name="CountedFrom"/>.</param>
/// <param name="TimeToNextOpen">From <paramref name="CountedFrom"/> to <paramref name="NextOpen"/>.</param>
/// <param name="CountedFrom">When runs were back, or else the window ends.</param>
/// <param name="RegularMinutes">Minutes of the regular sessions that the outage reached into.</param>
/// <param name="RegularMinutesLost">Those of them in which a service was down.</param>
/// <param name="Notes">What the calendar's times do not show.</param>
internal sealed record ReportMarketImpact(
    string Calendar,
    string Version,
    LocalDate ValidThrough,
    string TimeZone,
    IReadOnlyList<ReportSessionOverlap> Sessions,
    IReadOnlyList<ReportServiceLoss> Services,
    IReadOnlyList<ReportRoleLoss> Roles,
    IReadOnlyList<Instant> OpensMissed,
    IReadOnlyList<Instant> ClosesMissed,
    Instant? NextOpen,
    Duration? TimeToNextOpen,
    Instant CountedFrom,
    IReadOnlyList<string> Notes,
    long? RegularMinutes,
    long? RegularMinutesLost
);
