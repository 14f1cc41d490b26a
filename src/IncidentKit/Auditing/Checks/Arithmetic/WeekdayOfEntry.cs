using System.Text.RegularExpressions;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// A weekday without a date, said of what the timeline tells of another day: in the same words, or at the very same minute.
/// </summary>
internal static partial class WeekdayOfEntry
{
    /// <summary>So many pairs are compared.</summary>
    private const int MostPairs = 20_000;

    /// <summary>The weekdays that are wrong, each with the day that is meant.</summary>
    public static IEnumerable<(Claim Weekday, LocalDate Right)> Of(AuditContext context)
    {
        foreach (var timelines in context.Claims.Timelines.GroupBy(t => t.Section.Incident))
        {
            var entries = timelines.SelectMany(t => t.Entries).Where(e => e.Time.Day is not null).ToList();
            var own = entries.Select(e => e.Time.Passage).ToHashSet<Passage>(ReferenceEqualityComparer.Instance);
            var said = context
                .Claims.OfIncident(timelines.Key)
                .Where(p => !own.Contains(p.Passage) && Weekday().IsMatch(p.Passage.Text))
                .SelectMany(p => ClauseReader.Read(p).Where(c => !c.IsOpen).Select(c => (Clause: c, Day: Named(p, c))))
                .Where(s => s.Day is not null)
                .ToList();
            if (said.Count == 0 || (long)said.Count * entries.Count > MostPairs)
                continue;
            var rows = entries.SelectMany(e => ClauseReader.InEntry(e.Text).Select(c => (Entry: e, c.Words))).ToList();
            foreach (var (clause, day) in said)
            {
                var same = rows.FindAll(r => IsSame(clause, r.Entry, r.Words)).ConvertAll(r => r.Entry.Time.Day!.Value);
                if (same.Count == 0)
                    continue;
                context.Compared(day);
                if (same.TrueForAll(d => d.DayOfWeek != DateReader.DayOfWeek(day!.Text)))
                    yield return (day!, same[0]);
            }
        }
    }

    private static bool IsSame(Clause clause, TimelineEntry entry, IReadOnlySet<string> words) =>
        clause.Times is [var time]
            ? time.Time == entry.Time.Time && time.Time.Minute is not (0 or 30) && time.WrittenDate is null
            : clause.Times.Count == 0 && words.Count > 1 && ContentWords.AreOfOne(clause.Words, words);

    /// <summary>The weekday of a clause that has no date: not the next, the last, or each.</summary>
    private static IdentifierClaim? Named(PassageClaims passage, Clause clause)
    {
        if (passage.Dates.Between(clause.Start, clause.End).Any())
            return null;
        var match = Weekday().Match(passage.Passage.Text, clause.Start, clause.End - clause.Start);
        return match.Success && !match.NextMatch().Success
            ? new IdentifierClaim(passage.Passage, match.Groups["day"].Index, match.Groups["day"].Index + match.Groups["day"].Length)
            : null;
    }

    [GeneratedRegex(
        @"(?<!\b(?:next|last|previous|following|every|each|by|until|before|after|since|prior) )"
            + @"\b(?<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?!s|['’]s)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Weekday();
}
