using System.Text.RegularExpressions;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// A total length above a list whose items have one length each, or a total with its parts in one sentence or table, which add up to another.
/// </summary>
internal sealed partial class SumOfParts() : AuditCheck(AuditFamily.Arithmetic, "IKA0113", "sum-differs-from-parts", AuditSeverity.Error)
{
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
        foreach (var list in context.Document.Lists.Where(l => l.Intro is not null && l.Items.Count > 1))
        {
            var parts = list
                .Items.Select(i => i.First is { } first && context.Claims.Of(first)?.Durations is [var only] ? only : null)
                .ToList();
            if (parts.Contains(null) || context.Claims.Of(list.Intro!) is not { Durations: [var total] } intro)
                continue;
            if (!Total().IsMatch(intro.Passage.Text))
                continue;
            var sum = parts.Aggregate(Duration.Zero, (sum, part) => sum + part!.Length);
            var slack = parts.Aggregate(Duration.Zero, (sum, part) => sum + part!.Precision);
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

    [GeneratedRegex(
        @"\b(?:in all|in total|total|totall?ed|totall?ing|altogether|combined|together|sum|overall|cumulative(?:ly)?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Total();
}
