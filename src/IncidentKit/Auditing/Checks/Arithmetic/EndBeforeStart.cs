using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>A range that ends before it begins, or a milestone before the start.</summary>
internal sealed class EndBeforeStart() : AuditCheck(AuditFamily.Arithmetic, "IKA0106", "ends-before-it-starts", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var claims = context.Claims;
        foreach (var range in claims.All.SelectMany(p => p.Ranges))
        {
            if (range.From.WrittenDate is null || range.To.WrittenDate is null)
                continue;
            context.Compared(range);
            if (range.IsBackward)
                yield return Backward(range.From, range.To, "the end of a range");
        }

        foreach (var objection in context.Document.Tables.SelectMany(t => Rows(context, t)))
            yield return objection;
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            if (claims.Fields(incident, Milestones.IsStart).Select(claims.TimeOf).ToList() is not [{ Instant: { } start } from])
                continue;
            var later = claims.Fields(
                incident,
                l => Milestones.IsEnd(l) || Milestones.IsDetected(l) || Milestones.IsMitigated(l) || Milestones.IsResolved(l)
            );
            foreach (var field in later)
            {
                if (claims.TimeOf(field) is not { Instant: { } end } to)
                    continue;
                context.Compared(from, to);
                if (end < start)
                    yield return Backward(from, to, field.Label);
            }
        }
    }

    private static IEnumerable<Objection> Rows(AuditContext context, ReportTable table)
    {
        int start = table.Column(h => h.StartsWith("start", StringComparison.Ordinal) || h.StartsWith("from", StringComparison.Ordinal));
        int end = table.Column(h =>
            h.StartsWith("end", StringComparison.Ordinal) || h == "to" || h.StartsWith("to (", StringComparison.Ordinal)
        );
        if (start < 0 || end < 0)
            yield break;
        foreach (var row in table.Body.Where(r => r.Cells.Count > Math.Max(start, end)))
        {
            if (
                context.Claims.Of(row.Cells[start])?.Times is [var from]
                && context.Claims.Of(row.Cells[end])?.Times is [var to]
                && new RangeClaim(from, to).IsBackward
            )
                yield return Backward(from, to, "the end");
        }
    }

    private static Objection Backward(TimeClaim from, TimeClaim to, string what) =>
        At(
            to,
            $"{what} lies before the start",
            $"{Durations.Text(from.Instant!.Value - to.Instant!.Value)} too early",
            $"{from.Instant} is after {to.Instant}"
        );
}
