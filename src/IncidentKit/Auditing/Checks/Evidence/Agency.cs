using System.Text.RegularExpressions;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>Who is said to have broken or repaired something: the one before the verb, or the one behind "by".</summary>
internal static partial class Agency
{
    /// <summary>So many characters may stand between somebody and what they did.</summary>
    private const int Near = 80;

    /// <summary>What somebody is said to have done.</summary>
    internal enum Deed
    {
        Broke,
        Repaired,
    }

    /// <summary>What a sentence says that somebody did; null if neither.</summary>
    /// <param name="sentence">In lower case.</param>
    /// <param name="actor">Who.</param>
    public static Deed? Of(string sentence, string actor)
    {
        var at = sentence.IndexOf(actor, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || Unsettled().IsMatch(sentence))
            return null;
        var end = at + actor.Length;
        var behind = sentence.AsSpan(end, Math.Min(Near, sentence.Length - end));
        var before = sentence.AsSpan(Math.Max(0, at - Near), Math.Min(Near, at));
        return Repairing().IsMatch(behind) || (By().IsMatch(before) && Repaired().IsMatch(before)) ? Deed.Repaired
            : Fault().IsMatch(sentence) && (Changing().IsMatch(behind) || (By().IsMatch(before) && Changed().IsMatch(before))) ? Deed.Broke
            : null;
    }

    [GeneratedRegex(
        @"^[`'""]?,? (?:(?:then|also|finally|later|who|had|has|quickly|manually|promptly|successfully|eventually) ){0,3}(?:repair(?:ed|s)"
            + @"|fix(?:ed|es)|restor(?:ed|es)|revert(?:ed|s)|undid|corrected|rolled (?:it |them |the [a-z]{1,16} )?back|set (?:it|them|the"
            + @" [a-z]{1,16}) (?:back|right)|put (?:it|them|the [a-z]{1,16}) (?:back|right)|re-?pointed|pointed (?:it|them|the "
            + @"[a-z]{1,16}) back)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Repairing();

    [GeneratedRegex(
        @"\b(?:repair(?:ed|s)?|fix(?:ed)?|restor(?:ed|ation)|revert(?:ed)?|undone|corrected|rolled back|rollback|set back|put (?:back"
            + @"|right)"
            + @"|re-?pointed|pointed back)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Repaired();

    [GeneratedRegex(
        @"^[`'""]?,? (?:(?:then|also|who|had|has|accidentally|mistakenly|wrongly|inadvertently) ){0,3}(?:push(?:ed|es)|deploy(?:ed|s)"
            + @"|change[ds]?"
            + @"|set|pointed|updated|applied|rolled out|introduced|broke|caused|misconfigured|released|shipped|made)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Changing();

    [GeneratedRegex(
        @"\b(?:pushed|deployed|deploy|deployment|push|changed?|set|pointed|updated?|applied|rolled out|introduced|broken|caused"
            + @"|misconfigured"
            + @"|released|shipped|made|triggered)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Changed();

    /// <summary>Right before who did it.</summary>
    [GeneratedRegex(@"\bby (?:the |our |role |user |account ){0,2}[`'""]?$", RegexOptions.CultureInvariant)]
    private static partial Regex By();

    /// <summary>What makes a change the one that broke it.</summary>
    [GeneratedRegex(
        @"\b(?:bad|broken|wrong|faulty|misconfigur[a-z]{1,7}|erroneous|invalid|incorrect|mistyped|nonexistent|non-existent|not exist|n't "
            + @"exist"
            + @"|broke|caused|triggered|the (?:trigger|culprit|offending))\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Fault();

    [GeneratedRegex(
        @"\b(?:if|would|will|should|could|may|might|must|never|(?:did|was|were|has|had|is|by) not\b(?! exist)|(?:did|was|were|has|had"
            + @"|is)n't\b(?! exist)|tried|attempt(?:ed)?|wanted|asked|said|says|thought|suspected|believed"
            + @"|in vain|partly|nothing|nobody)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Unsettled();
}
