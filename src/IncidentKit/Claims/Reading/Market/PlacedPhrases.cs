namespace IncidentKit.Claims.Reading.Market;

/// <summary>Statements that place something by a relation: before, after, at, during or outside what the market does.</summary>
internal sealed class PlacedPhrases(MarketGrammar grammar, PhraseTimes times, VerbPhrases verbs)
{
    /// <summary>"Three hours before the bell", "after the market had closed", "outside trading hours".</summary>
    public MarketPhrase? At(int i)
    {
        if (i < grammar.Count && grammar[i].Claim is DurationClaim length)
        {
            var from = grammar.Skip(i + 1, MarketWords.Nearness);
            return
                grammar.Relation(from) is { Relation: MarketRelation.Before or MarketRelation.After } far
                && Related(far.Relation, from, far.End) is { Statement: MarketStatement.Before or MarketStatement.After } measured
                ? measured with
                {
                    First = i,
                    Distance = length,
                }
                : null;
        }

        if (grammar.Relation(i) is not { } relation || Related(relation.Relation, i, relation.End) is not { } phrase)
            return null;
        if (phrase.Statement is MarketStatement.Is)
            return phrase;
        if (Denial(i) is not { } denied)
            return phrase;
        return phrase.Statement switch
        {
            MarketStatement.Open when denied => phrase with { Statement = MarketStatement.Closed },
            MarketStatement.Closed when denied && relation.Relation == MarketRelation.Outside => phrase with
            {
                Statement = MarketStatement.Open,
            },
            _ when phrase.Time >= 0 => phrase,
            _ => null,
        };
    }

    private MarketPhrase? Related(MarketRelation relation, int first, int i)
    {
        if (grammar.Event(i) is { } what)
        {
            var loose =
                grammar.Word(first) is "on" or "with" or "in" or "near" or "upon" or "as" && what.IsWeak && grammar.Word(i) != "the";
            MarketStatement? said = relation switch
            {
                MarketRelation.Before => MarketStatement.Before,
                MarketRelation.After => MarketStatement.After,
                MarketRelation.At when !what.IsOtherDay && !loose => MarketStatement.At,
                MarketRelation.Until => MarketStatement.Is,
                _ => null,
            };
            return said is null
                ? null
                : times.Bound(
                    new MarketPhrase(first, what.End, said.Value)
                    {
                        Event = what.Event,
                        Venue = what.Venue,
                        IsWeak = what.IsWeak,
                        NeedsTime = said == MarketStatement.Is,
                    }
                );
        }

        if (grammar.Subject(i) is { } subject && grammar.Predicate(subject.End, subject.IsSession) is { } does)
            return Related(relation, first, subject, does);
        return grammar.Period(i) is { } period && Said(relation, period) is { } phrase
            ? times.Bound(phrase with { First = first, Venue = period.Venue, IsWeak = period.IsWeak })
            : null;
    }

    private MarketPhrase? Related(MarketRelation relation, int first, MarketSubject subject, MarketPredicate does)
    {
        var what = does.IsOpen ? MarketEvent.Open : MarketEvent.Close;
        var isReason = grammar.Word(first) is "since" or "as";
        var isWhen = relation == MarketRelation.When || isReason;
        if (does.IsNegated)
            return isWhen ? verbs.Negated(first, subject, does) : null;
        MarketStatement? said = relation switch
        {
            _ when isWhen && does.IsBreak => MarketStatement.Break,
            _ when isWhen && does.IsState && !does.IsPerfect => does.IsOpen ? MarketStatement.Open : MarketStatement.Closed,
            _ when isWhen && does.IsState => MarketStatement.After,
            MarketRelation.Before => MarketStatement.Before,
            MarketRelation.After when !isReason => MarketStatement.After,
            _ when isWhen && !does.IsPresent => MarketStatement.At,
            MarketRelation.Until => MarketStatement.Is,
            _ => null,
        };
        return said is null
            ? null
            : times.Bound(
                new MarketPhrase(first, does.End, said.Value)
                {
                    Event = said is MarketStatement.Open or MarketStatement.Closed or MarketStatement.Break ? MarketEvent.None : what,
                    Venue = subject.Venue,
                    IsWeak = subject.IsWeak,
                    NeedsTime = said == MarketStatement.Is,
                }
            );
    }

    private static MarketPhrase? Said(MarketRelation relation, MarketPeriod period)
    {
        var isDay = period.Statement is MarketStatement.Holiday or MarketStatement.Weekend or MarketStatement.ShortDay;
        return (relation, period.Statement) switch
        {
            (MarketRelation.In, _) => new(0, period.End, period.Statement),
            (MarketRelation.At, MarketStatement.Break) => new(0, period.End, period.Statement),
            (MarketRelation.At, _) when isDay => new(0, period.End, period.Statement),
            (MarketRelation.Outside, MarketStatement.Open) => new(0, period.End, MarketStatement.Closed),
            (MarketRelation.Before, MarketStatement.Open) => new(0, period.End, MarketStatement.Before) { Event = MarketEvent.Open },
            (MarketRelation.After, MarketStatement.Open) => new(0, period.End, MarketStatement.After) { Event = MarketEvent.Close },
            _ => null,
        };
    }

    /// <summary>Whether what is placed is denied: true where that turns it about, false where it only may; null where it is not.</summary>
    private bool? Denial(int i)
    {
        for (var k = i - 1; k >= Math.Max(0, i - 6) && !MarketWords.Boundaries.Contains(grammar.Word(k)) && grammar.Word(k) != ","; k--)
        {
            if (MarketWords.Negations.Contains(grammar.Word(k)) || grammar.Word(k) is "didn't" or "no" or "cannot")
            {
                for (var between = k + 1; between < i; between++)
                {
                    if (!MarketWords.Happening.Contains(grammar.Word(between)))
                        return false;
                }

                return true;
            }
        }

        return null;
    }
}
