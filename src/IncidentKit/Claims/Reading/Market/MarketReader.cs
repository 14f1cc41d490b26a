using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading.Market;

/// <summary>
/// Finds statements about the market: a market, an event or a stretch of its day, and how something lies to it. What is planned,
/// conditional, believed or usual is no statement.
/// </summary>
internal static partial class MarketReader
{
    /// <summary>Longer sentences are no prose.</summary>
    private const int MostTokens = 400;

    /// <summary>The statements of a sentence.</summary>
    /// <param name="sentence">Where to look.</param>
    /// <param name="claims">The times, dates and lengths of its passage, in order.</param>
    /// <param name="fields">The fields of its passage: each is a sentence of its own.</param>
    public static IEnumerable<MarketClaim> Read(Sentence sentence, IReadOnlyList<Claim> claims, IReadOnlyList<FieldClaim> fields)
    {
        if (!Hint().IsMatch(sentence.Lower) || sentence.Passage.Text.Contains("(stated by ", StringComparison.Ordinal))
            return [];
        var starts = fields
            .Where(f => ReferenceEquals(f.Passage, sentence.Passage) && f.Start > sentence.Start && f.Start < sentence.End)
            .Select(f => f.Start)
            .Distinct()
            .Order()
            .ToList();
        return starts.Count == 0
            ? Read(sentence, claims)
            : starts
                .Prepend(sentence.Start)
                .Zip(starts.Append(sentence.End), (from, to) => Read(new Sentence(sentence.Passage, from, to), claims))
                .SelectMany(m => m);
    }

    private static List<MarketClaim> Read(Sentence sentence, IReadOnlyList<Claim> claims)
    {
        var grammar = new MarketGrammar([.. MarketToken.Of(sentence, claims).Take(MostTokens)]);
        var phrases = new MarketPhrases(grammar);
        var read = new List<MarketClaim>();
        for (var i = 0; i < grammar.Count; )
        {
            if (phrases.At(i) is not { } phrase)
            {
                i++;
                continue;
            }

            if (IsSettled(grammar, phrase, sentence))
                read.Add(Claim(grammar, phrase, sentence));
            i = Math.Max(i + 1, phrase.End);
        }

        return read;
    }

    private static MarketClaim Claim(MarketGrammar grammar, MarketPhrase phrase, Sentence sentence) =>
        new(sentence.Passage, grammar[phrase.First].Start, grammar[phrase.End - 1].End, sentence, phrase.Statement)
        {
            Event = phrase.Event,
            Distance = phrase.Distance,
            Venue = phrase.Venue,
            IsWeak = phrase.IsWeak,
            TimeAt = phrase.Time >= 0 ? grammar[phrase.Time].Start : null,
            DateAt = phrase.Date >= 0 ? grammar[phrase.Date].Start : null,
            BareHour = phrase.BareHour,
            Weekday = phrase.Weekday,
            Scope = Scope(grammar, phrase),
            IsOfItsDay = phrase.IsOfItsDay || IsBefore(grammar, phrase with { First = phrase.End }, MarketWords.Pasts),
        };

    /// <summary>
    /// Whether something is stated: in its part of the sentence no word makes it a plan, a condition, a belief or a habit.
    /// </summary>
    private static bool IsSettled(MarketGrammar grammar, MarketPhrase phrase, Sentence sentence)
    {
        var isEntry = sentence.Passage.Row is not null || sentence.Passage.Item is not null;
        if (phrase.NeedsTime && phrase is { Time: < 0, BareHour: null } && !(isEntry && phrase.First <= 2))
            return false;
        if ((phrase.IsPresent && !isEntry) || (grammar.Word(phrase.End) == ":" && phrase.Time < 0))
            return false;
        var (first, end) = (phrase.First, phrase.End);
        while (first > 0 && !MarketWords.Boundaries.Contains(grammar.Word(first - 1)))
            first--;
        while (end < grammar.Count && !MarketWords.Boundaries.Contains(grammar.Word(end)))
            end++;
        for (var i = first; i < end; i++)
        {
            var word = grammar.Word(i);
            var isInside = i >= phrase.First && i < phrase.End;
            if (phrase.Statement == MarketStatement.Next)
            {
                if (word is "if" or "unless" or "whether")
                    return false;
                continue;
            }

            if (
                MarketWords.Unsettled.Contains(word)
                || (word == "to" && grammar.Word(i + 1) is "be" or "run" or "happen" or "start" or "finish")
                || (!isInside && !isEntry && MarketWords.Habits.Contains(word))
                || (i < phrase.First && MarketWords.Beliefs.Contains(word))
            )
                return false;
        }

        return true;
    }

    /// <summary>
    /// What a statement is about if no time is: the beginning, where a verb of that stands before it; else the incident, where it speaks
    /// of it. A moment or a distance is of no incident as a whole.
    /// </summary>
    private static MarketScope Scope(MarketGrammar grammar, MarketPhrase phrase)
    {
        for (var i = phrase.First - 1; i >= Math.Max(0, phrase.First - 4) && !MarketWords.Boundaries.Contains(grammar.Word(i)); i--)
        {
            if (MarketWords.Onsets.Contains(grammar.Word(i)))
                return MarketScope.Onset;
        }

        if (phrase.Statement == MarketStatement.NoMinute)
            return MarketScope.Before;
        var isOfIt =
            phrase is { Distance: null, Statement: not MarketStatement.At }
            && !IsBefore(grammar, phrase, MarketWords.Parts)
            && IsOfTheIncident(grammar)
            && IsBefore(grammar, phrase with { First = phrase.End }, MarketWords.Pasts);
        return !isOfIt ? MarketScope.Unknown
            : IsBefore(grammar, phrase, MarketWords.Outages) ? MarketScope.Incident
            : MarketScope.Before;
    }

    /// <summary>Whether one of some words stands before a statement, in its part of the sentence.</summary>
    private static bool IsBefore(MarketGrammar grammar, MarketPhrase phrase, FrozenSet<string> words)
    {
        for (var i = phrase.First - 1; i >= 0 && !MarketWords.Boundaries.Contains(grammar.Word(i)); i--)
        {
            if (words.Contains(grammar.Word(i)))
                return true;
        }

        return false;
    }

    private static bool IsOfTheIncident(MarketGrammar grammar)
    {
        for (var i = 0; i < grammar.Count; i++)
        {
            if (
                MarketWords.Incidents.Contains(grammar.Word(i))
                || (grammar.Word(i) == "it" && grammar.Word(i + 1) is "was" or "fell" or "happened")
            )
                return true;
        }

        return false;
    }

    [GeneratedRegex(
        "market|session|trading|close|closing|open|bell|after[- ]?hours|exchange|bourse|nyse|nasdaq|rth|lunch|midday|half|holiday|weekend"
            + "|hours",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Hint();
}
