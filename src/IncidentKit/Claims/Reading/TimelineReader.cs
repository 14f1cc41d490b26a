using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// Finds timelines by their shape alone: neighbours of one kind (items, rows, headings, lines), most of which begin with a time.
/// </summary>
internal static partial class TimelineReader
{
    private const int Fewest = 2;

    /// <summary>In a table so many columns are searched for the one with the times.</summary>
    private const int MostColumns = 4;

    /// <summary>A paragraph that gives a day to what stands below it is no longer than this.</summary>
    internal const int LongestDay = 60;

    /// <summary>What a heading may have beside the day it is: its weekday, a number.</summary>
    private const int BesideDay = 16;

    /// <summary>All timelines of a report, in order of their kind and place.</summary>
    public static IReadOnlyList<Timeline> Read(ReportClaims claims)
    {
        var document = claims.Document;
        var timelines = new List<Timeline>();
        foreach (
            var lists in document.Lists.GroupBy(l =>
                (
                    Home: Home(claims, l.Section),
                    Label: (IsLabel(l.Intro) || l.Intro?.Item is not null) && !IsDay(claims, l.Intro) ? l.Intro : null
                )
            )
        )
            Add(
                timelines,
                lists.Key.Home,
                lists.Key.Label,
                lists
                    .Select(l => new TimelinePart(
                        DayAbove(claims, l.Intro) ?? DayAbove(claims, l.Section.Heading),
                        [.. l.Items.Select(i => i.First).OfType<Passage>().Select(p => Lines(claims, p))]
                    ))
                    .Where(p => IsTimed(p.Blocks))
            );
        foreach (var table in document.Tables)
            Add(timelines, claims, table);
        foreach (var run in Headings(claims))
            Add(timelines, run[0].Section, null, run.Select(r => r.Part));
        var paragraphs = document.Passages.Where(p => p is { Kind: PassageKind.Paragraph, Item: null }).GroupBy(p => p.Section);
        foreach (var home in paragraphs.GroupBy(g => Home(claims, g.Key)))
            timelines.AddRange(ParagraphTimelines.Of(claims, home));
        return timelines;
    }

    /// <summary>
    /// The section that a section of one day is a part of: the one above it, or the timeline before it whose heading has the same level.
    /// </summary>
    private static Section Home(ReportClaims claims, Section section)
    {
        if (section.Parent is not { } parent || !IsDayAlone(claims, section))
            return section;
        var sections = claims.Document.Sections;
        var before = sections.FindLastIndex(sections.IndexOf(section), s => s.Level <= section.Level && !IsDayAlone(claims, s));
        return before >= 0 && sections[before].Level == section.Level && Title().IsMatch(sections[before].Title)
            ? sections[before]
            : parent;
    }

    /// <summary>Whether a heading is a day and hardly more.</summary>
    private static bool IsDayAlone(ReportClaims claims, Section section) =>
        DayAbove(claims, section.Heading) is { } day
        && section.Title.Length - (day.End - day.Start) <= BesideDay
        && !Title().IsMatch(section.Title);

    /// <summary>The day that a heading or a line gives to what stands below it.</summary>
    internal static DateClaim? DayAbove(ReportClaims claims, Passage? passage) =>
        passage is { Text.Length: < LongestDay } && claims.Of(passage) is { Times.Count: 0, Dates: [var day] } ? day : null;

    /// <summary>Whether a passage only says which day what follows is of.</summary>
    internal static bool IsDay(ReportClaims claims, Passage? passage) =>
        passage is not null && claims.Of(passage) is { Times.Count: 0, Dates.Count: > 0 };

    private static void Add(List<Timeline> timelines, Section section, Passage? intro, IEnumerable<TimelinePart> parts)
    {
        if (Of(section, intro, parts) is { } timeline)
            timelines.Add(timeline);
    }

    /// <summary>The entries of neighbours if more than half of these begin with a time.</summary>
    internal static Timeline? Of(Section section, Passage? intro, IEnumerable<TimelinePart> parts)
    {
        var read = parts.ToList();
        var blocks = read.SelectMany(p => p.Blocks).ToList();
        var days = read.Select(Entries).Where(e => e.Count > 0).ToList();
        return days.Sum(d => d.Count) >= Fewest && IsTimed(blocks)
            ? new Timeline(section, IsNamed(section, intro), blocks.TrueForAll(b => b.Count > 0 && b[0] is not null), days)
            : null;
    }

    /// <summary>The entries of a part; its day is written for the first of them, and midnight may pass after that.</summary>
    private static List<TimelineEntry> Entries(TimelinePart part)
    {
        var entries = part.Blocks.SelectMany(b => b).OfType<TimelineEntry>().ToList();
        if (part.Day is { } day && entries.Count > 0 && entries[0].Days.Count == 0)
            entries[0] = entries[0] with { Days = day.Days, IsBelowDay = true };
        return entries;
    }

    /// <summary>
    /// The lines of a passage, each an entry if it begins with a time; lines that go on are part of the entry before, and one with a date
    /// alone is none: what follows is of another day.
    /// </summary>
    internal static List<TimelineEntry?> Lines(ReportClaims claims, Passage passage) =>
        [
            .. LinesOf(claims, passage)
                .Where((l, i) => l.Line is not null || i == 0 || IsDay(claims.Of(passage)!, l.Start, l.End))
                .Select(l => l.Line),
        ];

    internal static IEnumerable<(TimelineEntry? Line, int Start, int End)> LinesOf(ReportClaims claims, Passage passage)
    {
        if (passage.Quoted || claims.Of(passage) is not { } read)
            yield break;
        for (var start = 0; start < passage.Text.Length; )
        {
            var end = passage.Text.IndexOf('\n', start);
            end = end < 0 ? passage.Text.Length : end;
            yield return (Leading(read, start, end) is { } time ? new TimelineEntry(time, passage.Text[time.End..end]) : null, start, end);
            start = end + 1;
        }
    }

