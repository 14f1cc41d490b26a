namespace IncidentKit.Claims.Reading;

/// <summary>Finds timelines in paragraphs.</summary>
internal static class ParagraphTimelines
{
    /// <summary>
    /// A log in one paragraph is a timeline by itself; paragraphs that begin with a time each are one together, up to one that begins with
    /// none, unless most do. What stands right above them may call them a timeline.
    /// </summary>
    public static IReadOnlyList<Timeline> Of(ReportClaims claims, IEnumerable<IGrouping<Section, Passage>> sections)
    {
        List<Timeline> timelines = [];
        List<TimelinePart> parts = [];
        Passage? intro = null;
        Section? first = null;
        foreach (var section in sections)
        {
            first ??= section.Key;
            parts.Add(new TimelinePart(TimelineReader.DayAbove(claims, section.Key.Heading), []));
            foreach (var passage in section)
            {
                var lines = TimelineReader.Lines(claims, passage);
                if (lines.OfType<TimelineEntry>().Take(2).Count() > 1)
                {
                    Add(section.Key, SplitDays(claims, passage));
                    intro = null;
                }
                else if (TimelineReader.IsDay(claims, passage))
                {
                    parts.Add(new TimelinePart(TimelineReader.DayAbove(claims, passage), []));
                }
                else if (lines.FirstOrDefault() is not null)
                {
                    parts[^1].Blocks.Add(lines);
                }
                else if (
                    parts.TrueForAll(p => p.Blocks.Count == 0)
                    || TimelineReader.Title().IsMatch(passage.Text) && passage.Text.Length < TimelineReader.LongestDay
                )
                {
                    Close(section.Key);
                    intro = passage;
                }
                else
                {
                    parts[^1].Blocks.Add([null]);
                }
            }
        }

        Close(null);
        return timelines;

        void Close(Section? next)
        {
            // What follows the last entry is no part of it.
            foreach (var blocks in parts.Select(p => p.Blocks))
            {
                var last = blocks.FindLastIndex(b => b[0] is not null) + 1;
                blocks.RemoveRange(last, blocks.Count - last);
            }

            if (first is not null && parts.Exists(p => p.Blocks.Count > 0))
                Add(first, parts.Where(p => p.Blocks.Count > 0));
            parts = [new TimelinePart(parts.Count > 0 ? parts[^1].Day : null, [])];
            first = next;
        }

        void Add(Section section, IEnumerable<TimelinePart> of)
        {
            if (TimelineReader.Of(section, intro, of) is { } timeline)
                timelines.Add(timeline);
        }
    }

    /// <summary>The lines of a log, each a block, from one day to the next.</summary>
    private static List<TimelinePart> SplitDays(ReportClaims claims, Passage passage)
    {
        List<TimelinePart> parts = [new TimelinePart(null, [])];
        var read = claims.Of(passage)!;
        foreach (var (line, start, end) in TimelineReader.LinesOf(claims, passage))
        {
            if (line is not null)
                parts[^1].Blocks.Add([line]);
            else if (TimelineReader.IsDay(read, start, end))
                parts.Add(new TimelinePart(read.Dates.From(start), []));
            else if (start == 0)
                parts[^1].Blocks.Add([null]);
        }

        return [.. parts.Where(p => p.Blocks.Count > 0)];
    }
}
