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

    /// <summary>"This was a SEV2 incident", where a report speaks of the whole; what was raised or lowered is told with two.</summary>
    private static IEnumerable<(Claim Claim, string Value)> Sentences(AuditContext context, int incident) =>
        from passage in context.Claims.OfIncident(incident)
        where !passage.Passage.Quoted && OverallPlace.Holds(passage.Passage.Section, context.Document)
        from sentence in passage.Sentences
        let all = Mentioned().Matches(sentence.Lower)
        where all.Count == 1 && Was().Match(sentence.Lower) is { Success: true }
        let at = sentence.Start + all[0].Index
        select ((Claim)new IdentifierClaim(passage.Passage, at, at + all[0].Length), all[0].Value);

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

    [GeneratedRegex(@"\bsev(?:erity)?[- ]?[0-9]\b", RegexOptions.CultureInvariant)]
    private static partial Regex Mentioned();

    [GeneratedRegex(@"\b(?:was|is|as|remains?|stays?|final)(?: an?| the)? sev(?:erity)?[- ]?[0-9]\b", RegexOptions.CultureInvariant)]
    private static partial Regex Was();

    [GeneratedRegex(
        @"^\W{0,4}(?:sev(?:erity)?[- ]?(?<sev>[0-9])|p-?(?<p>[0-9])|(?<sev>[0-9])|(?<word>critical|high|medium|low|major|minor))(?:$"
            + @"|[ ,(])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Scale();
}
