using System.Text.RegularExpressions;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading;

namespace IncidentKit.Auditing.Checks.Self;

/// <summary>
/// A number that two sentences give for the same things in the same words, and differently: "1,200 parcels were delayed",
/// "1,400 parcels were delayed". Every word counts: what is said of a part, a place or a moment is of another number.
/// </summary>
internal sealed partial class CountStatedTwice() : AuditCheck(AuditFamily.Self, "IKA0307", "count-given-twice", AuditSeverity.Error)
{
    /// <summary>Numbers of so many zeros are rounded without saying so.</summary>
    private const int Hundred = 100;

    /// <summary>What is about so much may be off by one part in so many.</summary>
    private const int About = 10;

    /// <summary>A count and the clause it stands in.</summary>
    private sealed record Said(CountClaim Count, Clause Clause, string Words);

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.IsRendered)
            yield break;
        var all = context
            .Claims.All.Where(p => p.Counts.Count > 0 && p.Passage.IsStated && !Plans().IsMatch(p.Passage.Section.Title))
            .SelectMany(p => Fields(p).Concat(Labelled(p)).Concat(ClauseReader.Read(p).SelectMany(c => Counts(p, c))))
            .DistinctBy(s => (s.Count.Passage, s.Count.Start));
        foreach (var same in all.GroupBy(s => (AllAndSome.Entry(context, s.Count), s.Words)))
        {
            var first = same.First();
            foreach (var other in same.Skip(1).Where(o => MayBeOne(first, o)))
            {
                context.Compared(first.Count, other.Count);
                if (Differ(first.Count, other.Count))
                    yield return At(
                        other.Count,
                        $"'{other.Count.Text}' here, '{first.Count.Text}' elsewhere",
                        first.Count.Text,
                        context.LineOf(first.Count)
                    );
            }
        }
    }

    /// <summary>"Users affected: 1,400": the label tells what is counted, and what became of it.</summary>
    private static IEnumerable<Said> Fields(PassageClaims passage)
    {
        foreach (var field in passage.Fields.Where(f => ReferenceEquals(f.ValuePassage, passage.Passage)))
        {
            if (
                passage.Counts.From(field.ValueStart) is not { Total: null } count
                || !Lead().IsMatch(passage.Passage.Text.AsSpan(field.ValueStart, Math.Max(0, count.Start - field.ValueStart)))
                || count.Start >= field.ValueStart + field.Value.Length
            )
                continue;
            var words = ContentWords.Of(field.Label);
            words.UnionWith(ContentWords.Of(count.Noun));
            if (words.Count is > 1 and <= 5)
                yield return new Said(
                    count,
                    new Clause(passage.Passage, count.Start, count.End, words),
                    string.Join(' ', words.Order(StringComparer.Ordinal))
                );
        }
    }

    /// <summary>The same in running text: "Users affected: 1,400."</summary>
    private static IEnumerable<Said> Labelled(PassageClaims passage)
    {
        foreach (var count in passage.Counts.Where(c => c is { Total: null, Noun: "" }))
        {
            var before = count.Sentence.Lower[..Math.Max(0, count.Start - count.Sentence.Start)];
            if (Label().Match(before) is not { Success: true } label)
                continue;
            var words = ContentWords.Of(label.Groups["label"].Value);
            if (words.Count is > 1 and <= 5)
                yield return new Said(
                    count,
                    new Clause(passage.Passage, count.Start, count.End, words),
                    string.Join(' ', words.Order(StringComparer.Ordinal))
                );
        }
    }

    [GeneratedRegex(@"(?:^|[.;,]\s)(?<label>[a-z][a-z -]{3,40}): ?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"^\W{0,4}(?:(?:about|around|approximately|approx\.?|roughly|over|more than|at least|up to|nearly|almost)\s)?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Lead();

    /// <summary>The only count of a clause that tells what became of what is counted, and when is not said.</summary>
    private static IEnumerable<Said> Counts(PassageClaims passage, Clause clause)
    {
        var counts = passage.Counts.Between(clause.Start, clause.End).ToList();
        counts.RemoveAll(c => counts.Exists(o => o.Start < c.Start && c.Start < o.End));
        if (
            counts is not [var count]
            || clause.IsOpen
            || passage.Times.Between(count.Sentence.Start, count.Sentence.End).Any()
            || passage.Dates.Between(count.Sentence.Start, count.Sentence.End).Any()
            || passage.Durations.Between(clause.Start, clause.End).Any()
            || Course().IsMatch(clause.Text.ToLowerInvariant())
        )
            yield break;
        var words = clause.Words.Where(w => !char.IsAsciiDigit(w[0]) && NumberWords.Of(w) is null).Order(StringComparer.Ordinal).ToList();
        if (words.Count is > 1 and <= 5)
            yield return new Said(count, clause, string.Join(' ', words));
    }

    /// <summary>Items of one list and rows of one table are of different things.</summary>
    private static bool MayBeOne(Said a, Said b) =>
        (a.Clause.Passage.Item?.List is not { } list || list != b.Clause.Passage.Item?.List)
        && (a.Clause.Passage.Row?.Table is not { } table || table != b.Clause.Passage.Row?.Table)
        && !ReferenceEquals(a.Count.Sentence, b.Count.Sentence);

    private static bool Differ(CountClaim a, CountClaim b) =>
        a.Number != b.Number
            ? !Agrees(a, b.Number) && !Agrees(b, a.Number)
            : a.Total is { } whole && b.Total is { } other && whole != other;

    /// <summary>Whether a count may be put for a number: as far as it is rounded, or as its bound says.</summary>
    private static bool Agrees(CountClaim count, int number)
    {
        var before = count.Sentence.Lower[Math.Max(0, count.Start - count.Sentence.Start - 16)..(count.Start - count.Sentence.Start)];
        var unit = 1;
        while (unit < count.Number && count.Number % (unit * 10) == 0)
            unit *= 10;
        var off = Math.Abs((long)count.Number - number);
        return (unit >= Hundred && off * 2 <= unit)
            || (Vague().IsMatch(before) && off * About <= Math.Max(count.Number, number))
            || (AtLeast().IsMatch(before) && number >= count.Number)
            || (AtMost().IsMatch(before) && number <= count.Number);
    }

    [GeneratedRegex(@"(?:\b(?:about|around|approximately|approx\.?|roughly|circa|some|nearly|almost|an estimated)\s|[~≈]\s?)$")]
    private static partial Regex Vague();

    [GeneratedRegex(@"(?:\b(?:over|more than|at least|upwards of)\s|[>≥]\s?)$")]
    private static partial Regex AtLeast();

    [GeneratedRegex(@"(?:\b(?:under|less than|fewer than|up to|at most|nearly|almost)\s|[<≤]\s?)$")]
    private static partial Regex AtMost();

    /// <summary>Words of a course of events, in which some become more, and of other events.</summary>
    [GeneratedRegex(
        @"\b(?:by|then|later|eventually|initial(?:ly)?|first|gradually|after|soon|finally|one by one|at (?:the )?peak|previous|similar|now"
            + @"|currently|usually|normally|another|other|each|every|per|would|could|if|from|instead|before|until|remaining"
            + @"|more)\b(?! than)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Course();

    [GeneratedRegex(
        @"action|follow|next|to ?do|remediat|prevent|improv|recommend|corrective|lesson|timeline|background|previous|chronolog",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Plans();
}
