using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Self;

/// <summary>"All 13 failed" where another sentence says that some of the 13 did, or did not.</summary>
internal sealed partial class AllAndSome() : AuditCheck(AuditFamily.Self, "IKA0302", "all-and-some", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var counts = context.Claims.All.SelectMany(p => p.Counts).ToList();
        foreach (var more in counts.Where(c => c.Number > c.Total))
        {
            context.Compared(more);
            yield return At(more, $"{more.Number} is more than {more.Total}", $"at most {more.Total}", "the whole is less than its part");
        }

        var parts = counts
            .Where(c =>
                c is { Total: not null, All: false }
                && c.Number < c.Total
                && !Course().IsMatch(c.Sentence.Lower)
                && (Failing().IsMatch(After(c)) || Well().IsMatch(After(c)))
            )
            .ToLookup(c => (Entry(context, c), c.Total));
        foreach (
            var all in counts.Where(c =>
                c is { All: true, Total: null, Number: > 1 } && Failing().IsMatch(After(c)) && !Course().IsMatch(c.Sentence.Lower)
            )
        )
        {
            var part = parts[(Entry(context, all), all.Number)]
                .FirstOrDefault(p =>
                    !ReferenceEquals(p.Sentence, all.Sentence)
                    && (p.Noun.Length == 0 || all.Noun.Length == 0 || p.Noun == all.Noun || IsVerb(p.Noun))
                );
            if (part is null)
                continue;
            context.Compared(all, part);
            yield return At(
                all,
                $"'{all.Text}' here, '{part.Text}' elsewhere",
                part.Text,
                $"line {context.Document.Source.PositionOf(part.Passage.OffsetOf(part.Start)).Line}"
            );
        }
    }

    /// <summary>The incident a count is of: in a log of incidents each section with a date in its heading is another.</summary>
    internal static (int Incident, Section? Dated) Entry(AuditContext context, CountClaim count) =>
        (
            count.Passage.Section.Incident,
            count
                .Passage.Section.Path()
                .LastOrDefault(s => s is { Level: > 1, Heading: { } heading } && context.Claims.Of(heading)?.Dates.Count > 0)
        );

    private static bool IsVerb(string noun) => Failing().IsMatch(noun) || Well().IsMatch(noun);

    /// <summary>What the sentence says of what is counted.</summary>
    private static string After(CountClaim count) =>
        count.Sentence.Lower.Substring(
            count.Start - count.Sentence.Start,
            Math.Min(90, count.Sentence.Lower.Length - (count.Start - count.Sentence.Start))
        );

    [GeneratedRegex(
        @"\b(?:froze|frozen|failed|failing|crashed|went down|were down|was down|are down|stopped|were affected|unavailable"
            + @"|offline|stuck|missed|halted|died|unreachable|broken|broke)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Failing();

    [GeneratedRegex(
        @"\b(?:kept running|kept working|carried on|continued|unaffected|not affected|stayed up|remained healthy|were healthy|ran on)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Well();

    /// <summary>Words of a course of events, in which some become all.</summary>
    [GeneratedRegex(
        @"\b(?:by|then|later|eventually|initially|first|gradually|within|after|soon|finally|one by one|at the peak|at peak)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Course();
}
