namespace IncidentKit.Claims.Reading.Market;

/// <summary>Puts the phrases of the grammar together to statements.</summary>
internal sealed class MarketPhrases
{
    private readonly PlacedPhrases _placed;
    private readonly VerbPhrases _verbs;
    private readonly NamedPhrases _named;
    private readonly NextPhrases _next;

    public MarketPhrases(MarketGrammar grammar)
    {
        var times = new PhraseTimes(grammar);
        _verbs = new VerbPhrases(grammar, times);
        _placed = new PlacedPhrases(grammar, times, _verbs);
        _named = new NamedPhrases(grammar, times);
        _next = new NextPhrases(grammar);
    }

    /// <summary>The statement that begins at a token; null if none does.</summary>
    public MarketPhrase? At(int i) => _named.Minutes(i) ?? _next.At(i) ?? _placed.At(i) ?? _verbs.At(i) ?? _named.At(i) ?? _named.Bare(i);
}
