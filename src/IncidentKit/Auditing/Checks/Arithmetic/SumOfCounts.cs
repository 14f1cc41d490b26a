using System.Globalization;
using System.Text.RegularExpressions;
using IncidentKit.Claims;
using IncidentKit.Claims.Reading;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>A total count or length with its parts behind a colon, or in the last row of a table.</summary>
internal static partial class SumOfCounts
{
    /// <summary>A sentence with its total and its parts, as numbers of one unit.</summary>
    /// <param name="Passage">Where it stands.</param>
    /// <param name="Start">The first character of the total in the passage.</param>
    /// <param name="End">The character after its last.</param>
    /// <param name="Sum">What the parts are together, as it would be written.</param>
    /// <param name="Parts">How many parts there are.</param>
    public sealed record Wrong(Passage Passage, int Start, int End, string Sum, int Parts);

    /// <summary>So many numbers may stand before the parts; any of them may be the total.</summary>
    private const int MostTotals = 2;

    /// <summary>Sentences whose total is not the sum of the parts they name.</summary>
    public static IEnumerable<Wrong> InSentences(PassageClaims passage)
    {
        if (!passage.Passage.IsStated)
            yield break;
        foreach (var sentence in passage.Sentences.Where(s => Total().IsMatch(s.Lower) && !Some().IsMatch(s.Lower)))
        {
            var colon = sentence.Lower.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var at = sentence.Start + colon;
            if (Counts(passage, sentence, at) is { } counts)
                yield return counts;
            else if (Lengths(passage, sentence, at) is { } lengths)
                yield return lengths;
        }
    }

    /// <summary>The sums of a table that are not those of their columns.</summary>
    public static IEnumerable<Wrong> InTable(ReportTable table)
    {
        var body = table.Body.ToList();
        if (body.Count < 3 || !TotalRow().IsMatch(body[^1].Cell(0)) || body[^1].IsQuoted)
            yield break;
        for (var column = 1; column < Math.Min(body[^1].Cells.Count, table.Header.Cells.Count); column++)
        {
            var header = table.Header.Cell(column);
            var parts = body.SkipLast(1).Select(r => Number(r.Cell(column))).ToList();
            if (NoSum().IsMatch(header) || parts.Contains(null) || Number(body[^1].Cell(column)) is not { } total)
                continue;
            var sum = parts.Sum(p => p!.Value);
            var cell = body[^1].Cells[column];
            if (sum != total && !parts.Contains(total) && total != parts.Count && Math.Abs(sum - total) > Rounding(parts))
                yield return new Wrong(cell, 0, cell.Text.Length, $"{sum.ToString("#,0.##", CultureInfo.InvariantCulture)}", parts.Count);
        }
    }

    private static Wrong? Counts(PassageClaims passage, Sentence sentence, int colon)
    {
        var totals = passage.Counts.Between(sentence.Start, colon).ToList();
        if (
            totals is not [{ Total: null } total, ..]
            || totals.Count > MostTotals
            || Vague().IsMatch(sentence.Lower.AsSpan(0, total.Start - sentence.Start))
        )
            return null;
        var parts = Separator().Split(sentence.Lower[(colon + 1 - sentence.Start)..].Trim().TrimEnd('.', '*', '_'));
        var numbers = parts.Select(p => Leading().Match(p)).ToList();
        // A part of another noun than the total counts something else.
        if (
            parts.Length < 2
            || !numbers.TrueForAll(n => n.Success && (n.Groups["noun"].Length == 0 || IsOf(n.Groups["noun"].Value, total)))
        )
            return null;
        var counts = numbers.Select(n => NumberWords.Of(n.Groups["n"].Value)).ToList();
        return !counts.Contains(null) && counts.Sum(c => (long)c!.Value) is var sum && totals.TrueForAll(t => sum != t.Number)
            ? new Wrong(passage.Passage, total.Start, total.End, $"{sum}", counts.Count)
            : null;
    }

    private static bool IsOf(string noun, CountClaim total) => CountReader.Singular(noun) == total.Noun;

    private static Wrong? Lengths(PassageClaims passage, Sentence sentence, int colon)
    {
        if (passage.Durations.Between(sentence.Start, colon).ToList() is not [var total])
            return null;
        var parts = passage.Durations.Between(colon, sentence.End).ToList();
        var clauses = Separator().Split(sentence.Lower[(colon + 1 - sentence.Start)..].Trim());
        if (parts.Count < 2 || clauses.Length != parts.Count)
            return null;
        var sum = parts.Aggregate(NodaTime.Duration.Zero, (all, part) => all + part.Length);
        var slack = parts.Aggregate(NodaTime.Duration.Zero, (all, part) => all + part.Precision) / 2;
        return total.Agrees(sum, slack) ? null : new Wrong(passage.Passage, total.Start, total.End, Durations.Text(sum), parts.Count);
    }

    private static decimal? Number(string cell) =>
        Plain().Match(cell.Trim('*', '_', ' ', '~')) is { Success: true } match
        && decimal.TryParse(
            match.Groups["n"].Value.Replace(",", "", StringComparison.Ordinal),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    /// <summary>Parts that are rounded may be off by half of their last digit each.</summary>
    private static decimal Rounding(List<decimal?> parts) =>
        parts.TrueForAll(p => decimal.Truncate(p!.Value) == p) ? 0 : 0.5m * parts.Count;

    [GeneratedRegex(
        @"\b(?:in all|in total|total|totall?ed|totall?ing|altogether|combined|overall|cumulative(?:ly)?)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Total();

    [GeneratedRegex(
        @"\b(?:among|including|include[sd]?|such as|e\.g|for example|mostly|of them|of which|at least|up to|etc|others?)\b|\.\.\.|…",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Some();

    [GeneratedRegex(
        @"\b(?:about|around|approximately|roughly|over|more than|at least|up to|nearly|almost|some|under|less than)\s$|[~>≈]\s?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Vague();

    [GeneratedRegex(@",?\s(?:and|&|plus)\s(?:another\s)?|,\s|;\s", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    [GeneratedRegex(
        $@"^(?<n>{NumberWords.Pattern})(?:\s(?:of them|were|was|had|in|from|for|on|at|by|with|to|via|through|who|that|during"
            + $@"|after|before)\b"
            + @"|\s(?<noun>[a-z-]{3,20})\b|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Leading();

    [GeneratedRegex(@"^\W{0,3}(?:grand )?(?:total|sum|totals)\W{0,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TotalRow();

    [GeneratedRegex(
        @"average|avg|mean|median|rate|ratio|max|min\b|peak|p[0-9]{2}|%|percent|unique|distinct|rank|share|id\b|code|year|version",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex NoSum();

    [GeneratedRegex(
        @"^(?:[$€£]\s?)?(?<n>[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,4})?|[0-9]{1,12}(?:\.[0-9]{1,4})?)(?:\s?[a-z$€£]{1,12})?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Plain();
}
