using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks;

/// <summary>A cause that was there while things still worked: it does not explain why they stopped when they did.</summary>
internal sealed partial class CauseBeforeLastSuccess() : AuditCheck("IKA0304", "cause-before-last-success", AuditSeverity.Warning)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var successes = context.Claims.All.SelectMany(Successes).ToList();
        var bySection = successes.ToLookup(s => s.Time.Passage.Section);
        foreach (var passage in context.Claims.All.Where(p => p.Dates.Count + p.Times.Count > 0))
        {
            foreach (var sentence in passage.Sentences.Where(s => Cause().IsMatch(s.Lower) && Change().IsMatch(s.Lower) && !Latent().IsMatch(s.Lower)))
            {
                var pool = bySection[passage.Passage.Section].ToList();
                if ((pool.Count > 0 ? pool : successes) is not [var success] || CauseAt(passage, sentence) is not { } cause)
                    continue;
                context.Compared(cause, success.Time);
                if (IsBefore(cause, success.Time))
                    yield return At(cause, "this was there before the last success that the report names", $"a success at {success.Time.Text} {success.Time.Day:uuuu-MM-dd}", "what began before the last success does not explain why it was the last");
            }
        }
    }

    private static IEnumerable<(TimeClaim Time, Sentence Sentence)> Successes(PassageClaims passage)
    {
        foreach (var sentence in passage.Sentences)
        {
            var match = LastSuccess().Match(sentence.Lower);
            if (match.Success && passage.Times.Between(sentence.Start + match.Index, Math.Min(sentence.End, sentence.Start + match.Index + match.Length + 40)).FirstOrDefault() is { Day: not null } time)
                yield return (time, sentence);
        }
    }

    /// <summary>The time, or else the date, of the change in a sentence about the cause, before any success it names too.</summary>
    private static Claim? CauseAt(PassageClaims passage, Sentence sentence)
    {
        var success = LastSuccess().Match(sentence.Lower);
        var end = success.Success ? sentence.Start + success.Index : sentence.End;
        return passage.Times.Between(sentence.Start, end).FirstOrDefault() ?? (Claim?)passage.Dates.Between(sentence.Start, end).FirstOrDefault();
    }

    private static bool IsBefore(Claim cause, TimeClaim success) => cause switch
    {
        TimeClaim time => time.Instant is { } at ? at < success.Instant : time.Day < success.Day,
        DateClaim { Day: { } day } => day < success.Day,
        _ => false,
    };

    [GeneratedRegex(@"\broot cause\b|\bcaused by\b|\bbecause\b|\bcause of\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Cause();

    [GeneratedRegex(@"\b(?:removed|deleted|changed|added|introduced|disabled|revoked|deployed|made|expired|renamed|replaced|set)\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Change();

    [GeneratedRegex(@"\b(?:latent|trigger\w*|expos\w+|dormant|unnoticed|when|until|restart\w*|reboot\w*|cache\w*|gradual\w*|slowly)\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Latent();

    [GeneratedRegex(@"\blast (?:known )?(?:good|successful) (?:run|sync|execution|job|build|backup|export|import|heartbeat|invocation|renewal|deployment|answer)\b(?: (?:was|:|at|on|is))*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LastSuccess();
}
