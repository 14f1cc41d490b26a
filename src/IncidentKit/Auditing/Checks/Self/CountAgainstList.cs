using System.Text.RegularExpressions;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading;

namespace IncidentKit.Auditing.Checks.Self;

/// <summary>
/// A count that announces a list, a table or names in a row, and is none of the numbers that these may be said to have: of items, of
/// items that
/// are no sums, of what the items count, of names in them.
/// </summary>
internal sealed partial class CountAgainstList() : AuditCheck(AuditFamily.Self, "IKA0301", "count-differs-from-list", AuditSeverity.Error)
{
    /// <summary>What announces a list is this short: its number, what is counted, and a few words on it.</summary>
    private const int LongestAnnouncement = 9;

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var lists = context.Document.Lists.Where(l => l.Intro is not null).ToLookup(l => l.Intro!, ReferenceEqualityComparer.Instance);
        foreach (var group in lists)
        {
            var intro = (Passage)group.Key!;
            if (Announced(context, intro) is { } count)
                foreach (var objection in Against(context, count, ListSizes.Of(context.Document, [.. group]), "the list"))
                    yield return objection;
        }

        foreach (var table in context.Document.Tables.Where(t => t.Intro is not null))
        {
            if (Announced(context, table.Intro!) is { } count)
                foreach (var objection in Against(context, count, ListSizes.Of(table), "the table"))
                    yield return objection;
        }

