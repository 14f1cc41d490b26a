using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// Finds when a milestone of the incident was, in sentences (<c>the outage began at 10:05</c>, <c>at 10:05 the issue was detected</c>,
/// <c>the outage from 10:05 to 11:30</c>) and in entries of a timeline (<c>10:05 Incident starts</c>). The subject is the incident itself,
/// and
/// nothing narrows it: what was resolved for some, or a part that was restored, is no milestone of the whole.
/// </summary>
internal static partial class MilestoneReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Subject =
        @"(?:the |this |our |an? )?(?:(?:production|service|main|actual|overall|customer|user|whole|full|primary) ){0,2}"
        + @"(?<what>incident|outage|issue|problem|disruption|impact|degradation|event|interruption|downtime)(?: itself)?";

    private const string Auxiliary =
        @"(?: was| is| were| had| has| been| being| first| fully| completely| finally| initially| officially| declared| marked| considered"
        + @"| confirmed| as| only| now| ultimately| eventually| entirely| successfully| automatically| manually| itself){0,4}";

    private const string Verb =
        @"(?<verb>started|starts|began|begins|begun|commenced|occurred|detected|discovered|noticed|mitigated|contained|resolved|fixed"
        + @"|ended|ends|over)\b";

    /// <summary>An entry's text is read up to here: later clauses tell what people did.</summary>
    private const int Longest = 200;

    /// <summary>Words that a clause may have that is no more than a milestone's name.</summary>
    private const int MostWords = 6;

    /// <summary>What the sentences of a passage tell.</summary>
    public static IEnumerable<ToldMoment> InSentences(PassageClaims passage)
    {
        if (passage.Times.Count == 0 || passage.Passage.Quoted)
            yield break;
        foreach (var sentence in passage.Sentences.Where(s => !s.IsQuestion && !Unsettled().IsMatch(s.Lower)))
        {
            foreach (var range in passage.Ranges.Where(r => sentence.Holds(r)))
            {
                if (Ranged().Match(Before(sentence, passage, range.From)) is not { Success: true } told)
                    continue;
                var of = OfWhat(told.Groups["what"].Value);
                yield return new ToldMoment(Milestone.Start, range.From, of, "the start");
                yield return new ToldMoment(Milestone.End, range.To, of, "the end");
            }

            foreach (var time in passage.Times.Between(sentence.Start, sentence.End))
            {
                var before = Before(sentence, passage, time);
                if (WasRestored().IsMatch(before))
                    yield return new ToldMoment(Milestone.Resolved, time, MilestoneSubject.Any, "restored");
                var match = Did().Match(before);
                if (!match.Success)
                    match = Does().Match(Behind(sentence, time));
                if (match.Success && Milestones.OfVerb(Finite(match)) is { } milestone)
                    yield return new ToldMoment(milestone, time, OfWhat(match.Groups["what"].Value), match.Groups["verb"].Value);
            }
        }
    }

    /// <summary>What an entry of a timeline tells.</summary>
    public static IEnumerable<ToldMoment> InEntry(TimelineEntry entry)
    {
        var text = entry.Text.Length <= Longest ? entry.Text : entry.Text[..Longest];
        foreach (var part in Clauses().Split(text.ToLowerInvariant()))
        {
            var clause = Marks().Replace(part, "");
            if (clause.Length == 0 || Unsettled().IsMatch(clause))
                continue;
            if (Restored().IsMatch(clause))
                yield return new ToldMoment(Milestone.Resolved, entry.Time, MilestoneSubject.Any, clause);
            else if (
                (Told().Match(clause) is { Success: true } told || (told = Active().Match(clause)).Success)
                && Milestones.OfVerb(Finite(told)) is { } milestone
            )
                yield return new ToldMoment(milestone, entry.Time, OfWhat(told.Groups["what"].Value), told.Groups["verb"].Value);
            else if (Named().IsMatch(clause) && clause.Count(c => c == ' ') < MostWords && Milestones.Of(clause) is { } named)
                yield return new ToldMoment(named, entry.Time, OfWhat(clause), clause);
        }
    }

    /// <summary>What a label or clause names.</summary>
    public static MilestoneSubject OfWhat(string words) =>
        HarmWord().IsMatch(words) ? MilestoneSubject.Harm
        : IncidentWord().IsMatch(words) ? MilestoneSubject.Incident
        : MilestoneSubject.Any;

    private static string Finite(Match match) => match.Groups["verb"].Value is "over" ? "ended" : match.Groups["verb"].Value;

    /// <summary>What stands before a time in its sentence, without the date beside it.</summary>
    private static string Before(Sentence sentence, PassageClaims passage, TimeClaim time)
    {
        var end = time.WrittenDate is { } date && date.End <= time.Start ? date.Start : time.Start;
        // A weekday is part of its date; another date between the verb and the time is not.
        var from = Math.Max(sentence.Start, end - 100);
        return end <= from ? "" : passage.Passage.Text[from..end].ToLowerInvariant();
    }

    private static string Behind(Sentence sentence, TimeClaim time)
    {
        var start = (time.WrittenDate is { } date && date.Start >= time.End ? date.End : time.FullEnd) - sentence.Start;
        var before = sentence.Lower.AsSpan(0, Math.Min(time.Start - sentence.Start, sentence.Lower.Length));
        return start < 0 || start >= sentence.Lower.Length || !Leading().IsMatch(before)
            ? ""
            : sentence.Lower.Substring(start, Math.Min(100, sentence.Lower.Length - start));
    }

    [GeneratedRegex(
        $@"\b(?:{Subject}{Auxiliary} {Verb}|it was(?: first| fully| finally)? (?<verb>detected|resolved|mitigated))"
            + @"(?: (?:at|around|about|approximately|on|from|@|~)){0,3}[ (,~]{0,3}$",
        Options
    )]
    private static partial Regex Did();

    [GeneratedRegex($@"^[),]{{0,2}} ?{Subject}{Auxiliary} {Verb}", Options)]
    private static partial Regex Does();

    [GeneratedRegex(
        $@"\b{Subject}(?: that)?(?: lasted| occurred| ran| was| took place)? ?\(?(?:from|between|lasting from|:)[ ~]{{0,2}}"
            + @"(?:about |around |approximately )?$",
        Options
    )]
    private static partial Regex Ranged();

    /// <summary>Nothing but words that lead to a time at the head of a sentence.</summary>
    [GeneratedRegex(@"^\W{0,4}(?:(?:on|at|around|about|approximately|by)\W{1,3}|[\w/\-]{1,10},? ){0,5}$", Options)]
    private static partial Regex Leading();

    [GeneratedRegex($@"^{Subject}{Auxiliary} {Verb}(?! (?:for|in|on|with|to|investigat|\w{{1,20}}ing)\b)", Options)]
    private static partial Regex Told();

    private const string Works =
        @"(?:all |the |our |full |normal ){0,2}(?:services?|systems?|operations?|functionality|everything)"
        + @"(?: is| was| are| were| has been| have been)?(?: fully| completely| finally| all)?"
        + @" (?:restored|operational|recovered|back(?: online| up| to normal)?|normal again)";

    /// <summary>The whole works again, and no part of it by name.</summary>
    [GeneratedRegex($@"^{Works}$", Options)]
    private static partial Regex Restored();

    [GeneratedRegex($@"(?:^|[,;.:] |\band ){Works}(?: at| around| about| @)[ ~]{{0,2}}$", Options)]
    private static partial Regex WasRestored();

    /// <summary>"Monitoring detects the incident": somebody does what is otherwise done.</summary>
    [GeneratedRegex(
        @"^(?:[\w'’-]{1,20} ){1,4}(?<verb>detects?|detected|notices?|noticed|discovers?|discovered)(?: the| an?| this)? "
            + @"(?<what>incident|outage|issue|problem|disruption|degradation)$",
        Options
    )]
    private static partial Regex Active();

    /// <summary>A label that tells when, and not that people began to do something about it.</summary>
    [GeneratedRegex(
        @"\b(?:start|starts|started|begin|begins|began|beginning|onset|end|ends|ended|resolved|resolution|mitigated|detected|detection"
            + @"|fixed)\b",
        Options
    )]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(?:outage|disruption|impact|degradation|interruption|downtime)\b", Options)]
    private static partial Regex HarmWord();

    [GeneratedRegex(@"\b(?:incident|issue|problem|event)\b", Options)]
    private static partial Regex IncidentWord();

    [GeneratedRegex(
        @"\b(?:will|would|should|could|might|may|if|not|no|never|partial|partially|partly|again|another|second|believed|thought|assumed"
            + @"|expected|some|most|similar|previous|earlier|last|until)\b",
        Options
    )]
    private static partial Regex Unsettled();

    [GeneratedRegex(@"^[^a-z]{1,20}|[^a-z0-9]{1,20}$", Options)]
    private static partial Regex Marks();

    [GeneratedRegex(@"[.,;:!?()|\n\[\]]|\s[-–—]\s| (?:and|when|as|after|because|due|by|via|since|while) ", Options)]
    private static partial Regex Clauses();
}
