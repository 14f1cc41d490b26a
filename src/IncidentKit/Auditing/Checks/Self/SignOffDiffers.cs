using System.Text.RegularExpressions;

namespace IncidentKit.Auditing.Checks.Self;

/// <summary>A severity or status in the summary or sign-off that is not the one at the head.</summary>
internal sealed partial class SignOffDiffers()
    : AuditCheck(AuditFamily.Self, "IKA0306", "severity-or-status-given-twice", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            foreach (var label in new[] { "severity", "status" })
            {
                var fields = OverallPlace.Of(context.Claims.Fields(incident, l => l == label), context.Document);
                foreach (var field in fields.Skip(1))
                {
                    context.Compared(fields[0], field);
                    if (label == "severity" ? SeveritiesDiffer(fields[0].Value, field.Value) : StatusesDiffer(fields[0].Value, field.Value))
                    {
                        yield return At(
                            field,
                            $"{label} is '{field.Value}' here, '{fields[0].Value}' above",
                            fields[0].Value,
                            $"line {context.Document.Source.PositionOf(fields[0].Passage.OffsetOf(fields[0].Start)).Line}"
                        );
                    }
                }
            }
        }
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

    [GeneratedRegex(
        @"^(?:sev(?:erity)?[- ]?(?<sev>[0-9])|p-?(?<p>[0-9])|(?<word>critical|high|medium|low|major|minor))(?:$|[ ,(])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Scale();
}
