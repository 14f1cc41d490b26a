using IncidentKit.Evidence;
using NodaTime.Text;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>A date with a weekday that is another day's.</summary>
internal sealed class WrongWeekday() : AuditCheck(AuditFamily.Arithmetic, "IKA0104", "weekday-differs-from-date", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var date in context.Claims.All.SelectMany(p => p.Dates).Where(d => d is { Weekday: not null, YearIsSure: true }))
        {
            context.Compared(date);
            if (date.Days.All(d => d.DayOfWeek != date.Weekday))
                yield return At(
                    date,
                    $"{LocalDatePattern.Iso.Format(date.Days[0])} is not a {date.Weekday}",
                    $"{date.Days[0].DayOfWeek}",
                    "the calendar"
                );
        }
    }
}
