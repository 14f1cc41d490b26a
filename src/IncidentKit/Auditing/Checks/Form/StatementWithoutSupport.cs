using System.Text.RegularExpressions;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading;

namespace IncidentKit.Auditing.Checks.Form;

/// <summary>
/// "No orders were affected" with nothing near it that shows it: no number, link, name in code, footnote, table, reason, or word on how it
/// was looked up, in its paragraph, its list or its section.
/// </summary>
internal sealed partial class StatementWithoutSupport()
    : AuditCheck(AuditFamily.Form, "IKA0406", "statement-without-support", AuditSeverity.Note)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.IsRendered)
            yield break;
        var sections = new Dictionary<Section, bool>();
        foreach (
            var passage in context.Claims.All.Where(p =>
                p.Passage is { IsStated: true, Kind: not PassageKind.Heading, Item: not { Done: not null } }
            )
        )
        {
            var stated = passage
                .Sentences.Select(AbsenceReader.Read)
                .Concat(passage.Fields.Select(AbsenceReader.Read))
                .OfType<AbsenceClaim>();
            foreach (var claim in stated.DistinctBy(c => c.Sentence.Start))
            {
                if (
                    HasNumber(passage)
                    || Shows().IsMatch(passage.Passage.Text)
                    || passage.Passage.Literals.Count > 0
                    || IsJudged(context, passage, claim)
                )
                    continue;
                if (!sections.TryGetValue(passage.Passage.Section, out var isShown))
                    sections[passage.Passage.Section] = isShown = IsShown(context, passage.Passage.Section);
                if (!isShown)
                    yield return At(
                        claim,
                        $"'{claim.Text}', and nothing near it shows that",
                        "no number, link, table or word on how it was looked up",
                        "looked through its section"
                    );
            }
        }
    }

    /// <summary>Whether a passage has a number that is no time, date or length.</summary>
    private static bool HasNumber(PassageClaims passage)
    {
        foreach (Match number in Number().Matches(passage.Passage.Text))
        {
            if (!IsIn(passage.Times, number.Index) && !IsIn(passage.Dates, number.Index) && !IsIn(passage.Durations, number.Index))
                return true;
        }

        return false;
    }

    private static bool IsIn<T>(IReadOnlyList<T> claims, int place)
        where T : Claim => claims.Before(place + 1) is { } claim && place < claim.End;

    /// <summary>
    /// Whether the calendar says whether the market traded meanwhile: then it shows the statement, or another check objects.
    /// </summary>
    private static bool IsJudged(AuditContext context, PassageClaims passage, AbsenceClaim claim) =>
        passage.Impacts.Any(i =>
            i.Start < claim.Sentence.End
            && i.End > claim.Sentence.Start
            && context.MarketJudge.Of(i with { Window = i.Window ?? context.Outage(i) }) is not null
        );

    /// <summary>Whether a section, without those below it, shows anything as such.</summary>
    private static bool IsShown(AuditContext context, Section section)
    {
        var passages = context.Document.Passages.Where(p => ReferenceEquals(p.Section, section)).ToList();
        if (passages.Exists(p => p.Kind == PassageKind.Code || p.Row is not null || p.Literals.Count > 0 || Shows().IsMatch(p.Text)))
            return true;
        int first = passages.Min(p => p.OffsetOf(0)),
            last = passages.Max(p => p.EndOf(p.Text.Length));
        return context.Document.Links.Exists(l => l.Offset >= first && l.Offset <= last)
            || context.Document.Source.Text.AsSpan(first, last - first).Contains("[^", StringComparison.Ordinal);
    }

    /// <summary>A word on how something was looked up, or why it must be so.</summary>
    [GeneratedRegex(
        @"\b(?:verif(?:y|ied|ies|ying|ication)|confirm(?:ed|s|ing)?|check(?:ed|s|ing)?|reconcil[a-z]{1,8}|compar(?:ed|ing|ison)"
            + @"|audit(?:ed|s|ing)?"
            + @"|measur(?:ed|ing|ements?)|count(?:ed|s|ing|ers?)|according to|logs?|logged|quer(?:y|ies|ied)|metrics?|dashboards?|graphs?"
            + @"|charts?|traces?"
            + @"|checksums?|diff(?:ed)?|replay(?:ed)?|statements?|investigat(?:ed|ion)|review(?:ed|ing)?|analy(?:sis|sed|zed)|monitoring"
            + @"|reviewed"
            + @"|because|since|as the|thanks to|due to|see|shows?|showed|shown|figure|report(?:ed)? by|recorded|tested|scan(?:ned)?"
            + @"|inspect(?:ed|ion))\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex Shows();

    [GeneratedRegex(@"[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
