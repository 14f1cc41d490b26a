using IncidentKit.Claims;
using IncidentKit.Claims.Reading;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// One window that two sentences give in the same words, with one end the same and the other another: "between 10:02 and 11:45 shoppers saw
/// errors", "between 10:02 and 11:54 shoppers saw errors".
/// </summary>
internal static class WindowStatedTwice
{
    /// <summary>A report with more windows is a log.</summary>
    private const int MostWindows = 60;

    private sealed record Told(RangeClaim Range, Sentence Sentence, HashSet<string> Words);

    /// <summary>The ends that differ, each with the time it differs from.</summary>
    public static IEnumerable<(TimeClaim Wrong, string What, TimeClaim Other)> Of(AuditContext context)
    {
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            var windows = context
                .Claims.OfIncident(incident)
                .Where(p => p.Ranges.Count > 0 && p.Passage.IsStated && p.Passage.Row is null && p.Passage.Kind != PassageKind.Heading)
                .SelectMany(Read)
                .ToList();
            if (windows.Count > MostWindows)
                continue;
            for (var i = 1; i < windows.Count; i++)
            {
                var second = windows[i];
                if (windows.Take(i).FirstOrDefault(first => IsOfOne(first, second)) is not { } other)
                    continue;
                context.Compared(other.Range, second.Range);
                var (a, b) = (other.Range, second.Range);
                if (Same(a.From, b.From) && !Same(a.To, b.To))
                    yield return (b.To, "the end", a.To);
                else if (Same(a.To, b.To) && !Same(a.From, b.From))
                    yield return (b.From, "the start", a.From);
            }
        }
    }

    /// <summary>The windows of sentences that have only one.</summary>
    private static IEnumerable<Told> Read(PassageClaims passage) =>
        from sentence in passage.Sentences
        let ranges = passage.Ranges.Between(sentence.Start, sentence.End).ToList()
        where ranges.Count == 1 && !sentence.IsQuestion
        select new Told(ranges[0], sentence, Words(sentence, ranges[0]));

    /// <summary>What a sentence tells, without its times.</summary>
    private static HashSet<string> Words(Sentence sentence, RangeClaim range)
    {
        var (start, end) = (range.Start - sentence.Start, Math.Min(range.End - sentence.Start, sentence.Lower.Length));
        return ContentWords.Of(string.Concat(sentence.Lower.AsSpan(0, start), " ", sentence.Lower.AsSpan(end)));
    }

    private static bool IsOfOne(Told a, Told b) =>
        a.Sentence.Passage.Section != b.Sentence.Passage.Section
        && a.Words.Count > 2
        && a.Words.SetEquals(b.Words)
        && (a.Range.From.Day is not { } day || b.Range.From.Day is not { } other || day == other);

    private static bool Same(TimeClaim a, TimeClaim b) => !MomentDistance.DiffersInText(a, b);
}
