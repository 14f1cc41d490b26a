using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>A schedule of the outage before and after it.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="LastGoodBefore">Its last good fire time before the outage; null when it is not in the evidence.</param>
/// <param name="FirstGoodAfter">Its first good fire time afterwards; null when there is none yet.</param>
/// <param name="RanSince">Fire times since then whose run started.</param>
/// <param name="NotRanSince">Fire times since then whose run was missed or failed.</param>
/// <param name="UnknownSince">Fire times since then of which nothing is known.</param>
/// <param name="Proved">Whether it runs again: it ran since, and missed nothing.</param>
internal sealed record ReportVerification(
    string Schedule,
    Instant? LastGoodBefore,
    Instant? FirstGoodAfter,
    int? RanSince,
    int? NotRanSince,
    int? UnknownSince,
    bool Proved
);
