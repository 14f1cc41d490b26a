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
                    "the calendar",
                    Right(date)
                );
        }
    }

    /// <summary>The weekday of the date, written as the wrong one is; certain where no year was guessed.</summary>
    private static Fix? Right(DateClaim date)
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
        return Fix.Of(date.Passage, seen.Index, seen.Index + seen.Length, cased, certain: date.HasYear);
    }

    private static IsoDayOfWeek? Named(string word) =>
        Enum.GetValues<IsoDayOfWeek>().FirstOrDefault(d => d.ToString().StartsWith(word[..3], StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(
        @"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?<short>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Weekday();
}
