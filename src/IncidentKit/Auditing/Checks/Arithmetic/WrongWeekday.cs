using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>A date with a weekday that is another day's.</summary>
internal sealed partial class WrongWeekday()
    : AuditCheck(AuditFamily.Arithmetic, "IKA0104", "weekday-differs-from-date", AuditSeverity.Error)
{
    /// <summary>How far behind a date its weekday may stand in brackets.</summary>
    private const int Behind = 14;

    /// <summary>So many days off a date is still a slip of the pen.</summary>
    private const int Near = 6;

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var stated = context.Claims.All.SelectMany(p => p.Dates).SelectMany(d => d.Days).ToHashSet();
        var years = stated.Select(d => d.Year).ToHashSet();
        foreach (var date in context.Claims.All.SelectMany(p => p.Dates).Where(d => d is { Weekday: not null, YearIsSure: true }))
        {
            context.Compared(date);
            if (date.Days.All(d => d.DayOfWeek != date.Weekday))
                yield return At(
                    date,
                    $"{LocalDatePattern.Iso.Format(date.Days[0])} is not a {date.Weekday}",
                    $"{date.Days[0].DayOfWeek}",
                    "the calendar",
                    Right(date, day => Others(day, stated, years).Any(d => d.DayOfWeek == date.Weekday))
                );
        }

        foreach (var (weekday, right) in WeekdayOfEntry.Of(context))
            yield return At(
                weekday,
                $"the timeline has this on {LocalDatePattern.Iso.Format(right)}, a {right.DayOfWeek}",
                $"{right.DayOfWeek}",
                "the entry that tells it"
            );
    }

    /// <summary>What may be meant where the weekday is right: a near date of the report, or the same in another year of it.</summary>
    private static IEnumerable<LocalDate> Others(LocalDate day, HashSet<LocalDate> stated, HashSet<int> years) =>
        Enumerable
            .Range(-Near, (2 * Near) + 1)
            .Select(day.PlusDays)
            .Where(stated.Contains)
            .Concat(new[] { day.PlusYears(-1), day.PlusYears(1) }.Where(d => years.Contains(d.Year)));

    /// <summary>
    /// The weekday of the date, written as the wrong one is. It is certain where no year was guessed and the weekday is of no other date
    /// that may be meant; else the date may be the mistake.
    /// </summary>
    private static Fix? Right(DateClaim date, Func<LocalDate, bool> mayBeOther)
    {
        var end = Math.Min(date.Passage.Text.Length, date.End + Behind);
        var seen = Weekday().Match(date.Passage.Text, date.Start, end - date.Start);
        if (!seen.Success || date.Day is not { } day || Named(seen.Value) != date.Weekday)
            return null;
        var name = day.DayOfWeek.ToString();
        var right = seen.Groups["short"].Success ? name[..3] : name;
        var cased =
            char.IsLower(seen.Value[0]) ? right.ToLowerInvariant()
            : char.IsUpper(seen.Value[1]) ? right.ToUpperInvariant()
            : right;
        return Fix.Of(date.Passage, seen.Index, seen.Index + seen.Length, cased, certain: date.HasYear && !mayBeOther(day));
    }

    private static IsoDayOfWeek? Named(string word) =>
        Enum.GetValues<IsoDayOfWeek>().FirstOrDefault(d => d.ToString().StartsWith(word[..3], StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(
        @"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?<short>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Weekday();
}
