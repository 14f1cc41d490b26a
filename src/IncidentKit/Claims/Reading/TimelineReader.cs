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

    /// <summary>All timelines of a report, in order of their kind and place.</summary>
    public static IReadOnlyList<Timeline> Read(ReportClaims claims)
    {
        var document = claims.Document;
        var timelines = new List<Timeline>();
        foreach (
            var lists in document.Lists.GroupBy(l =>
                (l.Section, Label: IsLabel(l.Intro) || l.Intro?.Item is not null || IsDay(claims, l.Intro) ? l.Intro : null)
            )
        )
            Add(
                timelines,
                lists.Key.Section,
                lists.Key.Label,
                lists
                    .Select(l => l.Items.Select(i => i.First).OfType<Passage>().Select(p => Lines(claims, p)).ToList())
                    .Where(IsTimed)
                    .SelectMany(l => l)
            );
        foreach (var table in document.Tables)
            Add(timelines, claims, table);
        foreach (var run in Headings(claims))
            Add(timelines, run[0].Section, null, run.Select(r => new[] { r.Entry }));
        foreach (var section in document.Passages.Where(p => p is { Kind: PassageKind.Paragraph, Item: null }).GroupBy(p => p.Section))
        {
            foreach (var log in section.Where(p => p.Text.Contains('\n', StringComparison.Ordinal)))
            {
                foreach (var day in Split(Lines(claims, log).Select(l => (Line: l, Ends: l is null))))
                    Add(timelines, section.Key, null, day);
            }

            var single = section.Where(p => !p.Text.Contains('\n', StringComparison.Ordinal));
            foreach (var day in Split(single.Select(p => (Line: Lines(claims, p).FirstOrDefault(), Ends: IsDay(claims, p)))))
                Add(timelines, section.Key, null, day.SkipWhile(l => l[0] is null));
        }

        return timelines;
    }

    /// <summary>Whether a passage only says which day what follows is of.</summary>
    private static bool IsDay(ReportClaims claims, Passage? passage) =>
        passage is not null && claims.Of(passage) is { Times.Count: 0, Dates.Count: > 0 };

    /// <summary>The stretches between lines that end one, each line a block of its own.</summary>
    private static List<List<TimelineEntry?[]>> Split(IEnumerable<(TimelineEntry? Line, bool Ends)> lines)
    {
        List<List<TimelineEntry?[]>> stretches =
        [
            [],
        ];
        foreach (var line in lines)
        {
            if (line.Ends)
                stretches.Add([]);
            else
                stretches[^1].Add([line.Line]);
        }

        return stretches;
    }

    /// <summary>Adds the entries of neighbours if more than half of these begin with a time.</summary>
    private static void Add(List<Timeline> timelines, Section section, Passage? intro, IEnumerable<IReadOnlyList<TimelineEntry?>> blocks)
    {
        var read = blocks.ToList();
        var entries = read.SelectMany(b => b).OfType<TimelineEntry>().ToList();
        if (entries.Count >= Fewest && read.Count(b => b.Count > 0 && b[0] is not null) * 2 > read.Count)
            timelines.Add(new Timeline(section, IsNamed(section, intro), entries));
    }

    /// <summary>
    /// The lines of a passage, each an entry if it begins with a time; lines that go on are part of the entry before, and one with a date
    /// alone is none: what follows is of another day.
    /// </summary>
    private static List<TimelineEntry?> Lines(ReportClaims claims, Passage passage)
    {
        var lines = new List<TimelineEntry?>();
        if (passage.Quoted || claims.Of(passage) is not { } read)
            return lines;
        for (var start = 0; start < passage.Text.Length; )
        {
            var end = passage.Text.IndexOf('\n', start);
            end = end < 0 ? passage.Text.Length : end;
            if (Leading(read, start, end) is { } time)
                lines.Add(new TimelineEntry(time, passage.Text[time.End..end]));
            else if (start == 0 || IsDay(read, start, end))
                lines.Add(null);
            start = end + 1;
        }

        return lines;
    }

    private static bool IsDay(PassageClaims read, int start, int end) =>
        read.Dates.Between(start, end).Any() && !read.Times.Between(start, end).Any();

    /// <summary>
    /// Headings that begin with a time, whatever their level, up to one without that is not below them, or has a date: another chapter or
    /// day. In each run stands at least one.
    /// </summary>
    private static List<List<(Section Section, TimelineEntry? Entry)>> Headings(ReportClaims claims)
    {
        var runs = new List<List<(Section Section, TimelineEntry? Entry)>>();
        int? level = null;
        foreach (var section in claims.Document.Sections.Where(s => s.Heading is not null))
        {
            if (Heading(claims, section) is { } entry)
            {
                if (level is null)
                    runs.Add([]);
                runs[^1].Add((section, entry));
                level = Math.Min(level ?? section.Level, section.Level);
            }
            else if (section.Level <= level || IsDay(claims, section.Heading))
            {
                level = null;
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
                timelines.Add(new Timeline(table.Section, isNamed, [.. entries.OfType<TimelineEntry>()]));
            return;
        }
    }

    private static TimelineEntry? Row(ReportClaims claims, ReportRow row, int column) =>
        column < row.Cells.Count && claims.Of(row.Cells[column]) is { } read && Leading(read, 0, row.Cells[column].Text.Length) is { } time
            ? new TimelineEntry(time, string.Join(' ', row.Cells.Skip(column + 1).Select(c => c.Text)))
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
    private static bool IsTimed(List<List<TimelineEntry?>> blocks) => blocks.Count(b => b.Count > 0 && b[0] is not null) * 2 > blocks.Count;

    private static bool IsLabel(Passage? intro) =>
        intro is { Kind: PassageKind.Paragraph } && (intro.Bold || intro.Text.TrimEnd().EndsWith(':'));

    private static bool IsNamed(Section section, Passage? intro) =>
        section.Path().Take(2).Any(s => Title().IsMatch(s.Title))
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
    private static partial Regex Title();

    [GeneratedRegex(
        @"^\W{0,3}(?:time(?:stamp|line)?|when|clock|utc|gmt|date ?(?:/|and|&|\+)? ?time|p[sd]t|e[sd]t|c[es]t|local time)\b.{0,24}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Clock();
}
