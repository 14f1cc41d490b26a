using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// A total length above a list whose items have one length each, or a total with its parts in one sentence or table, which add up
/// to another.
/// </summary>
internal sealed partial class SumOfParts() : AuditCheck(AuditFamily.Arithmetic, "IKA0113", "sum-differs-from-parts", AuditSeverity.Error)
{
    /// <summary>By so much a tenth of an hour is rounded.</summary>
    private static readonly Duration Tenth = Duration.FromMinutes(3);

    public override IEnumerable<Objection> Run(AuditContext context) =>
        InLists(context)
            .Concat(
                context
                    .Claims.All.SelectMany(SumOfCounts.InSentences)
                    .Concat(context.Document.Tables.SelectMany(SumOfCounts.InTable))
                    .Select(w => At(w.Passage, w.Start, w.End, $"the parts are {w.Sum} together", w.Sum, $"added {w.Parts} parts"))
            );

    private static IEnumerable<Objection> InLists(AuditContext context)
    {
        var places = new Lazy<Dictionary<Passage, int>>(() =>
            context.Document.Passages.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i)
        );
        foreach (var list in context.Document.Lists.Where(l => l.Items.Count > 1))
        {
            var parts = list
                .Items.Select(i => i.First is { } first && context.Claims.Of(first)?.Durations is [var only] ? only : null)
                .ToList();
            if (
                parts.Contains(null)
                || parts.Exists(p => p!.Bound is DurationBound.AtMost or DurationBound.Within)
                || TotalOf(context, list, places) is not { } total
            )
                continue;
            var sum = parts.Aggregate(Duration.Zero, (sum, part) => sum + part!.Length);
            var slack = parts.Aggregate(Duration.Zero, (sum, part) => sum + (HasPoint(part!) ? Tenth : part!.Precision));
            context.Compared([total, .. parts]);
            // Each part may be rounded; all to the same side they seldom are.
            if (!total.Agrees(sum, slack / 2))
                yield return At(
                    total,
                    $"the parts are {Durations.Text(sum)} together",
                    Durations.Text(sum),
                    $"added the lengths of {parts.Count} items"
                );
        }
    }

    /// <summary>Whether a part is given to the tenth: then it is rounded no more than that in a sum.</summary>
    private static bool HasPoint(DurationClaim part) => part.Text.Contains('.', StringComparison.Ordinal);

    /// <summary>
    /// The total that is told of a list: right above it, above its label, or in the item or paragraph behind it.
    /// </summary>
    private static DurationClaim? TotalOf(AuditContext context, ReportList list, Lazy<Dictionary<Passage, int>> places)
    {
        var passages = context.Document.Passages;
        if (
            list.Items.Find(i => i.First is not null)?.First is not { } first
            || list.Items.FindLast(i => i.First is not null)?.First is not { } last
        )
            return null;
        var (start, end) = (places.Value[first], places.Value[last]);
        List<Passage?> near = [list.Intro];
        if (list.Intro is { } intro && (intro.Bold || intro.Text.TrimEnd().EndsWith(':')) && start > 1)
            near.Add(passages[start - 2]);
        if (
            end + 1 < passages.Count
            && passages[end + 1] is { } behind
            && behind.Section == list.Section
            && Leading().IsMatch(behind.Text)
            && !behind.Text.TrimEnd().EndsWith(':')
        )
            near.Add(behind);
        return near.OfType<Passage>().Select(p => OfPassage(context, p)).FirstOrDefault(d => d is not null);
    }

    /// <summary>The only length of the sentence that speaks of a total.</summary>
    private static DurationClaim? OfPassage(AuditContext context, Passage passage)
    {
        if (context.Claims.Of(passage) is not { } claims)
            return null;
        var totals = claims.Sentences.Where(s => Total().IsMatch(s.Lower)).Select(s => Lengths(claims, s)).Where(d => d.Count > 0).ToList();
        // "84 hours of which 10 hours were due to others": the first is the total where the sentence begins with it.
        return totals is [[var only]] ? only
            : totals is [[var first, ..]] && Leading().IsMatch(passage.Text) ? first
            : null;
    }

    /// <summary>The lengths of a sentence; of several those behind the word for a total.</summary>
    private static List<DurationClaim> Lengths(PassageClaims claims, Sentence sentence)
    {
        var all = claims.Durations.Between(sentence.Start, sentence.End).ToList();
        return all.Count < 2 ? all : all.FindAll(d => d.Start > sentence.Start + Total().Match(sentence.Lower).Index);
    }

    [GeneratedRegex(
        @"^\W{0,3}(?:grand |overall )?(?:total|sum|altogether|in total)\b[^0-9]{0,24}[0-9]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Leading();

    [GeneratedRegex(
        @"\b(?:in all|in total|total|totall?ed|totall?ing|altogether|combined|together|sum|overall|cumulative(?:ly)?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Total();
}
