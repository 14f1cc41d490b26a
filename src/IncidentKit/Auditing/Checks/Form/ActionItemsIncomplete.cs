using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Form;

/// <summary>An action item without an owner or a due date, where others have one or none has.</summary>
internal sealed partial class ActionItemsIncomplete()
    : AuditCheck(AuditFamily.Form, "IKA0402", "action-item-without-owner-or-date", AuditSeverity.Warning)
{
    private const string DueDate =
        @"\bdue(?: date)?(?: ?:| (?:is|on|by|at|in|before|end|next|this|today|tomorrow|[0-9]|q[1-4]|mon|tue|wed|thu|fri|sat|sun"
        + @"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))";

    private const string How = "looked for an owner and a date in the item";

    public override IEnumerable<Objection> Run(AuditContext context) =>
        context
            .Document.Tables.Where(t => Actions().IsMatch(t.Section.Title.Trim()))
            .SelectMany(t => Rows(context, t))
            .Concat(
                context
                    .Document.Lists.Where(l => Actions().IsMatch(l.Section.Title.Trim()) && l.Intro?.Item is null && !IsDone(l.Intro))
                    .SelectMany(Items)
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

    private static bool IsDone(Passage? intro) => intro is not null && Finished().IsMatch(intro.Text);

    /// <summary>What is announced as done needs nobody who does it.</summary>
    [GeneratedRegex(
        @"\b(?:already|have been|were|are|was)\b.{0,40}\b(?:completed?|done|implemented|finished|deployed|fixed|taken)\b.{0,20}:$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Finished();

    /// <summary>A heading of nothing but the words for what is to be done.</summary>
    [GeneratedRegex(
        @"^(?:[0-9]{1,3}\.? )?(?:(?:next|corrective|preventi(?:ve|tive|on)|remediation|follow-?up|long-?term|short-?term|and|&|open) ){0,4}"
            + @"(?:actions?|action items?|items|follow-?ups?|steps|measures|remediations?)(?: \([0-9]{1,4}\))?$",
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

    /// <summary>An owner or a date: what is "due to" something is caused by it.</summary>
    [GeneratedRegex(@"\bowner\b ?:|\bassigned to\b|" + DueDate, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Marked();

    /// <summary>Anything that may name a person, a team, a ticket or a date: a name, a word in capitals, a bracket, a link.</summary>
    [GeneratedRegex(
        @"\b(?i:owner|assigned|team|by|done|complete[d]?|ticket|tracked)\b|(?i:" + DueDate + @")|@|[(\[]|.\b[A-Z]|[0-9]{4}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Owned();
}
