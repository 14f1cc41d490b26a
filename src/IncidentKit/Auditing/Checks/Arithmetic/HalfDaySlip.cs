using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// A start or an end in a field that nothing else in the report mentions, where the same minute half a day off is told: the half of the day
/// was mistaken.
/// </summary>
internal static class HalfDaySlip
{
    private const int HalfDay = 12;

    /// <summary>The times that slipped, each with what it is of and the time that is meant.</summary>
    public static IEnumerable<(TimeClaim Wrong, string What, TimeClaim Other)> Of(AuditContext context)
    {
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            var moments = context
                .Claims.Moments(incident)
                .Where(m => m is { Milestone: Milestone.Start or Milestone.End or Milestone.Resolved, Time: { HasHalf: true } })
                .ToList();
            if (moments.Count == 0)
                continue;
            var told = context
                .Claims.OfIncident(incident)
                .Where(p => p.Passage.IsStated)
                .SelectMany(p => p.Times)
                .Where(t => t.HasHalf)
                .ToLookup(t => t.Time);
            foreach (var moment in moments)
            {
                var time = moment.Time!;
                var other = told[time.Time.PlusHours(HalfDay)].FirstOrDefault(t => IsNear(t, time));
                if (time.Time.Minute == 0 || other is null || told[time.Time].Any(t => t != time))
                    continue;
                context.Compared(time, other);
                yield return (time, moment.Field.Label, other);
            }
        }
    }

    /// <summary>Whether two times are of one day and one zone, as far as that is said.</summary>
    private static bool IsNear(TimeClaim a, TimeClaim b) =>
        (a.Day is not { } day || b.Day is not { } other || day == other)
        && (a.Zone is null || b.Zone is null || a.Zone.Zones.SequenceEqual(b.Zone.Zones));
}
