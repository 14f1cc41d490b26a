using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Form;

/// <summary>
/// A report in sections in which nothing can be about the impact, the cause, the repair, what comes next, or the times. People say
/// these in any words, so a topic is missing only if no word of it is there and no sentence is left that could be about it.
/// </summary>
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
        if (missing.Count > 0 && Unassigned(context).Skip(missing.Count - 1).Any())
            missing.Clear();
        if (!context.Claims.All.Any(p => p.Times.Count + p.Dates.Count > 0))
            missing.Add("times");
        if (missing.Count > 0)
            yield return At(
                headings[0],
                $"no section or word for: {string.Join(", ", missing)}",
                "no section, no word about it",
                "looked for it in all headings and texts"
            );
    }

    /// <summary>The sentences that no topic's words are in: each may be about one in words of its own.</summary>
    private static IEnumerable<Sentence> Unassigned(AuditContext context) =>
        context
            .Claims.All.Where(p => p.Passage.Kind != PassageKind.Heading && !Aside().IsMatch(p.Passage.Section.Title))
            .SelectMany(p => p.Sentences)
            .Where(s => Words().Count(s.Lower) >= 2 && !Array.Exists(Topics, t => t.Words.IsMatch(s.Lower)));

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

    /// <summary>Sections about something else than what happened.</summary>
    [GeneratedRegex(
        @"\b(?:actions?|steps|follow-?ups?|lessons|glossary|references|links|contacts?|participants|people|appendix|supporting)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Aside();

    [GeneratedRegex(@"\p{L}{2,40}", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    /// <summary>What people lost; what did not work; the answer of a server that failed.</summary>
    [GeneratedRegex(
        @"impact|affect|unavailab|degrad|error|customer|users?\b|lost|miss(?:ed|ing)|fail|late\b|delay|slow|down\b|stop"
            + @"|\b(?:not|cannot|unable|nobody|none)\b|n['’]t\b|\b[45](?:[0-9]{2}|xx)s?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Impact();

    /// <summary>What brought it about; what had been before.</summary>
    [GeneratedRegex(
        @"cause|because|due to|trigger|\bwhy\b|\bbug\b|misconfigur|reason|led to|result of|resulted|what happened|contribut"
            + @"|\bsince the\b|\bhad (?:been|not)\b",
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
