using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Form;

/// <summary>An action item without an owner or a due date, where others have one or none has.</summary>
internal sealed partial class ActionItemsIncomplete()
    : AuditCheck(AuditFamily.Form, "IKA0402", "action-item-without-owner-or-date", AuditSeverity.Warning)
{
    private const string How = "looked for an owner and a date in the item";

    public override IEnumerable<Objection> Run(AuditContext context) =>
        context
            .Document.Tables.Where(t => Actions().IsMatch(t.Section.Title.Trim()))
            .SelectMany(t => Rows(context, t))
            .Concat(
                context.Document.Lists.Where(l => Actions().IsMatch(l.Section.Title.Trim()) && l.Intro?.Item is null).SelectMany(Items)
            );

    private static IEnumerable<Objection> Rows(AuditContext context, ReportTable table)
    {
        int owner = table.Column(h => OwnerColumn().IsMatch(h)),
            due = table.Column(h => DueColumn().IsMatch(h)),
            status = table.Column(h => h is "status" or "state");
        foreach (var row in table.Body.Where(r => r.Cell(0).Length > 0 && r.Cells.Count > 1 && !StatusWords.IsSettled(r.Cell(status))))
        {
            var missing = new[] { (Column: owner, Name: "owner"), (Column: due, Name: "due date") }
                .Where(c => c.Column >= 0 && Blank().IsMatch(row.Cell(c.Column)))
                .Select(c => c.Name)
                .ToList();
            foreach (var cell in row.Cells)
                context.Compared(context.Claims.Of(cell)?.Dates.From(0));
            if (missing.Count > 0)
                yield return At(row.Cells[0], $"no {string.Join(" and no ", missing)}", "an empty cell", "read the table's columns");
        }
    }

    private static IEnumerable<Objection> Items(ReportList list)
    {
        var items = list.Items.Where(i => i.First is not null && i.Done is not true).Select(i => i.First!).ToList();
        var marked = items.Where(i => Marked().IsMatch(i.Text)).ToList();
        if (marked.Count > 0)
        {
            foreach (var item in items.Where(i => !Owned().IsMatch(i.Text)))
                yield return At(item, "no owner and no due date, unlike the others", "no owner, no date", How);
        }
        else if (
            items.Count > 0
            && list.Section.Title.Trim().Equals("action items", StringComparison.OrdinalIgnoreCase)
            && !items.Exists(i => Owned().IsMatch(i.Text))
        )
        {
            yield return At(items[0], "no item of this list has an owner or a due date", "no owner, no date", How);
        }
    }

    [GeneratedRegex(
        @"^(?:[0-9]{1,3}\.? )?(?:action items?|actions|follow-?up actions|follow-?ups?|next steps|corrective actions"
            + @"|corrective and preventive actions|remediation items)(?: \([0-9]{1,4}\))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Actions();

    [GeneratedRegex(@"^(?:owners?|assignees?|assigned to|responsible|dri|who)$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnerColumn();

    [GeneratedRegex(@"^(?:due|due dates?|deadline|target date|eta|by when)$", RegexOptions.CultureInvariant)]
    private static partial Regex DueColumn();

    [GeneratedRegex(
        @"^(?:|tbd|tba|\?{1,9}|-{1,9}|–|—|none|n/?a|unassigned|todo|owner\?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Blank();

    [GeneratedRegex(@"\bowner\b ?:|\bdue\b|\bassigned to\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Marked();

    /// <summary>Anything that may name a person, a team, a ticket or a date: a name, a word in capitals, a bracket, a link.</summary>
    [GeneratedRegex(
        @"\b(?i:owner|due|assigned|team|by|done|complete[d]?|ticket|tracked)\b|@|[(\[]|.\b[A-Z]|[0-9]{4}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Owned();
}
