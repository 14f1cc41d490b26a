using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Self;

/// <summary>A status of resolved beside a section of what is still broken.</summary>
internal sealed partial class ResolvedWithBlockers()
    : AuditCheck(AuditFamily.Self, "IKA0303", "resolved-with-open-blockers", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var list in context.Document.Lists.Where(l => Blockers().IsMatch(l.Section.Title.Trim()) && l.Intro?.Item is null))
        {
            if (Resolved(context, list.Section) is not { } status)
                continue;
            foreach (var item in list.Items.Where(i => i.Done is not true && i.First is { } first && !Nothing().IsMatch(first.Text.Trim())))
                yield return Open(item.First!, status);
        }

        foreach (var table in context.Document.Tables.Where(t => Blockers().IsMatch(t.Section.Title.Trim())))
        {
            if (
                Resolved(context, table.Section) is not { } status
                || table.Column(h => h is "status" or "state") is not (>= 0 and var column)
            )
                continue;
            foreach (var row in table.Body.Where(r => StillOpen().IsMatch(r.Cell(column))))
                yield return Open(row.Cells[0], status);
        }
    }

    private static FieldClaim? Resolved(AuditContext context, Section section)
    {
        var status = context.Claims.Fields(section.Incident, l => l is "status" or "incident status" or "state").LastOrDefault();
        context.Compared(status);
        return status is not null && StatusWords.IsResolved(status.Value) ? status : null;
    }

    private static Objection Open(Passage blocker, FieldClaim status) =>
        At(
            blocker,
            $"the status is '{status.Value}', but this is listed as open",
            $"an item under '{blocker.Section.Title.Trim()}'",
            $"'{status.Text.Trim()}' against this section"
        );

    [GeneratedRegex(
        @"^(?:open |remaining |current )?(?:blockers|outstanding issues|open issues|unresolved|unresolved issues|remaining issues"
            + @"|remaining problems|known outstanding issues|still broken)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Blockers();

    [GeneratedRegex(
        @"^(?:none|n/?a|nothing|nil|no\b|-|–|done|fixed|closed|resolved|~~)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Nothing();

    [GeneratedRegex(
        @"^(?:open|blocked|pending|in progress|not started|todo|to do|unresolved)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex StillOpen();
}
