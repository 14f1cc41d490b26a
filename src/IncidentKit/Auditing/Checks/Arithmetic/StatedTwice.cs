using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>The duration of the incident, given twice and differently.</summary>
internal sealed partial class StatedTwice() : AuditCheck(AuditFamily.Arithmetic, "IKA0105", "duration-given-twice", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var claims = context.Claims;
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            var fields = OverallPlace.Of(claims.Fields(incident, Milestones.IsDuration), context.Document);
            if (fields.Count == 0 || claims.LengthOf(fields[0]) is not { } first)
                continue;
            var others = fields
                .Skip(1)
                .Where(f => f.Label == fields[0].Label || Milestones.IsDuration(f.Label))
                .Select(claims.LengthOf)
                .OfType<DurationClaim>();
            foreach (var other in others.Concat(Lasted(claims, incident)))
            {
                context.Compared(first, other);
                if (!first.Agrees(other))
                    yield return At(
                        other,
                        $"'{other.Text}' here, '{first.Text}' above",
                        first.Text,
                        $"line {context.Document.Source.PositionOf(first.Passage.OffsetOf(first.Start)).Line}"
                    );
            }
        }
    }

    private static IEnumerable<DurationClaim> Lasted(ReportClaims claims, int incident) =>
        claims
            .OfIncident(incident)
            .Where(p => p.Durations.Count > 0)
            .SelectMany(p =>
                p.Durations.Where(d => TheIncident().IsMatch(p.Passage.Text.AsSpan(Math.Max(0, d.Start - 60), Math.Min(60, d.Start))))
            );

    [GeneratedRegex(
        @"\bthe (?:whole |entire )?(?:incident|outage) lasted(?: for)?(?: a total of)?(?: about| approximately| around| roughly"
            + @"| nearly| almost| over)? ~?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex TheIncident();
}
