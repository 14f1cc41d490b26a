using System.Text.RegularExpressions;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// A date that is another of the report but for its month or its year, or with both numbers changed round. The name of the file, the
/// title,
/// each field, each sentence that gives a time with its date, and the entries of the timeline are a voice each; the fewer are wrong.
/// </summary>
internal static partial class DateSlips
{
    /// <summary>A voice of the report.</summary>
    /// <param name="Claim">The date; null in the file's name.</param>
    /// <param name="Day">The day it may mean.</param>
    /// <param name="Kind">Who says so.</param>
    private sealed record Voice(DateClaim? Claim, LocalDate Day, VoiceKind Kind);

    /// <summary>In the order in which they are blamed where as many say one thing as the other.</summary>
    private enum VoiceKind
    {
        Title,
        Field,
        Sentence,
        File,
        Entry,
    }

    /// <summary>A report with more days than this is a diary.</summary>
    private const int MostDays = 200;

    /// <summary>So many dates show of which year a report is.</summary>
    private const int FewestOfYear = 8;

    /// <summary>A year that is typed wrong is near the right one.</summary>
    private const int MostYears = 3;

    /// <summary>So many days from each other two dates are one day off, or two.</summary>
    private const int NearDays = 3;

    /// <summary>So many days from each other the same day of two months is.</summary>
    private const int MonthDays = 31;

    /// <summary>The dates that slipped, each with the day that is meant.</summary>
    public static IEnumerable<(DateClaim Date, LocalDate Right)> Of(AuditContext context)
    {
        if (
            context.Document.Sections.Exists(s => s.Incident > 0)
            || LengthAgainstMoments.IsLogOfIncidents(context, context.Claims.Moments(0))
        )
            yield break;
        var days = Voices(context).GroupBy(v => v.Day).Select(g => (Day: g.Key, Voices: g.ToList())).ToList();
        if (days.Count > MostDays)
            yield break;
        foreach (var wrong in days)
        {
            var isNear = days.Exists(d => d.Day != wrong.Day && Math.Abs(Period.DaysBetween(d.Day, wrong.Day)) == 1);
            if (isNear || days.Find(d => IsSlip(wrong.Day, d.Day) && Weight(wrong.Voices, d.Voices)) is not { Voices: not null } right)
                continue;
            // Before what happened others of its kind may have happened, on the same day of a month.
            var first = wrong.Voices.Where(v => v.Claim is not null).MinBy(v => v.Kind);
            if (first is { Claim: { } date } && (first.Kind != VoiceKind.Entry || !IsBackground(wrong.Day, days)))
                yield return (date, right.Day);
        }
    }

    /// <summary>
    /// Sentences that give the very minute of a dated entry of the timeline on another day near it, when the timeline has nothing: the
    /// minute is told once, and one of both dates is wrong.
    /// </summary>
    public static IEnumerable<(DateClaim Date, LocalDate Right)> SameMinute(AuditContext context)
    {
        var entries = context.Claims.Timelines.SelectMany(t => t.Entries).Where(e => e.Time.Day is not null).ToList();
        if (entries.Count < 3 || context.Document.Sections.Exists(s => s.Incident > 0))
            yield break;
        var byTime = entries.ToLookup(e => e.Time.Time);
        var isByDay = entries.Exists(e => e.Time.Time.Hour > 12 && char.IsAsciiDigit(e.Time.Text[^1]));
        var days = entries.SelectMany(e => e.Days).ToHashSet();
        var own = entries.Select(e => e.Time.Passage).ToHashSet<Passage>(ReferenceEqualityComparer.Instance);
        foreach (var (passage, time) in TimesOf(context.Claims.All.Where(p => p.Passage.IsStated && !own.Contains(p.Passage))))
        {
            if (time is not { WrittenDate: { Day: { } day } date, Time.Minute: not (0 or 30) })
                continue;
            var same = byTime[time.Time]
                .Where(e => (e.Time.HasHalf == time.HasHalf || (isByDay && time.HasHalf)) && IsOfZone(e.Time, time))
                .Take(2)
                .ToList();
            if (same is not [{ Days.Count: 1 } entry])
                continue;
            var apart = Math.Abs(Period.DaysBetween(day, entry.Days[0]));
            if (
                apart is > 0 and <= NearDays
                || (
                    apart is > NearDays and <= MonthDays
                    && !days.Contains(day)
                    && passage.SentenceOf(time) is { } sentence
                    && !Other().IsMatch(sentence.Lower)
                )
            )
                yield return (date, entry.Days[0]);
        }
    }

    private static IEnumerable<(PassageClaims Passage, TimeClaim Time)> TimesOf(IEnumerable<PassageClaims> passages) =>
        passages.SelectMany(p => p.Times.Select(t => (p, t)));

    /// <summary>
    /// The one day at the head of a timeline, when the report else speaks of one other day alone, in its title and before the timeline:
    /// what happened did not happen months before it did.
    /// </summary>
    public static IEnumerable<(DateClaim Date, LocalDate Right)> WholeTimeline(AuditContext context)
    {
        if (context.Document.Sections.Exists(s => s.Incident > 0) || context.Claims.Timelines is not [{ IsNamed: true } timeline])
            yield break;
        var dates = timeline.Entries.Select(e => e.Time.WrittenDate).OfType<DateClaim>().ToList();
        var told = timeline.Entries.SelectMany(e => e.Days).Distinct().ToList();
        if (dates is not [{ HasYear: true, Day: { } wrong } date] || told is not [var only] || only != wrong || timeline.Entries.Count < 3)
            yield break;
        var right = Voices(context).Where(v => v.Kind != VoiceKind.Entry).Select(v => v.Day).Distinct().ToList();
        var voices = Voices(context).Count(v => v.Kind != VoiceKind.Entry);
        if (right is [var day] && voices > 1 && Math.Abs(Period.DaysBetween(day, wrong)) > MonthDays)
            yield return (date, day);
    }

