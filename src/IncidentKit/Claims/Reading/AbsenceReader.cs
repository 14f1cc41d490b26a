using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// Finds statements that no harm was done. Three forms: none of the things was harmed; there was no harm to a thing; a thing is unharmed.
/// What is hedged, planned or asked for is no statement.
/// </summary>
internal static partial class AbsenceReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Things =
        "(?:customers?|clients?|users?|members?|subscribers?|merchants?|traders?|partners?|end[- ]users?|people|orders?|trades?|fills?"
        + "|positions?|data|records?|rows?|messages?|events?|transactions?|payments?|transfers?|funds?|money|balances?|emails?|files?"
        + "|backups?|accounts?|requests?|uploads?|writes?|documents?|information|services?|systems?|jobs?|sales?|bookings?|invoices?"
        + "|signals?|alerts?|tickets?)";

    private const string Harmed =
        "(?:affected|impacted|lost|missed|dropped|corrupted|leaked|exposed|compromised|accessed|harmed|damaged|duplicated|delayed"
        + "|disrupted|stolen|modified|altered|breached|interrupted|hurt|noticed|complained|touched)";

    private const string Harm = "(?:impact|effects?|loss|losses|damage|harm|disruptions?|corruption|exposure)";

    /// <summary>What makes harm that of an incident, and not a word of a design.</summary>
    private const string Whose =
        "(?:customer|client|user|member|merchant|partner|data|financial|monetary|business|trading|order|production|revenue|security"
        + "|regulatory|reputational|operational|patient|p&l|pnl|end[- ]user)";

    private const string Adjectives = "(?:[a-z'’-]{1,14} ){0,2}";

    /// <summary>The first such statement of a sentence; null if there is none.</summary>
    public static AbsenceClaim? Read(Sentence sentence)
    {
        if (sentence.IsQuestion || !Hint().IsMatch(sentence.Lower) || Hedged().IsMatch(sentence.Lower))
            return null;
        return
            new[] { NoneHarmed(), NoHarm(), Unharmed() }
                .Select(p => p.Match(sentence.Lower))
                .FirstOrDefault(m => m.Success && !sentence.Quotes(m.Index))
                is { } match
            ? new AbsenceClaim(sentence.Passage, sentence.Start + match.Index, sentence.Start + match.Index + match.Length, sentence)
            : null;
    }

    /// <summary>The same of a field: <c>Customer impact: none</c>.</summary>
    public static AbsenceClaim? Read(FieldClaim field) =>
        Label().IsMatch(field.Label) && Nothing().IsMatch(field.Value.ToLowerInvariant())
            ? new AbsenceClaim(
                field.Passage,
                field.Start,
                field.End,
                new Sentence(field.ValuePassage, field.ValueStart, field.ValueStart + field.Value.Length)
            )
            : null;

    [GeneratedRegex(@"\bno\b|\bnot\b|\bnobody\b|none|zero|nil|without|neither|intact|\bun|safe|complete|consistent|secure", Options)]
    private static partial Regex Hint();

    /// <summary>"No orders or trades were affected", "nobody noticed".</summary>
    [GeneratedRegex(
        $@"\b(?:no|zero|nil|not a single|not one|none of (?:the|our)|neither) {Adjectives}{Things}(?: (?:or|and|nor) {Adjectives}{Things})?"
            + $@"(?: (?:was|were|is|are|has|have|had|been|be|ever|actually|in any way|got)){{0,3}} {Harmed}\b"
            + $@"|\b(?:nobody|no one|none of them)(?: (?:was|were|has|have|had|been|outside the team|else)){{0,3}} {Harmed}\b",
        Options
    )]
    private static partial Regex NoneHarmed();

    /// <summary>"No customer impact", "without data loss", "there was no impact on billing".</summary>
    [GeneratedRegex(
        $@"\b(?:no|zero|nil|without(?: any)?) {Adjectives}{Whose} (?:(?:or|and) [a-z]{{1,14}} )?{Harm}\b"
            + $@"|(?:^\W{{0,3}}|\b(?:was|were|had|has been|with|caused|causing|saw|seen) )(?:no|zero) {Adjectives}{Harm} (?:on|to|for) "
            + $@"|\bthere (?:was|were|has been) (?:no|zero) {Adjectives}{Harm}\b"
            + $@"|\b(?:no|zero|without(?: any)?) (?:loss|leak|corruption|exposure) of {Adjectives}{Things}\b",
        Options
    )]
    private static partial Regex NoHarm();

    /// <summary>"All data is fully intact", "positions remained unaffected".</summary>
    [GeneratedRegex(
        $@"\b{Things} (?:itself |themselves |all )?(?:was|were|is|are|remained?|remains|stayed|stays|has been|have been) (?:(?:all|fully"
            + @"|completely|entirely|always|still|totally|otherwise|at all times) ){0,2}(?:intact|unaffected|unharmed|untouched|undamaged"
            + @"|uncompromised|(?:not|never) (?:affected|impacted|lost|harmed|compromised|exposed|at risk|in danger))\b"
            + $@"|\b{Things} (?:was|were|is|are|remained?|stayed) (?:fully|completely|entirely|always) (?:safe|complete|consistent|secure"
            + @"|correct)\b",
        Options
    )]
    private static partial Regex Unharmed();

    /// <summary>What is not known for sure, not stated as a fact, or not about what happened.</summary>
    [GeneratedRegex(
        @"\b(?:known|aware|knowledge|believe[ds]?|think|thought|assum[a-z]{1,6}|appears?|appeared|seems?|seemed|likely|probably|presumably"
            + @"|possibly|expect(?:ed|s)?|should|would|will|may|might|could|can|cannot|must|if|unless|whether|so far|yet|at this time"
            + @"|at the moment|evidence|indication|sign|reports? of|unknown|unclear|until|ensure|ensures|ensuring|avoid|so that|to make "
            + @"sure"
            + @"|goal|want|need|when|where|which|that|who|despite|although|normally|usually|typically|hope[ds]?|initially|apparently"
            + @"|claim[a-z]{0,3}|said|says|other than|except|apart from|but|beyond|besides|further|additional|other|longer|each|every"
            + @"|any(?:one|time))\b",
        Options
    )]
    private static partial Regex Hedged();

    [GeneratedRegex(
        @"^(?:customer|client|user|data|financial|business|trading|order|production|revenue|security|data loss|impact|customers|clients"
            + @"|users)(?: impact| effect| loss| affected| impacted)?$",
        Options
    )]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?:none|no|nil|zero|0|no impact|no one|nobody)[.!]?$", Options)]
    private static partial Regex Nothing();
}
