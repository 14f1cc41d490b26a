using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>Finds statements about the market. What is planned, conditional, denied or usual is no statement.</summary>
internal static partial class MarketReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly (Regex Pattern, MarketStatement Statement)[] Patterns =
    [
        (Closed(), MarketStatement.Closed),
        (Open(), MarketStatement.Open),
        (AtClose(), MarketStatement.AtClose),
        (AtOpen(), MarketStatement.AtOpen),
        (BeforeOpen(), MarketStatement.BeforeOpen),
        (AfterOpen(), MarketStatement.AfterOpen),
        (BeforeClose(), MarketStatement.BeforeClose),
        (AfterClose(), MarketStatement.AfterClose),
    ];

    /// <summary>The statements of a sentence.</summary>
    /// <param name="sentence">Where to look.</param>
    /// <param name="durations">The lengths of time of its passage.</param>
    public static IEnumerable<MarketClaim> Read(Sentence sentence, IReadOnlyList<DurationClaim> durations)
    {
        if (!Hint().IsMatch(sentence.Lower) || Unsettled().IsMatch(sentence.Lower))
            yield break;
        foreach (var (pattern, statement) in Patterns)
        {
            foreach (Match match in pattern.Matches(sentence.Lower))
            {
                int start = sentence.Start + match.Index,
                    end = start + match.Length;
                var distance =
                    durations.Before(start) is { } before
                    && before.End <= start
                    && sentence.Passage.Text.AsSpan(before.End, start - before.End).IsWhiteSpace()
                        ? before
                        : null;
                var measured =
                    statement
                    is MarketStatement.BeforeOpen
                        or MarketStatement.AfterOpen
                        or MarketStatement.BeforeClose
                        or MarketStatement.AfterClose;
                if (
                    (measured && distance is null)
                    || (!measured && distance is not null)
                    || Denied(sentence.Lower, match.Index)
                    || IsOther(sentence.Lower, match.Index + match.Length)
                )
                    continue;
                yield return new MarketClaim(
                    sentence.Passage,
                    distance?.Start ?? start,
                    end,
                    statement,
                    sentence,
                    distance,
                    OfTheIncident(sentence.Lower, statement, match.Index)
                );
            }
        }
    }

    private static bool Denied(string text, int start)
    {
        var before = text.AsSpan(Math.Max(0, start - 16), Math.Min(16, start));
        return before.Contains("not ", StringComparison.Ordinal)
            || before.Contains("n't ", StringComparison.Ordinal)
            || before.Contains("before ", StringComparison.Ordinal)
            || before.Contains("until ", StringComparison.Ordinal)
            || before.Contains("when ", StringComparison.Ordinal);
    }

    /// <summary>"The open source release", "after-hours orders", "market close prices".</summary>
    private static bool IsOther(string text, int end) => Noun().IsMatch(text.AsSpan(end));

    private static bool OfTheIncident(string text, MarketStatement statement, int start) =>
        statement switch
        {
            MarketStatement.AtClose or MarketStatement.AtOpen => Stopping()
                .IsMatch(text.AsSpan(Math.Max(0, start - 24), Math.Min(24, start))),
            MarketStatement.Closed or MarketStatement.Open => Incident().IsMatch(text),
            _ => false,
        };

    [GeneratedRegex("market|session|trading|close|open|bell|after[- ]hours", Options)]
    private static partial Regex Hint();

    [GeneratedRegex(
        @"\b(?:will|would|should|shall|must|may|might|could|can|if|unless|normally|usually|always|every|never|whenever|typically"
            + @"|planned?|scheduled (?:for|at)|runs at|tomorrow)\b",
        Options
    )]
    private static partial Regex Unsettled();

    [GeneratedRegex(
        @"^[ -](?:source|sourced|sourcing|circuit|issues?|questions?|orders?|prices?|trading|api|auctions?|positions?|sessions?"
            + @"|volume|quotes|data|checks?|jobs?|batch|procedures?|runbook|tickets?|range|reconciliation|report)\b",
        Options
    )]
    private static partial Regex Noun();

    [GeneratedRegex(
        @"(?:froze|frozen|stopped|failed|crashed|went down|died|began|started|happened|occurred|broke|halted)[a-z ,]{0,10}$",
        Options
    )]
    private static partial Regex Stopping();

    [GeneratedRegex(
        @"\b(?:incident|outage|interruption|disruption|failure|impact|trades?|orders?|loss|losses|froze|stopped|all of it|it was"
            + @"|it fell|it happened|we were)\b",
        Options
    )]
    private static partial Regex Incident();

    [GeneratedRegex(
        @"\bmarkets? (?:was |were |is |are |being )?(?:already |still |then )?closed\b|\boutside (?:of )?(?:the )?(?:regular "
            + @"|normal )?(?:us |u\.s\. )?(?:market|trading|exchange) hours\b|\boutside (?:of )?(?:the )?(?:regular "
            + @"|trading ){1,3}session\b|\bafter (?:the )?(?:market |regular |session ){0,3}(?:close|closing bell)\b"
            + @"|\bafter the market closed\b|\bafter[- ](?:market |trading )?hours\b|\b(?:non-trading|non-market) hours\b",
        Options
    )]
    private static partial Regex Closed();

    [GeneratedRegex(
        @"\b(?:during|within|in) (?:the )?(?:regular |normal |live |us |u\.s\. ){0,3}(?:market|trading) (?:hours|session|day)\b"
            + @"|\bmarkets? (?:was|were|is|are) (?:still |already |then )?open\b|\bwhile (?:the )?markets? (?:was |were )?open\b"
            + @"|\bmid-?session\b|\b(?:during|in) the (?:regular|cash) session\b|\bmiddle of the (?:regular |trading "
            + @"|cash ){0,3}session\b",
        Options
    )]
    private static partial Regex Open();

    [GeneratedRegex(@"\bat (?:the )?(?:us |u\.s\. |nyse |regular ){0,3}(?:market |session |trading )?(?:close|closing bell)\b", Options)]
    private static partial Regex AtClose();

    [GeneratedRegex(@"\bat (?:the )?(?:us |u\.s\. |nyse |regular ){0,3}(?:market |session |trading )?(?:open|opening bell)\b", Options)]
    private static partial Regex AtOpen();

    [GeneratedRegex(
        @"\bbefore (?:the )?(?:next )?(?:regular |us )?(?:market |session )?(?:open|opening bell|opening)\b"
            + @"|\bbefore (?:the )?markets? opens?\b",
        Options
    )]
    private static partial Regex BeforeOpen();

    [GeneratedRegex(
        @"\bafter (?:the )?(?:regular |us )?(?:market |session )?(?:open|opening bell)\b|\bafter (?:the )?markets? opened\b",
        Options
    )]
    private static partial Regex AfterOpen();

    [GeneratedRegex(@"\bbefore (?:the )?(?:next )?(?:regular |us )?(?:market |session )?(?:close|closing bell)\b", Options)]
    private static partial Regex BeforeClose();

    [GeneratedRegex(@"\bafter (?:the )?(?:regular |us )?(?:market |session )?(?:close|closing bell)\b", Options)]
    private static partial Regex AfterClose();
}
