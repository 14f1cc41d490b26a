namespace IncidentKit.Claims.Reading.Market;

/// <summary>Statements in which the market itself does something.</summary>
internal sealed class VerbPhrases(MarketGrammar grammar, PhraseTimes times)
{
    /// <summary>"The market was open", "trading had ended by 4", "the bell had rung".</summary>
    public MarketPhrase? At(int i)
    {
        if (grammar.Event(i) is { } bell && grammar.Word(bell.End - 1) == "bell")
        {
            var verb = grammar.Skip(bell.End, MarketWords.Adverbs);
            var isPerfect = MarketWords.Have.Contains(grammar.Word(verb));
            verb = grammar.Skip(verb + (isPerfect ? 1 : 0), MarketWords.Adverbs);
            if (grammar.Word(verb) is "rang" or "rung" or "rings" or "sounded")
                return times.Bound(
                    new MarketPhrase(i, verb + 1, isPerfect ? MarketStatement.After : MarketStatement.Is)
                    {
                        Event = bell.Event,
                        Venue = bell.Venue,
                        NeedsTime = !isPerfect,
                    }
                );
        }

        if (grammar.Subject(i) is not { } subject || grammar.Predicate(subject.End, subject.IsSession) is not { } does)
            return null;
        if (does.IsNegated)
            return Negated(i, subject, does);
        var what = does.IsOpen ? MarketEvent.Open : MarketEvent.Close;
        var phrase = new MarketPhrase(
            i,
            does.End,
            does.IsBreak ? MarketStatement.Break
                : does.IsOpen ? MarketStatement.Open
                : MarketStatement.Closed
        )
        {
            Venue = subject.Venue,
            IsWeak = subject.IsWeak,
            IsPresent = does.IsPresent,
        };
        if (does.IsState && does is { IsPerfect: true, IsOpen: true })
            phrase = phrase with { Statement = MarketStatement.After, Event = what };
        else if (does is { IsState: false, IsOpen: false, IsPresent: false } && IsHeadline(i, does.End))
            phrase = phrase with { Statement = MarketStatement.Closed };
        else if (!does.IsState && !(does is { IsOpen: false, IsPresent: false } && grammar.Word(does.End) == "by"))
            phrase = phrase with { Statement = MarketStatement.Is, Event = what, NeedsTime = true };
        else if (does is { IsState: true } && grammar.Word(does.End) is "since" or "until" or "till")
            phrase = phrase with
            {
                Statement = MarketStatement.Is,
                Event = grammar.Word(does.End) == "since" ? what : Other(what),
                NeedsTime = true,
            };
        if (
            grammar.Word(does.End) == "for"
            && !does.IsOpen
            && grammar.Word(does.End - 1) != "early"
            && Holiday(does.End + 1) is { } holiday
        )
            phrase = phrase with { Statement = MarketStatement.Holiday, End = holiday, IsOfItsDay = true };
        return times.Bound(phrase);
    }

    /// <summary>"Market closed": as headlines put a state, without a verb, an article or a time behind it.</summary>
    private bool IsHeadline(int i, int end) =>
        MarketWords.Markets.Contains(grammar.Word(i))
        && grammar.Word(end - 1) is "closed" or "shut"
        && grammar.Word(end) is not ("at" or "by" or "on" or MarketToken.Time or MarketToken.Date);

    /// <summary>"Was not open", "had not yet closed".</summary>
    public MarketPhrase Negated(int first, MarketSubject subject, MarketPredicate does) =>
        times.Bound(
            new MarketPhrase(
                first,
                does.End,
                does.IsPerfect ? MarketStatement.Before
                    : does.IsOpen ? MarketStatement.Closed
                    : MarketStatement.Open
            )
            {
                Event =
                    !does.IsPerfect ? MarketEvent.None
                    : does.IsOpen ? MarketEvent.Open
                    : MarketEvent.Close,
                Venue = subject.Venue,
                IsWeak = subject.IsWeak,
                NeedsTime = !does.IsState,
            }
        );

    /// <summary>The holiday behind "closed for", up to a place.</summary>
    private int? Holiday(int i)
    {
        for (var k = i; k < i + 5; k++)
        {
            if (grammar.Word(k) is "holiday" or "holidays" or "thanksgiving" or "christmas" or "easter" or "juneteenth")
                return k + 1;
            if (k < grammar.Count && !grammar[k].IsWord)
                return null;
        }

        return null;
    }

    private static MarketEvent Other(MarketEvent what) => what == MarketEvent.Open ? MarketEvent.Close : MarketEvent.Open;
}