    internal static bool IsDay(PassageClaims read, int start, int end) =>
        read.Dates.Between(start, end).Any() && !read.Times.Between(start, end).Any();

    /// <summary>
    /// Headings that begin with a time, whatever their level, up to one without that is not below them: another chapter. One with a date
    /// begins another day. In each run stands at least one.
    /// </summary>
    private static List<List<(Section Section, TimelinePart Part)>> Headings(ReportClaims claims)
    {
        var runs = new List<List<(Section Section, TimelinePart Part)>>();
        int? level = null;
        DateClaim? day = null;
        var isNewDay = true;
        foreach (var section in claims.Document.Sections.Where(s => s.Heading is not null))
        {
            if (Heading(claims, section) is { } entry)
            {
                if (level is null)
                    runs.Add([]);
                if (level is null || isNewDay)
                    runs[^1].Add((section, new TimelinePart(day, [])));
                runs[^1][^1].Part.Blocks.Add([entry]);
                level = Math.Min(level ?? section.Level, section.Level);
                isNewDay = false;
            }
            else if (IsDay(claims, section.Heading))
            {
                if (section.Level < level - 1)
                    level = null;
                (day, isNewDay) = (DayAbove(claims, section.Heading), true);
            }
            else if (section.Level <= level)
            {
                level = null;
                day = null;
            }
        }

        return runs;
    }

    private static TimelineEntry? Heading(ReportClaims claims, Section section)
    {
        var heading = section.Heading!;
        return claims.Of(heading) is { } read && Leading(read, 0, heading.Text.Length) is { } time
            ? new TimelineEntry(time, heading.Text[time.End..])
            : null;
    }

    private static void Add(List<Timeline> timelines, ReportClaims claims, ReportTable table)
    {
        var body = table.Body.Where(r => !r.IsQuoted).ToList();
        for (var column = 0; column < Math.Min(MostColumns, table.Header.Cells.Count); column++)
        {
            var entries = body.Select(r => Row(claims, r, column)).ToList();
            if (entries.Count(e => e is not null) * 2 <= body.Count || body.Count == 0)
                continue;
            var header = table.Header.Cell(column);
            var isNamed = IsNamed(table.Section, table.Intro) || Clock().IsMatch(header);
            // The rows of another table are told apart by what stands first in them.
            if (entries.Count(e => e is not null) >= Fewest && (isNamed || column == 0) && !Milestones.IsLength(header))
                timelines.Add(
                    new Timeline(
                        table.Section,
                        isNamed,
                        entries.TrueForAll(e => e is not null),
                        [
                            [.. entries.OfType<TimelineEntry>()],
                        ]
                    )
                );
            return;
        }
    }

    private static TimelineEntry? Row(ReportClaims claims, ReportRow row, int column) =>
        column < row.Cells.Count && claims.Of(row.Cells[column]) is { } read && Leading(read, 0, row.Cells[column].Text.Length) is { } time
            ? new TimelineEntry(time, string.Join(" | ", row.Cells.Skip(column + 1).Select(c => c.Text)))
            : null;

    /// <summary>The time a stretch begins with, alone or with its date, a weekday, a mark or a preposition in front.</summary>
    private static TimeClaim? Leading(PassageClaims read, int start, int end)
    {
        if (read.Times.From(start) is not { } time || time.Start >= end)
            return null;
        var text = read.Passage.Text;
        var date = time.WrittenDate is { } written && written.Start < time.Start && written.Start >= start ? written : null;
        return
            IsEmpty(text.AsSpan(start, (date?.Start ?? time.Start) - start))
            && (date is null || IsEmpty(text.AsSpan(date.End, time.Start - date.End)))
            ? time
            : null;
    }

    /// <summary>Whether nothing but marks, a weekday and small words stand in a stretch.</summary>
    private static bool IsEmpty(ReadOnlySpan<char> text) => text.Length <= 24 && Nothing().IsMatch(text);

    /// <summary>Whether more than half of the blocks begin with a time.</summary>
    private static bool IsTimed(List<List<TimelineEntry?>> blocks) =>
        blocks.Count(b => b.Count > 0 && b[0] is not null) * 2 > blocks.Count && blocks.Count > 0;

    private static bool IsLabel(Passage? intro) =>
        intro is { Kind: PassageKind.Paragraph } && (intro.Bold || intro.Text.TrimEnd().EndsWith(':'));

    private static bool IsNamed(Section section, Passage? intro) =>
        section.Path().Any(s => Title().IsMatch(s.Title))
        || (intro is { Text.Length: < 80 } && (IsLabel(intro) || intro.Item is not null) && Title().IsMatch(intro.Text));

    [GeneratedRegex(
        @"^[^\p{L}\p{Nd}]*(?:(?:on|at|by|from|since|around|about|approx|approximately|circa|ca|between|day [0-9]{1,2}|t|mon|tue|tues|wed"
            + @"|thu|thur|thurs|fri|sat|sun|monday|tuesday"
            + @"|wednesday|thursday|friday|saturday|sunday)[^\p{L}\p{Nd}]*){0,3}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Nothing();

    [GeneratedRegex(
        @"\b(?:time-?line|chronology|chronological|sequence of events|course of events|key events|event log|log of events|what happened"
            + @"|history of events)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    internal static partial Regex Title();

    [GeneratedRegex(
        @"^\W{0,3}(?:time(?:stamp|line)?|when|clock|utc|gmt|date ?(?:/|and|&|\+)? ?time|p[sd]t|e[sd]t|c[es]t|local time)\b.{0,24}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Clock();
}
