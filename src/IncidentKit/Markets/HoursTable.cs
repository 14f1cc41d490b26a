using System.Collections.Immutable;
using NodaTime;

namespace IncidentKit.Markets;

/// <summary>Which hours and which days of the week hold on a day: the last row that begins by then and names the day or none.</summary>
internal sealed class HoursTable(CalendarRules rules)
{
    private int _last;

    /// <summary>The hours of sessions on a day, whether or not it has one.</summary>
    public SessionHours Of(LocalDate day)
    {
        int i = Last(day);
        while (i > 0 && !rules.Hours[i].Days.IsEmpty && !rules.Hours[i].Days.Contains(day.DayOfWeek))
            i--;
        return rules.Hours[i];
    }

    /// <summary>Whether an ordinary week has a session on a day.</summary>
    public bool IsOfWeek(LocalDate day)
    {
        int i = Last(day);
        while (i >= 0 && rules.Hours[i].Week.IsEmpty)
            i--;
        ImmutableArray<IsoDayOfWeek> week = i < 0 ? rules.Week : rules.Hours[i].Week;
        return week.Contains(day.DayOfWeek);
    }

    /// <summary>The last row that begins by a day, looked for from the one of the day asked before.</summary>
    private int Last(LocalDate day)
    {
        while (_last > 0 && rules.Hours[_last].From > day)
            _last--;
        while (_last + 1 < rules.Hours.Length && rules.Hours[_last + 1].From <= day)
            _last++;
        return _last;
    }
}
