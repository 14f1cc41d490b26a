using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Analysis.Judging;

/// <summary>
/// Compares what is said to be well again with the runs. A schedule that lost a run and has had none since contradicts it; one that was
/// not due in the window since contradicts nobody.
/// </summary>
internal static partial class RecoveryJudgement
{
    /// <summary>What the runs say against all being well at a time; null if nothing.</summary>
    /// <param name="at">The time.</param>
    /// <param name="losses">Those of the schedules that are meant.</param>
    public static string? Against(Instant at, IEnumerable<MeasuredLoss> losses)
    {
        var open = losses.Where(l => l.Start <= at && !(l.FirstGood <= at)).ToList();
        if (open.Where(l => l.LastLost >= at).MaxBy(l => l.LastLost) is { } later)
            return $"{later.Schedule} lost the run of {Contradictions.Utc(later.LastLost)}";
        return open.Where(l => l.FirstGood is not null).MaxBy(l => l.FirstGood!.Value) is { } first
            ? $"the first run of {first.Schedule} after it lost some was that of {Contradictions.Utc(first.FirstGood!.Value)}"
            : null;
    }

    /// <summary>The statements of a text that all is well again, each with what the runs say against it.</summary>
    /// <param name="passage">The text.</param>
    /// <param name="written">When it was written; null where that is not known.</param>
    /// <param name="measured">The measurement.</param>
    public static IEnumerable<(Sentence Sentence, string Said, string Measured)> In(
        PassageClaims passage,
        Instant? written,
        MeasuredIncident measured
    )
    {
        foreach (var sentence in passage.Sentences)
        {
            var text = passage.Passage.Text[sentence.Start..sentence.End].Trim();
            if (!IsWell(text))
                continue;
            var at = TimeOf(passage, sentence, written);
            if (at >= measured.Mitigated && RunsAgain().Match(text) is { Success: true } again && !again.Groups["all"].Success)
                continue;
            var named = measured.Losses.Where(l => l.Names.Any(n => NameMentions.Has(text, n))).ToList();
            if (named.Count == 0 && (measured.OtherNames.Any(n => NameMentions.Has(text, n)) || !General().IsMatch(text)))
                continue;
            if (at is { } moment && Against(moment, named.Count > 0 ? named : measured.Losses) is { } against)
                yield return (sentence, text, against);
        }
    }

    /// <summary>The time of which it is said: the one right behind the verb, else the only one of the sentence.</summary>
    private static Instant? TimeOf(PassageClaims passage, Sentence sentence, Instant? written)
    {
        var times = passage.Times.Between(sentence.Start, sentence.End).Take(3).ToList();
        if (times.Count < 2)
            return times.Count == 0 ? written : times[0].Instant;
        return
            Well().Match(sentence.Lower) is { Success: true } well
            && times.Find(t => t.Start >= sentence.Start + well.Index + well.Length) is { } behind
            && At().IsMatch(sentence.Lower.AsSpan((well.Index + well.Length)..(behind.Start - sentence.Start)))
            ? behind.Instant
            : null;
    }

    /// <summary>Whether a text says that something is well again, as a fact.</summary>
    public static bool IsWell(string text) => Well().IsMatch(text) && !Unsettled().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:verified|confirmed (?:working|fixed|recovered|resolved|running)|recovered|resolved|fixed|mitigated|restored|healthy|"
            + @"back(?: to normal| up| online| again)?|(?:running|run|works?|working|ran) (?:again|fine|"
            + @"normally|well)|all (?:clear|green|good|well)|(?:everything|all) (?:works|runs|ran))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Well();

    /// <summary>What speaks of all of it: a word for all, or none for a part of it.</summary>
    [GeneratedRegex(
        @"^\W*(?:verified|mitigated|recovered|resolved|fixed|restored|back to normal|"
            + @"(?:confirmed )?(?:working|recovered|resolved|fixed|running))"
            + @"(?: (?:at|by|since|now|again)\b.*)?\W*$"
            + @"|\b(?:verified|confirmed)(?: that)? (?:all|everything|the (?:fix|"
            + @"repair|recovery)|recovery|runs|(?:the )?(?:schedules|jobs|services))\b"
            + @"|\b(?:all|everything|every (?:schedule|job|service)|(?:the )?(?:incident|"
            + @"outage|issue|problem|freeze|system|platform|pipeline)|"
            + @"(?:the |our )?(?:schedules|schedulers|jobs|runs|services)|we) (?:[a-z0-9']{1,12} ){0,4}?(?:is |are |was |were )?(?:now )?"
            + @"(?:verified|recovered|resolved|fixed|mitigated|restored|healthy|"
            + @"back|running|run|works?|working|ran|clear|green|good|well)\b"
            + @"|\b(?:fix|repair|recovery) (?:was |is |has been )?(?:verified|confirmed)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex General();

    [GeneratedRegex(@"^\W{0,3}(?:again )?(?:at|by|since|around|from)? ?$", RegexOptions.CultureInvariant)]
    private static partial Regex At();

    /// <summary>What says of the schedules only that they run again, which is so once runs came back.</summary>
    [GeneratedRegex(
        @"\b(?<all>all |all the |all our |all six )?(?:schedules|schedulers|jobs|runs|they)(?: [a-z]{1,12}){0,3}? (?:ran|running|run"
            + @"|resumed"
            + @"|recovered|came back|back)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex RunsAgain();

    /// <summary>What is not said to be so: denied, meant for later, in doubt, of a part, or held by others.</summary>
    [GeneratedRegex(
        @"\b(?:not|never|no|none|cannot|[a-z]{2,6}n['’]t|yet|will|would|should|"
            + @"could|may|might|must|until|till|if|once|when|whenever|before|unless|"
            + @"partly|partially|some|most|half|almost|nearly|except|but|apart|other than|"
            + @"hope[ds]?|hoping|expect(?:ed|s)?|thought|think|thinks|believed?|assumed?|"
            + @"claim(?:s|ed)?|said|says|wrongly|prematurely|to be|being|trying|tried|"
            + @"(?:point|set|put|roll|bring|brought|switch|turn|mov|chang|fall|fell|scal|copi|copy)[a-z]{0,4} (?:[a-z'-]{1,14} ){1,4}back|"
            + @"going to|plan(?:s|ned)?|please|need(?:s|ed)?|roll(?:ed|ing)? back|"
            + @"call(?:ed)? back|came back from|dialled back|look(?:ed|ing)? back|"
            + @"back in|back from|dates? back|push(?:ed)? back|held back)\b|\?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Unsettled();
}
