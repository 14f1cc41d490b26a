using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>Finds statements that nothing was lost in the market.</summary>
internal static partial class ImpactReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The first such statement of a sentence; null if there is none.</summary>
    public static ImpactClaim? Read(Sentence sentence)
    {
        var match = Nothing().Match(sentence.Lower);
        if (!match.Success || Noun().IsMatch(sentence.Lower.AsSpan(match.Index + match.Length)))
            return null;
        return new ImpactClaim(
            sentence.Passage,
            sentence.Start + match.Index,
            sentence.Start + match.Index + match.Length,
            sentence,
            Reason().IsMatch(sentence.Lower)
        );
    }

    /// <summary>The same of a field: <c>Financial impact: none</c>.</summary>
    public static ImpactClaim? Read(FieldClaim field)
    {
        if (!Label().IsMatch(field.Label) || !None().IsMatch(field.Value.ToLowerInvariant()))
            return null;
        var sentence = new Sentence(field.ValuePassage, field.ValueStart, field.ValueStart + field.Value.Length);
        return new ImpactClaim(field.Passage, field.Start, field.End, sentence, Reason().IsMatch(sentence.Lower));
    }

    [GeneratedRegex(
        @"\b(?:no|zero|without|nil) (?:any |material |direct |known |measurable |significant ){0,3}(?:financial|trading|monetary"
            + @"|p&l|pnl) (?:or [a-z]{1,20} )?(?:impact|loss|losses|effect|cost)\b|\b(?:no|zero) (?:missed |lost |dropped )?(?:trades"
            + @"|orders|fills|trading opportunities) (?:were |was )?(?:affected|missed|lost|impacted|dropped)\b|\b(?:no|zero) (?:missed"
            + @"|lost) (?:trades|orders|fills)\b|\bno impact (?:on|to) (?:the )?(?:trading|trades|p&l|pnl)\b",
        Options
    )]
    private static partial Regex Nothing();

    [GeneratedRegex(@"^(?: (?:host|hours|system|server|desk|day|platform|ui|engine)|'s|’s)", Options)]
    private static partial Regex Noun();

    [GeneratedRegex(
        @"confirm|verif|reconcil|measured|checked|statement|flat\b|no open positions?|no positions?|audited|calculated|computed"
            + @"|according to|not known|unknown|unclear|not yet",
        Options
    )]
    private static partial Regex Reason();

    [GeneratedRegex(@"^(?:financial|trading|monetary|p&l|pnl) (?:impact|loss|effect)$", Options)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?:none|zero|nil|no|no impact|\$?0(?:\.00)?)\b[.]?", Options)]
    private static partial Regex None();
}
