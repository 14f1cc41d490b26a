using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>A cause in the words of one finding, where the evidence confirms another.</summary>
internal sealed partial class CauseAgainstEvidence()
    : AuditCheck(AuditFamily.Evidence, "IKA0610", "cause-differs-from-evidence", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || context.IsRendered)
            yield break;
        var causes = evidence.Incident.Causes;
        var confirmed = causes.Where(c => c is { Certainty: "confirmed", ExplainsOnset: true }).ToList();
        if (confirmed.Count == 0)
            yield break;
        var known = causes.Select(c => c.RuleId).ToHashSet(StringComparer.Ordinal);
        var statements = Stated(context).Select(s => (Sentence: s, Rules: CauseWords.Of(s))).Where(s => s.Rules.Count > 0).ToList();
        if (statements.Exists(s => s.Rules.Any(r => confirmed.Exists(c => c.RuleId == r))))
            yield break;
        foreach (var (sentence, rules) in statements.Where(s => !Unsettled().IsMatch(s.Sentence.Lower) && !s.Rules.Any(known.Contains)))
            yield return At(
                sentence.Passage,
                sentence.Start,
                sentence.End,
                "the evidence confirms another cause",
                string.Join(", ", confirmed.Select(c => $"{c.RuleId} {c.Name}")),
                $"the words are those of {rules[0]}, which is not found"
            );
    }

    /// <summary>The sentences that say why: those of a section about the cause, and those that put it so.</summary>
    private static IEnumerable<Sentence> Stated(AuditContext context) =>
        from passage in context.Claims.All
        where passage.Passage is { Quoted: false, Row: null, Kind: PassageKind.Paragraph }
        let isSection = passage.Passage.Section.Path().Any(s => Section().IsMatch(s.Title))
        from sentence in passage.Sentences
        where
            !sentence.IsQuestion
            && (isSection || (Because().IsMatch(sentence.Lower) && Effect().IsMatch(sentence.Lower)))
            && context.MeasuredPart.Holds(new IdentifierClaim(passage.Passage, sentence.Start, sentence.End))
        select sentence;

    [GeneratedRegex(
        @"^(?:[0-9]{1,2}\.? )?(?:the )?(?:root |underlying |technical )?causes?(?: analysis)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Section();

    [GeneratedRegex(
        @"\b(?:caused by|because|due to|root cause (?:was|is)|cause (?:was|is)|reason (?:was|is)|as a result of|the culprit (?:was|is)"
            + @"|(?:which|that|this) is why|led to|leading to|resulted in)\b"
            + @"|^(?:root )?cause: ",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Because();

    [GeneratedRegex(
        @"\b(?:schedules?|schedulers?|runs?|jobs?|tasks?|freeze|froze|frozen|stopped|outage|incident|failed|failure|missed|down|cause)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Effect();

    /// <summary>What is denied, in doubt, of another time, or of what did not cause it.</summary>
    [GeneratedRegex(
        @"\b(?:not|no|never|nor|neither|[a-z]{2,6}n['’]t|ruled out|first (?:thought|suspected)|suspected|suspicion|thought|believed|assumed"
            + @"|looked like|seemed|appeared|might|may|could|would|will|should|if|unlike|rather than|instead of|also|contribut|in addition"
            + @"|earlier|previous|last (?:year|month|week)|hypothes[a-z]{1,3}|check(?:ed)? (?:whether|if))\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Unsettled();
}