        foreach (var passage in context.Claims.All.Where(p => p.Counts.Count > 0 && !p.Passage.Quoted))
        {
            foreach (var objection in Inline(context, passage))
                yield return objection;
        }
    }

    private static IEnumerable<Objection> Against(AuditContext context, CountClaim count, IReadOnlyList<int> sizes, string what)
    {
        if (sizes.Count == 0)
            yield break;
        context.Compared(count);
        if (!sizes.Contains(count.Number))
            yield return Differs(count, sizes[0], $"counted {what}");
    }

    /// <summary>
    /// The count that a heading or the last sentence of a passage announces what follows with: the only one in it, of several things of a
    /// kind. A number that is about, at least or of a part announces nothing.
    /// </summary>
    private static CountClaim? Announced(AuditContext context, Passage intro)
    {
        if (context.Claims.Of(intro) is not { } claims || intro.Quoted)
            return null;
        var text = intro.Text.TrimEnd().TrimEnd('*', '_');
        if (intro.Kind == PassageKind.Heading)
            return InHeading().Match(text) is { Success: true } match ? Announcement(claims, match.Groups["n"]) : null;
        if (!text.EndsWith(':'))
            return null;
        var last = claims.Sentences[^1];
        // "One of three ways" holds "three ways" too.
        var counts = claims.Counts.Between(last.Start, last.End).ToList();
        counts.RemoveAll(c => counts.Exists(o => o.Start < c.Start && c.Start < o.End));
        if (counts is [{ Number: 1, Total: > 1 and var total } oneOf] && OfWays().IsMatch(oneOf.Sentence.Lower))
            return OneOf(oneOf, total);
        return
            counts is [var only]
            && IsOfThings(only)
            && only.Total is null
            && !Vague().IsMatch(Before(only))
            && claims.Durations.Count == 0
            && Announces(only)
            ? only
            : null;
    }

    private static CountClaim? Announcement(PassageClaims claims, Group number) =>
        claims.Counts.From(number.Index) is { } read && read.Start == number.Index ? read
        : NumberWords.Of(number.Value) is { } value
            ? new CountClaim(claims.Passage, number.Index, number.Index + number.Length, value, null, false, "", claims.Sentences[0])
        : null;

    /// <summary>"In one of three ways:" announces three.</summary>
    private static CountClaim OneOf(CountClaim count, int total)
    {
        var at = count.Start + Math.Max(0, count.Text.LastIndexOf(" of ", StringComparison.OrdinalIgnoreCase) + " of ".Length);
        var the = count.Passage.Text.AsSpan(at).StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? "the ".Length : 0;
        return count with { Start = at + the, Number = total, Total = null };
    }

    [GeneratedRegex(
        @"\bone of (?:the )?[a-z0-9]{1,6} (?:[a-z]{2,20} )?"
            + @"(?:ways|reasons|options|cases|states|forms|modes|methods|outcomes|scenarios):\W{0,3}$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex OfWays();

    /// <summary>Whether what is counted stands up to the colon, or is the subject of what is said: the list is of it.</summary>
    private static bool Announces(CountClaim count)
    {
        var phrase = count.Sentence.Lower[(count.Start - count.Sentence.Start)..].TrimEnd(' ', ':', '*', '_');
        var isSteps = count.Noun == "step" && phrase.EndsWith("steps", StringComparison.Ordinal);
        return !phrase.Contains(',') && phrase.Count(c => c == ' ') <= LongestAnnouncement && (isSteps || !Another().IsMatch(phrase));
    }

    /// <summary>Names in a row: behind a colon, or in brackets behind what is counted.</summary>
    private static IEnumerable<Objection> Inline(AuditContext context, PassageClaims passage)
    {
        foreach (var count in passage.Counts.Where(c => c is { Total: null, All: false } && IsOfThings(c) && !Vague().IsMatch(Before(c))))
        {
            var text = passage.Passage.Text;
            var match = Row().Match(text[count.Start..Math.Min(text.Length, count.Start + 600)]);
            if (!match.Success)
                continue;
            var names = Names(match.Groups["names"].Value);
            if (names < 2)
                continue;
            context.Compared(count);
            if (names != count.Number)
                yield return Differs(count, names, "counted the names that follow");
        }
    }

    /// <summary>How many names stand in a row; 0 where it is no row of names, but clauses.</summary>
    private static int Names(string row)
    {
        var names = Separator().Split(row).Select(n => n.Trim()).Where(n => n.Length > 0).ToList();
        // Numbers in a row share what is counted out between them.
        return names.TrueForAll(n => n.Split(' ').Length <= 3 && n.Length <= 60 && !char.IsAsciiDigit(n[0])) && !Open().IsMatch(row)
            ? names.Count
            : 0;
    }

    private static bool IsOfThings(CountClaim count) => count.Number > 1 && IsPlural(count) && !Unit().IsMatch(After(count));

    /// <summary>Whether one of the four words behind the number is a noun in the plural; "of" makes it a part of something else.</summary>
    private static bool IsPlural(CountClaim count)
    {
        var words = count
            .Passage.Text.AsSpan(count.Start, Math.Min(100, count.Passage.Text.Length - count.Start))
            .ToString()
            .ToLowerInvariant();
        var behind = Number().Match(words);
        if (!behind.Success)
            return false;
        foreach (var word in words[behind.Length..].Split(' ').Take(4))
        {
            var bare = word.TrimEnd(':', ',', '.', ';', ')', '*', '(', '\n');
            if (bare is "of" or "")
                return false;
            if (bare.Length > 2 && bare.EndsWith('s') && !bare.EndsWith("ss", StringComparison.Ordinal))
                return true;
            if (bare.Length != word.Length)
                return false;
        }

        return false;
    }

    private static string Before(CountClaim count) =>
        count.Sentence.Lower[Math.Max(0, count.Start - count.Sentence.Start - 24)..(count.Start - count.Sentence.Start)];

    /// <summary>The number's own phrase: up to four words behind it.</summary>
    private static string After(CountClaim count)
    {
        var start = count.Start - count.Sentence.Start;
        return count.Sentence.Lower.Substring(start, Math.Min(80, count.Sentence.Lower.Length - start));
    }

    private static Objection Differs(CountClaim count, int size, string how)
    {
        var number = $"{count.Number}";
        var at = count.Text.IndexOf(number, StringComparison.Ordinal);
        var fix = at < 0 ? null : Fix.Of(count.Passage, count.Start + at, count.Start + at + number.Length, $"{size}", certain: false);
        return At(count, $"{number} announced, {size} listed", $"{size}", how, fix);
    }

    [GeneratedRegex(
        @"^(?<what>[A-Za-z][A-Za-z -]{2,40}s) \((?<n>[0-9]{1,4})\)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex InHeading();

    [GeneratedRegex($@"^(?:all (?:of )?(?:the |our )?)?{NumberWords.Pattern} ", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    /// <summary>Lengths, shares and people are counted and not listed; "times" and "occasions" are no things.</summary>
    [GeneratedRegex(
        $@"^(?:all (?:of )?(?:the |our )?)?{NumberWords.Pattern} (?:[a-z-]{{2,20}} )?(?:seconds|minutes|hours|days|weeks|months|years|mins"
            + $@"|hrs|times|percent|occasions|users|customers|people|engineers|requests|lines|bytes|kb|mb|gb)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Unit();

    [GeneratedRegex(
        @"\b(?:about|around|approximately|roughly|over|at least|more than|up to|nearly|almost|some|than|least|most|first|last|top|another"
            + @"|other|next|every|each|version|step|phase|level|tier|sev|priority|p)\s$|\b(?:[0-9]|one|two|three|four|five|six|seven|some"
            + @"|most|all|any|each|none|many|few|half|both|rest|combination|sum|out)"
            + @" of (?:the |our |these |those )?$|[~>≈#]\s?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Vague();

    /// <summary>Behind the count something else is announced: "three hosts, for which we did the following:".</summary>
    [GeneratedRegex(
        @"\b(?:following|which|that|because|so|when|after|before|but|with the|for example|e\.g|such as|including|includes?|like|steps"
            + @"|using|via|through|by)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Another();

    [GeneratedRegex(
        @"^[^.:;()\n]{3,70}?(?::\s|\s\()(?<names>[^.:;()\n]{5,400}?)(?:\)|\.|;|\n|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Row();

    [GeneratedRegex(@",\s?(?:and|&|or)\s|,\s|\s(?:and|&)\s", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    /// <summary>A row that does not say all.</summary>
    [GeneratedRegex(
        @"\b(?:etc|e\.g|among|including|such as|for example|others?|more|\w{1,20}ed"
            + @"|\w{1,20}ing|was|were|is|are|had|has|have|not|no|all)\b|…|\.\.\.",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex Open();
}
