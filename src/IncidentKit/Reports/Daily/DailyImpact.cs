using IncidentKit.Reports.Incident;

namespace IncidentKit.Reports.Daily;

/// <summary>What the gaps of the day cost. Each part is null when nothing to compute it from was given; its basis says what.</summary>
/// <param name="Markets">Minutes of sessions, by market.</param>
/// <param name="Data">What datasets lack.</param>
internal sealed record DailyImpact(IReadOnlyList<ReportMarketImpact>? Markets, IReadOnlyList<ReportDataImpact>? Data);
