using System.Collections.Immutable;
using NodaTime;
using YamlDotNet.RepresentationModel;

namespace IncidentKit.Markets;

/// <summary>What a calendar file says of some days: when it holds, and what it does to them.</summary>
internal sealed record DayEntry(DayEffect Effect, string Name, YamlNode Node)
{
    public ImmutableArray<DateRule> On { get; init; } = [];
    public int FromYear { get; init; } = int.MinValue;
    public int ToYear { get; init; } = int.MaxValue;
    public ImmutableArray<int> Except { get; init; } = [];
    public ImmutableArray<IsoDayOfWeek> Only { get; init; } = [];
    public WeekendRule Weekend { get; init; }
    public bool Unconfirmed { get; init; }

    /// <summary>A wall-clock time, in seconds from the label's midnight: of the open, the close or the stop.</summary>
    public int? Time { get; init; }

    /// <summary>When trading after the close ends that day.</summary>
    public int? Post { get; init; }

    /// <summary>The halt.</summary>
    public (int Start, int End) Halt { get; init; }

    /// <summary>The hours of an extra session; null for the regular ones.</summary>
    public SessionHours? Hours { get; init; }

    /// <summary>The days in one year, moved off the weekend where the entry says so.</summary>
    public IEnumerable<LocalDate> In(int year, Func<LocalDate, bool> isSession, Func<LocalDate, bool> isTaken)
    {
        if (year < FromYear || year > ToYear || Except.Contains(year))
            yield break;
        foreach (DateRule rule in On)
        {
            foreach (LocalDate day in rule.In(year, isSession))
            {
                if (Only.IsEmpty || Only.Contains(day.DayOfWeek))
                    yield return Observed(day, isTaken);
            }
        }
    }

    private LocalDate Observed(LocalDate day, Func<LocalDate, bool> isTaken)
    {
        bool saturday = day.DayOfWeek == IsoDayOfWeek.Saturday,
            sunday = day.DayOfWeek == IsoDayOfWeek.Sunday;
        switch (Weekend)
        {
            case WeekendRule.Monday when saturday || sunday:
            case WeekendRule.SundayToMonday when sunday:
            case WeekendRule.Nearest when sunday:
                return day.Next(IsoDayOfWeek.Monday);
            case WeekendRule.Friday when saturday || sunday:
            case WeekendRule.Nearest when saturday:
                return day.Previous(IsoDayOfWeek.Friday);
            case WeekendRule.NextFree:
                while (day.DayOfWeek >= IsoDayOfWeek.Saturday || isTaken(day))
                    day = day.PlusDays(1);
                return day;
            default:
                return day;
        }
    }
}
