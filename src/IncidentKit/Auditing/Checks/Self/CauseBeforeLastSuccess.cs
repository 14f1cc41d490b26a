using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Self;

/// <summary>A cause that was there while things still worked: it does not explain why they stopped when they did.</summary>
internal sealed partial class CauseBeforeLastSuccess()
    : AuditCheck(AuditFamily.Self, "IKA0304", "cause-before-last-success", AuditSeverity.Warning)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var successes = context.Claims.All.SelectMany(Successes).ToList();
        foreach (var objection in FromTheStart(context, successes))
            yield return objection;
        var bySection = successes.ToLookup(s => s.Passage.Section);
        foreach (var passage in context.Claims.All.Where(p => p.Dates.Count + p.Times.Count > 0))
        {
            foreach (
                var sentence in passage.Sentences.Where(s =>
                    Cause().IsMatch(s.Lower) && Change().IsMatch(s.Lower) && !Latent().IsMatch(s.Lower)
                )
            )
            {
                var pool = bySection[passage.Passage.Section].ToList();
                if ((pool.Count > 0 ? pool : successes) is not [var success] || CauseAt(passage, sentence) is not { } cause)
                    continue;
                context.Compared(cause, success);
                if (IsBefore(cause, success))
                    yield return At(
                        cause,
                        "this was there before the last success that the report names",
                        $"a success at {success.Text}, {Day(success):uuuu-MM-dd}",
                        "what began before the last success does not explain why it was the last"
                    );
            }
        }
    }

    /// <summary>
    /// A cause that is said to have been there from the beginning, where something ran until a time that the report names.
    /// </summary>
    private static IEnumerable<Objection> FromTheStart(AuditContext context, List<Claim> successes)
    {
        if (successes.Count == 0)
            yield break;
        foreach (var passage in context.Claims.All.Where(p => !p.Passage.Quoted))
        {
            foreach (var sentence in passage.Sentences)
            {
                if (
                    Always().Match(sentence.Lower) is not { Success: true } always
                    || Uncovered().IsMatch(sentence.Lower)
                    || !(Cause().IsMatch(sentence.Lower) || IsOfCauses(passage.Passage.Section))
                    || successes.Exists(s => sentence.Holds(s))
                )
                    continue;
                context.Compared(successes[0]);
                yield return At(
                    passage.Passage,
                    sentence.Start + always.Index,
                    sentence.Start + always.Index + always.Length,
                    "this was there while it still worked, so it does not explain why it stopped",
                    $"a success at {successes[0].Text}",
                    context.LineOf(successes[0])
                );
            }
        }
    }

    private static bool IsOfCauses(Section section) =>
        section.Path().Any(s => s.Title.Contains("cause", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Claim> Successes(PassageClaims passage)
    {
        foreach (var sentence in passage.Sentences)
        {
            var match = LastSuccess().Match(sentence.Lower);
            int start = sentence.Start + match.Index,
                end = Math.Min(sentence.End, start + match.Length + 40);
            if (
                match.Success
                && (passage.Times.Between(start, end).FirstOrDefault() ?? (Claim?)passage.Dates.Between(start, end).FirstOrDefault())
                    is { } success
            )
                yield return success;
        }
    }

    /// <summary>The time, or else the date, of the change in a sentence about the cause, before any success it names too.</summary>
    private static Claim? CauseAt(PassageClaims passage, Sentence sentence)
    {
        var success = LastSuccess().Match(sentence.Lower);
        var end = success.Success ? sentence.Start + success.Index : sentence.End;
        return passage.Times.Between(sentence.Start, end).FirstOrDefault()
            ?? (Claim?)passage.Dates.Between(sentence.Start, end).FirstOrDefault();
    }

    private static bool IsBefore(Claim cause, Claim success) =>
        cause is TimeClaim { Instant: { } at } && success is TimeClaim { Instant: { } worked } ? at < worked : Day(cause) < Day(success);

    private static LocalDate? Day(Claim claim) => claim is TimeClaim time ? time.Day : (claim as DateClaim)?.Day;

    [GeneratedRegex(@"\broot cause\b|\bcaused by\b|\bbecause\b|\bcause of\b", RegexOptions.CultureInvariant)]
    private static partial Regex Cause();

    [GeneratedRegex(
        @"\b(?:removed|deleted|changed|added|introduced|disabled|revoked|deployed|made|expired|renamed|replaced|set)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Change();

    [GeneratedRegex(
        @"\b(?:latent|dormant|unnoticed|when|until|slowly)\b|\b(?:trigger|expos\w|restart|reboot|cache|gradual)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Latent();

    /// <summary>Something else that let a cause of old take effect.</summary>
    [GeneratedRegex(
        @"\b(?:latent|dormant|unnoticed|slowly)\b|\b(?:trigger|expos|uncover|restart|reboot|cache|gradual)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Uncovered();

    [GeneratedRegex(
        @"\b(?:initially|from the (?:very )?(?:start|beginning|outset)|since (?:its |their |the )?(?:creation|inception|launch|day one)"
            + @"|from day one|all along|never (?:had|existed|was|were|worked)"
            + @"|when (?:it|they|the [a-z]{1,20}) (?:was|were) (?:first )?created)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Always();

    [GeneratedRegex(
        @"\blast (?:known )?(?:good|successful) (?:run|sync|execution|job|build|backup|export|import|heartbeat|invocation|renewal"
            + @"|deployment|answer)\b(?: (?:was|:|at|on|is)){0,4}|\b(?:worked|ran|running|working|fired|succeeded"
            + @"|healthy)\b(?: [a-z]{1,14}){0,3} until\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex LastSuccess();
}