    /// <summary>
    /// A date at the head of a line that alone is of its year in a report whose other dates are nearly all of another year, and one of them
    /// is the same day of that year.
    /// </summary>
    public static IEnumerable<(DateClaim Date, LocalDate Right)> OfAnotherYear(AuditContext context)
    {
        var dates = context
            .Claims.All.Where(p => p.Passage.IsStated)
            .SelectMany(p => p.Dates.Where(d => d is { HasYear: true, Day: not null }).Select(d => (Date: d, Passage: p)))
            .ToList();
        if (dates.Count < FewestOfYear)
            yield break;
        var (year, most) = dates.CountBy(d => d.Date.Day!.Value.Year).MaxBy(y => y.Value);
        if (most * 4 < dates.Count * 3)
            yield break;
        var days = dates.CountBy(d => d.Date.Day!.Value).ToDictionary();
        foreach (var (date, passage) in dates.Where(d => d.Date.Day!.Value.Year != year))
        {
            var right = date.Day!.Value.PlusYears(year - date.Day.Value.Year);
            if (
                days[date.Day.Value] == 1
                && days.ContainsKey(right)
                && Math.Abs(date.Day.Value.Year - year) <= MostYears
                && IsAtHead(date)
                && passage.SentenceOf(date) is { } sentence
                && !Other().IsMatch(sentence.Lower)
            )
                yield return (date, right);
        }
    }

    /// <summary>Whether a date begins its line: what follows is of that day.</summary>
    private static bool IsAtHead(DateClaim date)
    {
        var line = date.Start == 0 ? 0 : date.Passage.Text.LastIndexOf('\n', date.Start - 1) + 1;
        return date.Passage.Text.AsSpan(line, date.Start - line).IndexOfAnyInRange('A', 'z') < 0;
    }

    private static bool IsOfZone(TimeClaim a, TimeClaim b) =>
        a.Zone is null || b.Zone is null || a.Zone.Text.Equals(b.Zone.Text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is the other that is meant: more say so, or what is blamed first says this.</summary>
    private static bool Weight(List<Voice> wrong, List<Voice> right)
    {
        var (a, b) = (Count(wrong), Count(right));
        return a < b || (a == b && wrong.Min(v => v.Kind) < right.Min(v => v.Kind));
    }

    /// <summary>The entries of a timeline are one voice, two where they are many.</summary>
    private static int Count(List<Voice> voices)
    {
        var entries = voices.Count(v => v.Kind == VoiceKind.Entry);
        return voices.Count - entries + Math.Min(entries, 2);
    }

    private static bool IsBackground(LocalDate day, List<(LocalDate Day, List<Voice> Voices)> days) =>
        days.TrueForAll(d => d.Day >= day || d.Voices.TrueForAll(v => v.Kind != VoiceKind.Entry));

    /// <summary>Whether one of two days is the other with another month, with another year, or with day and month changed round.</summary>
    private static bool IsSlip(LocalDate a, LocalDate b) =>
        a != b
        && ((a.Day == b.Day && (a.Year == b.Year || a.Month == b.Month)) || (a.Year == b.Year && a.Day == b.Month && a.Month == b.Day));

    private static IEnumerable<Voice> Voices(AuditContext context)
    {
        var document = context.Document;
        foreach (var day in DateReader.InName(Path.GetFileNameWithoutExtension(document.Name)).Take(1))
            yield return new Voice(null, day, VoiceKind.File);
        var title = document.Headings.FirstOrDefault();
        if (title is not null && context.Claims.Of(title) is { Times.Count: 0, Dates: [{ HasYear: true, Day: { } titled } named] })
            yield return new Voice(named, titled, VoiceKind.Title);
        var seen = new HashSet<Claim>(ReferenceEqualityComparer.Instance);
        foreach (
            var date in context
                .Claims.All.SelectMany(p => p.Fields)
                .Where(f => !f.ValuePassage.Quoted && (IsOfIncident(f.Label) || Milestones.Of(f.Label) is not null))
                .Select(context.Claims.DateOf)
                .OfType<DateClaim>()
        )
        {
            if (date is { HasYear: true, Day: { } day } && seen.Add(date))
                yield return new Voice(date, day, VoiceKind.Field);
        }

        foreach (var date in context.Claims.Timelines.SelectMany(t => t.Entries).Select(e => e.Time.WrittenDate).OfType<DateClaim>())
        {
            if (date is { HasYear: true, Day: { } day } && seen.Add(date))
                yield return new Voice(date, day, VoiceKind.Entry);
        }

        foreach (var passage in context.Claims.All.Where(p => OverallPlace.Holds(p.Passage.Section, document) && !p.Passage.Quoted))
        {
            foreach (var date in passage.Times.Select(t => t.WrittenDate).OfType<DateClaim>())
            {
                if (
                    date is { HasYear: true, Day: { } day }
                    && passage.SentenceOf(date) is { } sentence
                    && !Other().IsMatch(sentence.Lower)
                    && seen.Add(date)
                )
                    yield return new Voice(date, day, VoiceKind.Sentence);
            }
        }
    }

    internal static bool IsOfIncident(string label) =>
        label is "date" or "incident date" or "date of incident" or "date of the incident" or "date of outage" or "outage date" or "when";

    /// <summary>What happened before or is to come.</summary>
    [GeneratedRegex(
        @"\b(?:previous|earlier|last|since|released|introduced|created|added|merged|expire[sd]?|certificate|next|scheduled|planned|due"
            + @"|will|ago|until|annual|monthly|yearly|review|published|updated|written)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Other();
}
