using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Self;

/// <summary>A severity or status in the summary or sign-off that is not the one at the head.</summary>
internal sealed partial class SignOffDiffers()
    : AuditCheck(AuditFamily.Self, "IKA0306", "severity-or-status-given-twice", AuditSeverity.Error)
{
    private const string SeverityLabel = "severity";

    private static readonly (string What, Func<string, bool> IsLabel, Func<string, string, bool> Differ)[] Kinds =
    [
        (
            SeverityLabel,
            l => l is "severity" or "sev" or "priority" or "severity level" or "incident severity" or "final severity",
            SeveritiesDiffer
        ),
        ("status", StatusWords.IsLabel, StatusesDiffer),
    ];

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            foreach (var (what, isLabel, differ) in Kinds)
            {
                var said = OverallPlace
                    .Of(context.Claims.Fields(incident, isLabel), context.Document)
                    .Select(f => (Claim: (Claim)f, f.Value))
                    .Concat(what == SeverityLabel ? Sentences(context, incident) : [])
                    .OrderBy(s => s.Claim.Passage.OffsetOf(s.Claim.Start))
                    .ToList();
                foreach (var other in said.Skip(1))
                {
                    context.Compared(said[0].Claim, other.Claim);
                    if (differ(said[0].Value, other.Value))
                        yield return At(
                            other.Claim,
                            $"{what} is '{other.Value}' here, '{said[0].Value}' above",
                            said[0].Value,
                            context.LineOf(said[0].Claim)
                        );
                }
            }
        }
    }

    /// <summary>
    /// "This was a SEV2 incident", where a report speaks of the whole, and "declared SEV2" and "the P1 incident" anywhere. Of two in a
    /// sentence none is told, nor of any where a report says that the severity was another before.
    /// </summary>
    private static IEnumerable<(Claim Claim, string Value)> Sentences(AuditContext context, int incident)
    {
        var passages = context
            .Claims.OfIncident(incident)
            .Where(p => p.Passage.IsStated && !Plans().IsMatch(p.Passage.Section.Title))
            .ToList();
        var isChanged = passages.Exists(p => p.Sentences.Any(s => Level().IsMatch(s.Lower) && Changed().IsMatch(s.Lower)));
        return from passage in passages
            let isOverall = OverallPlace.Holds(passage.Passage.Section, context.Document)
            from sentence in passage.Sentences
            let all = Level().Matches(sentence.Lower)
            where all.Count == 1 && !sentence.IsQuestion
            where (isOverall && all[0].Value[0] == 's' && Was().IsMatch(sentence.Lower)) || (!isChanged && OfThis().IsMatch(sentence.Lower))
            let at = sentence.Start + all[0].Index
            select ((Claim)new IdentifierClaim(passage.Passage, at, at + all[0].Length), all[0].Value);
    }

    private static bool StatusesDiffer(string a, string b) =>
        (StatusWords.IsResolved(a) && StatusWords.IsOngoing(b)) || (StatusWords.IsOngoing(a) && StatusWords.IsResolved(b));

    /// <summary>Two severities of one scale; of two scales they cannot be compared.</summary>
    private static bool SeveritiesDiffer(string a, string b)
    {
        Match first = Scale().Match(a.Trim()),
            second = Scale().Match(b.Trim());
        if (!first.Success || !second.Success)
            return false;
        foreach (var scale in new[] { "sev", "p", "word" })
        {
            if (first.Groups[scale].Success && second.Groups[scale].Success)
                return !first.Groups[scale].Value.Equals(second.Groups[scale].Value, StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }

    [GeneratedRegex(@"\b(?:sev(?:erity)?[- ]?[0-9]|p[0-4])\b", RegexOptions.CultureInvariant)]
    private static partial Regex Level();

    [GeneratedRegex(
        @"\b(?:declared|classified|categori[sz]ed|rated)(?: this| it)?(?: as)?(?: an?)? (?:sev(?:erity)?[- ]?[0-9]|p[0-4])\b"
            + @"|\b(?:declared|classified|categori[sz]ed|rated|opened|raised|created|this|the|our|an?)"
            + @"(?: as)?(?: an?)?(?: incident)?(?: as)?(?: an?)? "
            + @"(?:sev(?:erity)?[- ]?[0-9]|p[0-4])"
            + @"(?:[- ](?:incident|outage|ticket|issue|alert)\b| (?:was|is) (?:declared|raised|opened)|[.,;)]|$)"
            + @"|^\W{0,3}(?:sev(?:erity)?[- ]?[0-9]|p[0-4]) (?:incident|ticket|outage)?\W{0,3}"
            + @"(?:was |is )?(?:declared|raised|opened|marked|created|resolved|closed)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex OfThis();

    /// <summary>A severity that was another before, or is one of several.</summary>
    [GeneratedRegex(
        @"\b(?:escalat|upgrad|downgrad|rais(?:ed|ing) (?:it |this )?(?:to|from)|lower|reduc|promot"
            + @"|bump|increas|initial|original|chang|later|from|should|would|if|means|defin)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Changed();

    [GeneratedRegex(
        @"action|follow|next|to ?do|remediat|prevent|improv|recommend|corrective|definition|levels?\b|lesson|went",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Plans();

    [GeneratedRegex(@"\b(?:was|is|as|remains?|stays?|final)(?: an?| the)? sev(?:erity)?[- ]?[0-9]\b", RegexOptions.CultureInvariant)]
    private static partial Regex Was();

    [GeneratedRegex(
        @"^\W{0,4}(?:sev(?:erity)?[- ]?(?<sev>[0-9])|p-?(?<p>[0-9])|(?<sev>[0-9])|(?<word>critical|high|medium|low|major|minor))(?:$"
            + @"|[ ,(])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Scale();
}
