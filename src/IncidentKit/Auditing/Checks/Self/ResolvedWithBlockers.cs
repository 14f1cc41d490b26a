using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Self;

/// <summary>A status of resolved beside a section of what is still broken.</summary>
internal sealed partial class ResolvedWithBlockers()
    : AuditCheck(AuditFamily.Self, "IKA0303", "resolved-with-open-blockers", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var list in context.Document.Lists.Where(l => l.Intro?.Item is null))
        {
            var label = list.Intro is { Kind: PassageKind.Paragraph } intro && (intro.Bold || intro.Text.Length < 60) ? intro.Text : "";
            var isBlockers = Blockers().IsMatch(list.Section.Title.Trim()) || Blockers().IsMatch(label.Trim());
            var isVerification = Verification().IsMatch(list.Section.Title.Trim()) || Verification().IsMatch(label.Trim());
            if (!(isBlockers || isVerification) || Resolved(context, list.Section) is not { } status)
                continue;
            foreach (
                var item in list.Items.Where(i =>
                    (isBlockers ? i.Done is not true : i.Done is false) && i.First is { } first && !Nothing().IsMatch(first.Text.Trim())
                )
            )
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
        var status = context.Claims.Fields(section.Incident, StatusWords.IsLabel).LastOrDefault();
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

    /// <summary>What is called still broken, by any word for it.</summary>
    [GeneratedRegex(
        @"^\W{0,4}(?:[0-9]{1,2}[.)]? )?(?:(?:open|remaining|current|known|outstanding|unresolved|pending|still|any) ){0,2}"
            + @"(?:blockers?|(?:outstanding|open|unresolved|remaining|known|pending) (?:issues?|problems?|bugs?|failures?|errors?)"
            + @"|unresolved"
            + @"|still (?:broken|open|failing|down|affected)|not (?:yet )?(?:fixed|resolved|working|recovered))\b.{0,24}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Blockers();

    /// <summary>Where boxes are ticked when it works again.</summary>
    [GeneratedRegex(
        @"^\W{0,4}(?:[0-9]{1,2}[.)]? )?(?:.{0,24}\b)?(?:verification|verified|verify|validation|recovery checks?|health checks?"
            + @"|closing checks?|closure checks?|resolution checklist|recovery checklist)\b.{0,24}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Verification();

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
