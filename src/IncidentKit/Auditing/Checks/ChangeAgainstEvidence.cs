using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks;

/// <summary>A change put to somebody's name at a time at which the evidence has one by another.</summary>
internal sealed class ChangeAgainstEvidence() : AuditCheck("IKA0606", "change-differs-from-evidence", AuditSeverity.Error)
{
    private static readonly Duration Slack = Duration.FromMinutes(2);

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || context.IsRendered)
            yield break;
        var actors = evidence.Changes.Select(c => c.By).Where(b => b.Length > 2).Distinct(StringComparer.Ordinal).ToList();
        foreach (var passage in context.Claims.All.Where(p => p.Times.Count > 0))
        {
            foreach (var sentence in passage.Sentences)
            {
                var named = actors.Where(a => sentence.Lower.Contains(a, StringComparison.OrdinalIgnoreCase)).ToList();
                if (named.Count != 1 || passage.Times.Between(sentence.Start, sentence.End).Take(2).ToList() is not [{ Instant: { } at } time])
                    continue;
                var then = evidence.Changes.Where(c => c.At - at <= Slack && at - c.At <= Slack).ToList();
                if (then.Count == 0)
                    continue;
                context.Compared(time);
                if (!then.Exists(c => c.By == named[0]))
                    yield return At(time, $"what was done at {time.Text} was not done by {named[0]}", $"by {then[0].By} at {then[0].At}", $"evidence {then[0].Evidence}");
            }
        }
    }
}
