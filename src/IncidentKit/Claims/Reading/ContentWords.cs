using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// The words of a stretch that say what happened to what, each in one form: "we rolled the builds back" and "rollback of the build"
/// have the same.
/// </summary>
internal static partial class ContentWords
{
    private const int ShortestStem = 3;

    /// <summary>Words that join others, stand for them, or say who acted: two accounts of one event differ in them.</summary>
    private static readonly HashSet<string> Empty = new(
        (
            "a all also an and are around as at be been being both by did do does due each every for from get gets getting got had has have"
            + " he her his how i in into is it its itself just may me my no-one now of off on one's onto or our ours out over"
            + " own she so than"
            + " that the their them then there these they this those thus to too up upon us was we were what when where which"
            + " while who will"
            + " new with you your am pm utc gmt est edt cst cdt mst mdt pst pdt cet cest bst ist jst et pt ct mt time times date"
            + " local about"
            + " approximately approx roughly circa ca nearly only already also immediately quickly soon shortly finally"
            + " eventually successfully"
            + " automatically manually completely fully about total overall case cases today"
            + " team teams engineer engineers developer developers operator operators staff somebody someone anybody anyone"
            + " everybody everyone"
            + " mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday morning"
            + " afternoon evening"
            + " one two three four five six seven eight nine ten eleven twelve"
            + " night noon january february march april june july august september october november december jan feb mar apr jun"
            + " jul aug sep"
            + " sept oct nov dec"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>
    /// Words that tell one event from another of its kind, or deny it: where only one account has one, it is of another event.
    /// </summary>
    private static readonly HashSet<string> Telling = new(
        (
            "again another second third fourth last first next previous further additional more most some part partial partially"
            + " partly half"
            + " twice not no never without nobody none still yet other"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>What is put in other words, by its stem.</summary>
    private static readonly Dictionary<string, string> Same = new(StringComparer.Ordinal)
    {
        ["began"] = "start",
        ["begun"] = "start",
        ["begin"] = "start",
        ["beginn"] = "start",
        ["commenc"] = "start",
        ["initiat"] = "start",
        ["initi"] = "start",
        ["revert"] = "rollback",
        ["pagerduty"] = "pag",
        ["alarm"] = "alert",
        ["ship"] = "deploy",
        ["releas"] = "deploy",
        ["rollout"] = "deploy",
        ["push"] = "deploy",
        ["deployment"] = "deploy",
        ["reboot"] = "restart",
        ["customer"] = "user",
        ["client"] = "user",
        ["finish"] = "end",
        ["complet"] = "end",
        ["conclud"] = "end",
        ["resolut"] = "resolv",
        ["oncall"] = "on-call",
        ["impact"] = "affect",
        ["shopper"] = "user",
        ["configur"] = "config",
        ["recoveri"] = "recover",
        ["recovery"] = "recover",
        ["discover"] = "detect",
        ["notic"] = "detect",
        ["spott"] = "detect",
        ["spot"] = "detect",
        ["sent"] = "send",
        ["lost"] = "lose",
        ["los"] = "lose",
        ["ran"] = "run",
        ["found"] = "find",
        ["went"] = "go",
    };

    /// <summary>What is done at one moment, and to one thing at a time.</summary>
    private static readonly HashSet<string> Acts = new(
        (
            "rollback deploy pag alert declar acknowledg escalat restart failover shutdown enabl disabl restor recover detect"
            + " identify start end"
            + " resolv mitigat fix scal drain upgrad merg block unblock send publish post contact call join open clos stop paus resum revok"
            + " rotat delet remov add creat promot reset kill fail crash confirm report apply appli install replac renew increas reduc rais"
            + " trigger fir rebuild purg flush disconnect reconnect"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>Those of them that people tell without saying of what: "we rolled back".</summary>
    private static readonly HashSet<string> Lone = new(
        ["rollback", "pag", "declar", "acknowledg", "failover", "shutdown", "escalat"],
        StringComparer.Ordinal
    );

    /// <summary>
    /// Whether two accounts may be of one event: the words of the shorter are those of the other, but for a third where both say what was
    /// done; neither has a word that makes it another event, and they name no different numbers.
    /// </summary>
    public static bool AreOfOne(IReadOnlySet<string> a, IReadOnlySet<string> b)
    {
        var (few, many) = a.Count <= b.Count ? (a, b) : (b, a);
        var shared = few.Where(many.Contains).ToList();
        if (
            shared.Count == 0
            || IsOtherNumber(few, many)
            || few.Concat(many).Any(w => Telling.Contains(w) && few.Contains(w) != many.Contains(w))
        )
            return false;
        if (few.Count == 1)
            return Lone.Contains(shared[0]);
        if (!shared.Exists(Acts.Contains))
            return shared.Count == few.Count && shared.Count > 2 && shared.Count * 2 >= many.Count;
        // Where each has words that the other lacks, they tell of different things, but for one word that is put otherwise.
        return shared.Count == few.Count
            ? shared.Count > 1 && shared.Count * 3 >= many.Count
            : shared.Count > 1 && few.Count - shared.Count == 1 && many.Count - shared.Count <= 1;
    }

    private static bool IsOtherNumber(IReadOnlySet<string> a, IReadOnlySet<string> b) =>
        a.Any(IsNumber) && b.Any(IsNumber) && !a.Any(w => IsNumber(w) && b.Contains(w));

    private static bool IsNumber(string stem) => char.IsAsciiDigit(stem[0]);

    /// <summary>The stems of a stretch, each once.</summary>
    /// <param name="lower">In lower case.</param>
    public static HashSet<string> Of(ReadOnlySpan<char> lower)
    {
        var stems = new HashSet<string>(StringComparer.Ordinal);
        string? before = null;
        foreach (var match in Word().EnumerateMatches(lower))
        {
            if (IsClock(lower, match.Index, match.Index + match.Length))
                continue;
            var word = lower.Slice(match.Index, match.Length).TrimEnd("-'’_.").ToString();
            if (word.EndsWith("n't", StringComparison.Ordinal) || word.EndsWith("n’t", StringComparison.Ordinal))
                word = "not";
            if (before is not null && Joined(before, word) is { } joined)
            {
                stems.Remove(before);
                stems.Add(before = joined);
                continue;
            }

            if (word.Length == 0 || Empty.Contains(word) || IsCountOrDate(word))
                continue;
            stems.Add(before = Stem(word));
        }

        return stems;
    }

    private static bool IsClock(ReadOnlySpan<char> text, int start, int end) =>
        (end + 1 < text.Length && text[end] == ':' && char.IsAsciiDigit(text[end + 1]))
        || (start > 1 && text[start - 1] == ':' && char.IsAsciiDigit(text[start - 2]));

    /// <summary>Whether a number counts or is of a date; others are names, of a build or a ticket.</summary>
    private static bool IsCountOrDate(string word) =>
        char.IsAsciiDigit(word[0])
        && (
            word.Length < 4
            || (word.Length == 4 && word.AsSpan().ContainsAnyExceptInRange('0', '9') || word.StartsWith("20", StringComparison.Ordinal))
            || word.AsSpan().Count('-') > 1
        );

    /// <summary>A verb with the small word that makes another of it.</summary>
    private static string? Joined(string verb, string word) =>
        (verb, word) switch
        {
            ("roll" or "back", "back" or "out") => word == "back" ? "rollback" : "deploy",
            ("turn" or "switch", "off") => "disabl",
            ("turn" or "switch", "on") => "enabl",
            ("fail", "over") => "failover",
            ("shut", "down") => "shutdown",
            _ => null,
        };

    private static string Stem(string word)
    {
        if (Telling.Contains(word) || char.IsAsciiDigit(word[0]))
            return word;
        word = word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal) ? word[..^2] : word;
        var stem = Cut(word);
        return Same.GetValueOrDefault(stem, stem);
    }

    private static string Cut(string word)
    {
        foreach (
            var ending in (string[])["ations", "ation", "ating", "ated", "ates", "ate", "ions", "ion", "ings", "ing", "ed", "es", "s", "e"]
        )
        {
            if (
                word.Length - ending.Length < ShortestStem
                || !word.EndsWith(ending, StringComparison.Ordinal)
                || word.EndsWith("ss", StringComparison.Ordinal)
            )
                continue;
            var stem = word[..^ending.Length];
            if (ending is "es" or "ed" && stem.EndsWith('i'))
                return stem[..^1] + "y";
            return ending is "ed" or "ing" && IsDoubled(stem) ? stem[..^1] : stem;
        }

        return word;
    }

    private static bool IsDoubled(string stem) => stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'e' or 'o');

    [GeneratedRegex(@"[\p{L}0-9][\p{L}0-9'’_.-]{0,40}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
