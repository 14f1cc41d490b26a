using System.Text.RegularExpressions;
using IncidentKit.Analysis.Judging;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>A count of schedules or runs that the evidence does not give.</summary>
internal sealed partial class CountAgainstEvidence()
    : AuditCheck(AuditFamily.Evidence, "IKA0601", "count-differs-from-evidence", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || context.IsRendered)
            yield break;
        foreach (var count in context.Claims.All.SelectMany(p => p.Counts))
        {
            if (evidence.Judge.Of(count) is not { } judged || !context.MeasuredPart.Holds(count))
                continue;
            context.Compared(count);
            if (!judged.Holds)
                yield return At(count, $"'{count.Text}' is not what was measured", judged.Measured, evidence.EvidenceOf(judged.How));
        }

        foreach (var (cell, schedule, missed) in Rows(context))
        {
            if (CountJudgement.AgainstRunsOf([schedule], missed, evidence.Incident) is { } against)
                yield return At(cell, $"{schedule} did not miss {missed} runs", against, "/schedules");
        }
    }

    /// <summary>The cells of tables that say how many runs a schedule missed.</summary>
    private static IEnumerable<(Passage Cell, string Schedule, int Missed)> Rows(AuditContext context)
    {
        var names = context.Evidence!.Incident.MissedRunsOf.Select(n => n.Key).ToList();
        foreach (var table in context.Document.Tables)
        {
            var column = table.Column(h => MissedRuns().IsMatch(h));
            foreach (var row in table.Body.Where(r => column >= 0 && !r.IsQuoted && column < r.Cells.Count))
            {
                var named = row.Cells.Where(c => c.Column != column).SelectMany(c => NameMentions.In(c.Text, names)).Select(n => n.Name);
                if (
                    named.Distinct(StringComparer.Ordinal).Take(2).ToList() is [var schedule]
                    && NumberWords.Of(row.Cell(column)) is { } missed
                    && context.MeasuredPart.Holds(new IdentifierClaim(row.Cells[column], 0, row.Cells[column].Text.Length))
                )
                    yield return (row.Cells[column], schedule, missed);
            }
        }
    }

    [GeneratedRegex(
        @"^(?:no\. of |number of |# )?(?:missed|lost)(?: runs?| slots?)?$|^runs? (?:missed|lost)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex MissedRuns();
}
