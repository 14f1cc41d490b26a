using System.Text.RegularExpressions;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading;
using IncidentKit.Evidence;

namespace IncidentKit.Auditing.Checks.Self;

/// <summary>A count that introduces a list, a table or names in a row, and is not how many there are.</summary>
internal sealed partial class CountAgainstList() : AuditCheck(AuditFamily.Self, "IKA0301", "count-differs-from-list", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var lists = context.Document.Lists.Where(l => l.Intro is not null).ToLookup(l => l.Intro!, ReferenceEqualityComparer.Instance);
        foreach (var group in lists)
        {
            var counts = group.SelectMany(l => Sizes(l)).ToHashSet();
            if (Against(context, (Passage)group.Key!, counts) is { } objection)
                yield return objection;
        }

        foreach (var table in context.Document.Tables)
        {
            var body = table.Body.ToList();
            var rows = body.Count(r => !Total().IsMatch(r.Cell(0)));
            if (table.Intro is { } intro && Against(context, intro, [rows, body.Count]) is { } objection)
                yield return objection;
        }

        foreach (var passage in context.Claims.All.Where(p => p.Identifiers.Count > 1))
        {
            if (Inline(context, passage) is { } objection)
                yield return objection;
        }
    }

    /// <summary>How many items a list may be said to have: with or without items that only count the others.</summary>
    private static IEnumerable<int> Sizes(ReportList list) =>
        [list.Items.Count, list.Items.Count(i => i.First is null || !Total().IsMatch(i.First.Text))];

    private static Objection? Against(AuditContext context, Passage intro, HashSet<int> sizes)
    {
        var text = intro.Text.TrimEnd();
        var match =
            intro.Kind == PassageKind.Heading ? InHeading().Match(text)
            : text.EndsWith(':') || intro.Bold ? BeforeColon().Match(text.ToLowerInvariant())
            : Match.Empty;
        if (
            !match.Success
            || NumberWords.Of(match.Groups["n"].Value) is not { } number
            || Unit().IsMatch(match.Groups["what"].Value)
            || !IsAlone(context, intro, match)
        )
            return null;
        var count = context.Claims.Of(intro)?.Counts.Before(match.Groups["n"].Index + match.Groups["n"].Length);
        context.Compared(count);
        return sizes.Contains(number) ? null : Differs(intro, match.Groups["n"], number, sizes.First(), "the list");
    }

    /// <summary>Another number in the same sentence may be the one that counts the list.</summary>
    private static bool IsAlone(AuditContext context, Passage intro, Match match) =>
        intro.Kind == PassageKind.Heading
        || Sentence.Of(intro).Last() is var last
            && context.Claims.Of(intro)?.Counts.Between(last.Start, last.End).Any(c => c.Start != match.Groups["n"].Index && !c.All)
                is not true;

    /// <summary>"2 regions: `a`, `b` and `c`": names alone behind a colon.</summary>
    private static Objection? Inline(AuditContext context, PassageClaims passage)
    {
        var text = passage.Passage.Text;
        var first = passage.Identifiers[0];
        var intro = InlineIntro().Match(text[..first.Start].ToLowerInvariant());
        if (!intro.Success || NumberWords.Of(intro.Groups["n"].Value) is not { } number || Unit().IsMatch(intro.Groups["what"].Value))
            return null;
        var size = 1;
        while (
            size < passage.Identifiers.Count
            && Separator()
                .IsMatch(
                    text.AsSpan(passage.Identifiers[size - 1].End, passage.Identifiers[size].Start - passage.Identifiers[size - 1].End)
                )
        )
            size++;
        var end = passage.Identifiers[size - 1].End;
        if (size < 2 || !InlineEnd().IsMatch(text.AsSpan(end)))
            return null;
        context.Compared(passage.Counts.Before(intro.Groups["n"].Index + 1));
        return number == size ? null : Differs(passage.Passage, intro.Groups["n"], number, size, "the names that follow");
    }

    private static Objection Differs(Passage passage, Group said, int number, int size, string where) =>
        new(
            passage.OffsetOf(said.Index),
            passage.EndOf(said.Index + said.Length),
            passage.Text.Trim(),
            $"{number} announced, {size} listed",
            $"{size}",
            $"counted {where}"
        );

    [GeneratedRegex(@"^(?:\*\*)?(?:all|total|sum|overall)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Total();

    [GeneratedRegex(
        @"^(?<what>[A-Za-z][A-Za-z -]{2,40}s) \((?<n>[0-9]{1,4})\)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex InHeading();

    [GeneratedRegex(
        @"(?:^|[.!?;,:—–] |\b(?:the|these|following|are|were|saw|found|have|had|identified|all|in total|affected|need|needs|took"
            + @"|with|into|exactly"
            + $@"|only) )(?<n>{NumberWords.Pattern})"
            + $@" (?<what>(?:[a-z]{{1,20}}(?:-[a-z]{{1,20}}){{0,4}} ){{0,3}}[a-z-]{{2,30}}s)"
            + @"(?: (?:were|are|was|is|have been|had been)?\s?(?:affected|impacted|failed|stopped|missed|down|broken|rebuilt"
            + @"|changed|passed|open|left|happened|occurred|contributed|stand out|below|as follows|listed below|in use))?\s?:$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex BeforeColon();

    [GeneratedRegex(
        @"(?:^|[.!?;,] |\b(?:of|the|in"
            + $@"|affected) )(?<n>{NumberWords.Pattern})"
            + $@" (?<what>(?:[a-z]{{1,20}}(?:-[a-z]{{1,20}}){{0,4}} ){{0,2}}[a-z-]{{2,30}}s)"
            + @"(?: (?:were|are) (?:affected|missing|down))?: ?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex InlineIntro();

    [GeneratedRegex(@"^(?:, | and |, and | & )$", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^\s{0,4}(?:$|[.;)\n])", RegexOptions.CultureInvariant)]
    private static partial Regex InlineEnd();

    [GeneratedRegex(
        @"\b(?:seconds|minutes|hours|days|weeks|months|years|mins|hrs|times|users|customers|people|engineers|percent|requests"
            + @"|reports|complaints|occasions|tickets|calls|lines|runs|of|verbs|phases)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Unit();
}
