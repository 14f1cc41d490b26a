using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Form;

/// <summary>A report in sections that says nothing at all about the impact, the cause, the times, the repair or what comes next.</summary>
internal sealed partial class SectionMissing() : AuditCheck(AuditFamily.Form, "IKA0401", "section-missing", AuditSeverity.Warning)
{
    private static readonly (string Name, Regex Words)[] Topics =
    [
        ("impact", Impact()),
        ("cause", Cause()),
        ("resolution", Resolution()),
        ("follow-up actions", Actions()),
    ];

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var headings = context.Document.Headings.ToList();
        if (
            headings.Count < 3
            || !headings.Exists(h => Report().IsMatch(h.Text))
            || headings.Count(h => Canonical().IsMatch(h.Text)) < 2
            || IsLog(headings, context.Document)
        )
            yield break;
        var texts = context.Document.Passages;
        var missing = Topics.Where(t => !texts.Exists(p => t.Words.IsMatch(p.Text))).Select(t => t.Name).ToList();
        if (!context.Claims.All.Any(p => p.Times.Count + p.Dates.Count > 0))
            missing.Add("times");
        if (missing.Count > 0)
            yield return At(
                headings[0],
                $"nothing is said about: {string.Join(", ", missing)}",
                "no section, no word about it",
                "looked for it in all headings and texts"
            );
    }

    /// <summary>
    /// Several titles, several incidents among the headings, or one section twice: a log of incidents, not a report of one.
    /// </summary>
    private static bool IsLog(List<Passage> headings, ReportDocument document) =>
        document.Sections.Exists(s => s.Incident > 1)
        || headings.Where(h => Canonical().IsMatch(h.Text)).CountBy(h => h.Text.Trim().ToUpperInvariant()).Any(h => h.Value > 1);

    [GeneratedRegex(
        @"incident|outage|post-?mortem|disruption|root cause|timeline",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Report();

    [GeneratedRegex(
        @"^(?:[0-9]{1,3}\.? )?(?:(?:executive )?summary|overview|impact|what happened|why|(?:root )?causes?|root cause analysis"
            + @"|timeline|resolution|recovery|detection|details|action items|follow-?ups?|next steps|lessons(?: learned)?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Canonical();

    [GeneratedRegex(
        @"impact|affect|unavailab|degrad|error|customer|users?\b|lost|miss(?:ed|ing)|fail|late\b|delay|slow|down\b|stop",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Impact();

    [GeneratedRegex(
        @"cause|because|due to|trigger|\bwhy\b|\bbug\b|misconfigur|reason|led to|result of|resulted|what happened|contribut",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Cause();

    [GeneratedRegex(
        @"resol|fix|mitigat|restor|recover|roll(?:ed|ing)? ?back|revert|repair|replac|restart|renew|put back|reinstat|enabl"
            + @"|correct|clean|turned|rebuil|remov|rais|upgrad|flush|releas|resum|return|came back|is back|(?:ran|runs?|running) again"
            + @"|scal|added|doubl|entered|healthy again",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Resolution();

    [GeneratedRegex(
        @"action|follow-?up|next steps?|\bwill\b|going to|plan(?:s|ning)? to|todo|to do|remediat|prevent|improv|going forward"
            + @"|lessons|future|should|recommend|owner",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Actions();
}
