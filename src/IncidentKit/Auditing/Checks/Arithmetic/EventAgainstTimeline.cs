using System.Text.RegularExpressions;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// An event that running text or a field puts at another time than the entries of the timeline that tell of it in the same words, or than
/// another sentence does. Every entry that may be meant counts: one that agrees is enough.
/// </summary>
internal static partial class EventAgainstTimeline
{
    /// <summary>So many pairs of a clause and a part of an entry are compared; in a report with more nothing is said.</summary>
    private const int MostPairs = 60_000;

    /// <summary>So many characters before a time are read for how it is meant.</summary>
    private const int Before = 24;

    /// <summary>The most characters of an entry that a message repeats.</summary>
    private const int LongestName = 60;

    /// <summary>What an entry of the timeline, or a part of it, tells.</summary>
    private sealed record Row(TimelineEntry Entry, IReadOnlySet<string> Words, bool IsPart);

    /// <summary>The times that differ, each with what it is of and the time it differs from.</summary>
    public static IEnumerable<(TimeClaim Wrong, string What, TimeClaim Other)> Of(AuditContext context)
    {
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            var entries = context
                .Claims.Timelines.Where(t => t.Section.Incident == incident && MilestoneAgainstTimeline.IsLog(t))
                .SelectMany(t => t.Entries)
                .ToList();
            var told = Told(context, incident, entries);
            List<Row> rows =
            [
                .. entries.SelectMany(e =>
                    ClauseReader.InEntry(e.Text).Where(c => c.Words.Count > 0).Select(c => new Row(e, c.Words, c.IsPart))
                ),
            ];
            if ((long)told.Count * Math.Max(rows.Count, told.Count) > MostPairs)
                continue;
            var rest = new List<Clause>();
            foreach (var clause in told)
            {
                var same = rows.FindAll(r => ContentWords.AreOfOne(clause.Words, r.Words) && MayBeOfOneDay(clause.Times[0], r.Entry.Time));
                if (same.Count == 0)
                    rest.Add(clause);
                else if (Against(context, clause, same, entries, told) is { } row)
                    yield return (clause.Times[0], Name(row), row.Entry.Time);
            }

            foreach (var twice in Twice(context, rest))
                yield return twice;
        }
    }

    /// <summary>The entry that a clause contradicts; null where it contradicts none.</summary>
    private static Row? Against(AuditContext context, Clause clause, List<Row> same, List<TimelineEntry> entries, List<Clause> told)
    {
        var time = clause.Times[0];
        context.Compared(time, same[0].Entry.Time);
        var isBy = IsBy(time);
        if (same.Exists(r => isBy ? !MomentDistance.IsLate(time, r.Entry.Time) : !MomentDistance.DiffersInText(time, r.Entry.Time)))
            return null;
        // A part of what is told may have been done at another time than the rest.
        if (same.Exists(r => r.IsPart && !r.Words.IsSubsetOf(clause.Words)))
            return null;
        if (
            entries.Exists(e =>
                !MomentDistance.DiffersInText(time, e.Time) && ContentWords.Of(e.Text.ToLowerInvariant()).Overlaps(clause.Words)
            )
        )
            return null;
        return IsOfAnotherClock(time, same, entries, told) ? null : same.MinBy(r => MomentDistance.Apart(time, r.Entry.Time).Min());
    }

    /// <summary>
    /// Whether whole hours explain the difference, and no other time of the same section shows that it has the timeline's clock.
    /// </summary>
    private static bool IsOfAnotherClock(TimeClaim time, List<Row> same, List<TimelineEntry> entries, List<Clause> told) =>
        !(time.WrittenZone is { } zone && same.TrueForAll(r => r.Entry.Time.Zone is { } other && other.Text == zone.Text))
        && same.Exists(r => MomentDistance.Apart(time, r.Entry.Time).Exists(MomentDistance.IsOfHours))
        && !told.Exists(c =>
            c.Passage.Section == time.Passage.Section
            && c.Times[0] != time
            && entries.Exists(e => !MomentDistance.Differ(e.Time, c.Times[0]))
        );

    /// <summary>What running text and fields tell with one time, but for plans and what stands in or below the entries.</summary>
    private static List<Clause> Told(AuditContext context, int incident, List<TimelineEntry> entries)
    {
        var own = entries.Select(e => e.Time.Passage).ToHashSet<Passage>(ReferenceEqualityComparer.Instance);
        var lists = own.Select(p => p.Item?.List).OfType<ReportList>().ToHashSet();
        return
        [
            .. context
                .Claims.OfIncident(incident)
                .Where(p => p.Times.Count > 0 && !IsOwn(p.Passage) && !Plans().IsMatch(p.Passage.Section.Title))
                .SelectMany(p => ClauseReader.Read(p).Concat(Fields(context, p)).Where(c => IsOfOneMoment(p, c))),
        ];

        bool IsOwn(Passage passage) =>
            own.Contains(passage)
            || passage.Row is { } row && row.Cells.Exists(own.Contains)
            || passage.Item is { } item
                && (lists.Contains(item.List) || item.List.Intro is { Item: { } above } && lists.Contains(above.List));
    }

    /// <summary>What the label of a value in another cell or below it names.</summary>
    private static IEnumerable<Clause> Fields(AuditContext context, PassageClaims passage) =>
        from field in passage.Fields
        where field.Passage.Kind != PassageKind.Paragraph || field.ValueStart == 0
        let time = context.Claims.TimeOf(field)
        where time is not null
        select new Clause(field.Passage, field.Start, field.End, ContentWords.Of(field.Label)) { Times = [time] };

    private static bool IsOfOneMoment(PassageClaims passage, Clause clause) =>
        clause is { IsOpen: false, Times: [var time] }
        && !IsOtherwiseBound(time)
        && !passage.Ranges.Any(r => r.From.Start == time.Start || r.To.Start == time.Start);

    /// <summary>Events that two sentences tell in the same words and put at different times.</summary>
    private static IEnumerable<(TimeClaim Wrong, string What, TimeClaim Other)> Twice(AuditContext context, List<Clause> clauses)
    {
        foreach (var same in clauses.Where(c => IsWhole(c.Words)).GroupBy(c => string.Join(' ', c.Words.Order(StringComparer.Ordinal))))
        {
            var first = same.First();
            foreach (
                var other in same.Where(c =>
                    c.Passage.Section != first.Passage.Section
                    && MayBeOfOneDay(c.Times[0], first.Times[0])
                    && MayBeOfOneEvent(context, c, first)
                )
            )
            {
                context.Compared(first.Times[0], other.Times[0]);
                if (!IsBy(other.Times[0]) && !IsBy(first.Times[0]) && MomentDistance.DiffersInText(other.Times[0], first.Times[0]))
                    yield return (other.Times[0], Short(other.Text), first.Times[0]);
            }
        }
    }

    /// <summary>Whether two sections tell of one thing: one of them of the whole, or both are parts of a report by their names.</summary>
    private static bool MayBeOfOneEvent(AuditContext context, Clause a, Clause b) =>
        OverallPlace.Holds(a.Passage.Section, context.Document) || OverallPlace.Holds(b.Passage.Section, context.Document);

    private static bool IsWhole(IReadOnlySet<string> words) => words.Count > 1 && ContentWords.AreOfOne(words, words);

    private static bool MayBeOfOneDay(TimeClaim a, TimeClaim b) => a.Day is not { } day || b.Day is not { } other || day == other;

    private static bool IsBy(TimeClaim time) => By().IsMatch(TextBefore(time));

    private static bool IsOtherwiseBound(TimeClaim time) => Bound().IsMatch(TextBefore(time));

    private static ReadOnlySpan<char> TextBefore(TimeClaim time)
    {
        var start = time.WrittenDate is { } date && date.End <= time.Start ? date.Start : time.Start;
        return time.Passage.Text.AsSpan(Math.Max(0, start - Before), Math.Min(Before, start));
    }

    private static string Name(Row row) => Short(row.Entry.Text);

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim(' ', '|', '-', '–', '—', ':', '*', ')', ']');
        return line.Length <= LongestName ? line : $"{line.AsSpan(0, LongestName - 1)}…";
    }

    [GeneratedRegex(@"\bby\W{1,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex By();

    [GeneratedRegex(
        @"(?:\b(?:until|till|before|after|since|from|to|between|past|than|and|the|of|through)\W{1,3}(?:about |around "
            + @"|approximately )?|[-–—]\s?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Bound();

    [GeneratedRegex(
        @"action|follow|next|to ?do|remediat|prevent|improv|recommend|corrective|lesson|went|previous|background",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Plans();
}
