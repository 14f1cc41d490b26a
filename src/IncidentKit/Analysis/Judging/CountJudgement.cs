using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Analysis.Judging;

/// <summary>Compares counts of schedules and runs with those that were measured.</summary>
internal static partial class CountJudgement
{
    /// <summary>Sums of so many schedules are tried.</summary>
    private const int MostSummed = 12;

    /// <summary>So many characters on either side of a count are looked at.</summary>
    private const int Near = 200;

    /// <summary>What the measurement says against a count of schedules or runs; null if nothing.</summary>
    public static string? Against(CountClaim count, MeasuredIncident measured)
    {
        var (before, rest) = Around(count);
        return !IsComparable(count) ? null
            : count.Noun is "schedule" or "scheduler" ? AgainstSchedules(count, rest, before, measured)
            : MissedRuns().IsMatch(rest) || Missed().IsMatch(before) ? AgainstRuns(count, before, rest, measured)
            : null;
    }

    /// <summary>
    /// Whether a count is one that <see cref="Against"/> compares: of schedules or runs, definite, and about what happened.
    /// </summary>
    public static bool IsComparable(CountClaim count)
    {
        var (before, rest) = Around(count);
        return (count.Noun is "schedule" or "scheduler" or "run" || MissedRuns().IsMatch(rest))
            && !Indefinite().IsMatch(before)
            && !Unsettled().IsMatch(before)
            && !Rate().IsMatch(rest)
            && !Wrong().IsMatch(rest)
            && (count.Noun is "schedule" or "scheduler" || !UpTo().IsMatch(rest));
    }

    private static string? AgainstSchedules(CountClaim count, string rest, string before, MeasuredIncident measured)
    {
        var wrongTotal = count.Total is { } total && total != measured.Schedules && total != measured.SchedulesWithMissedRuns;
        var wrongPart =
            (count.All || count.Total is not null || OnlyCount().IsMatch(before))
            && SaysStopped(rest)
            && (
                count.Number < measured.SchedulesWithMissedRuns
                || count.Number > measured.SchedulesWithMissedRuns + measured.SchedulesWithUnknownRuns
            );
        return wrongTotal || wrongPart ? $"{measured.SchedulesWithMissedRuns} of {measured.Schedules} schedules missed runs" : null;
    }

    private static string? AgainstRuns(CountClaim count, string before, string rest, MeasuredIncident measured)
    {
        if (Named(before, rest, measured) is { Count: > 0 } named)
            return AgainstRunsOf(named, count.Number, measured);
        var all = measured.MissedRuns.Max();
        var may =
            measured.MissedRuns.Contains(count.Number)
            || (count.Number > all && count.Number <= all + measured.UnknownRuns)
            || (!InAll().IsMatch(before) && !InAll().IsMatch(rest) && Sums(measured).Contains(count.Number));
        return may && (count.Total is not { } total || measured.ExpectedRuns.Contains(total)) ? null : $"{all} missed runs in all";
    }

    /// <summary>The counts of missed runs of any of the schedules together; none where there are too many to try.</summary>
    private static HashSet<int> Sums(MeasuredIncident measured)
    {
        var sums = new HashSet<int> { 0 };
        foreach (
            var missed in measured
                .Losses.Select(l => l.Names[0])
                .Distinct(StringComparer.Ordinal)
                .Select(n => measured.MissedRunsOf[n].FirstOrDefault())
        )
        {
            if (sums.Count > 1 << MostSummed)
                return [];
            sums.UnionWith(sums.Select(s => s + missed).ToList());
        }

        return sums;
    }

    /// <summary>
    /// What the measurement says against a count of missed runs of one or more schedules, each or together; null if nothing.
    /// </summary>
    public static string? AgainstRunsOf(IReadOnlyList<string> schedules, int missed, MeasuredIncident measured)
    {
        var counts = schedules.Select(n => measured.MissedRunsOf[n].ToList()).ToList();
        var may = counts
            .SelectMany(c => c)
            .Append(counts.Sum(c => c[0]))
            .Any(c => missed >= c && missed <= c + (measured.MissedRuns.Max() == 0 || missed == c ? 0 : measured.UnknownRuns));
        return may ? null : string.Join(", ", schedules.Zip(counts, (n, c) => $"{n} missed {c[0]} runs"));
    }

    /// <summary>
    /// The schedules whose runs are counted: "of" which they are, or those that missed or lost them; none where that is not said.
    /// </summary>
    private static List<string> Named(string before, string rest, MeasuredIncident measured)
    {
        var names = measured.MissedRunsOf.Select(n => n.Key).ToList();
        if (OfWhich().Match(rest) is { Success: true } of)
        {
            var behind = NameMentions.In(rest, names).Where(n => n.Start >= of.Index + of.Length).ToList();
            if (behind.Count > 0 && rest.AsSpan(of.Index + of.Length, behind[0].Start - of.Index - of.Length).Trim(" `'\"").IsEmpty)
                return Together(behind, rest);
        }

        if (WhoMissed().Match(before) is not { Success: true } verb)
            return [];
        var ahead = NameMentions.In(before[..verb.Index], names).Reverse().ToList();
        return ahead.Count > 0 && before.AsSpan(ahead[0].End, verb.Index - ahead[0].End).Trim(" `'\"").IsEmpty
            ? Together(ahead, before)
            : [];
    }

    /// <summary>The names joined to the first one by commas and "and", unless they are but examples.</summary>
    private static List<string> Together(List<(int Start, int End, string Name)> mentions, string text)
    {
        var joined = new List<string> { mentions[0].Name };
        var first = mentions[0].Start;
        foreach (var (last, next) in mentions.Zip(mentions.Skip(1)))
        {
            var (left, right) = last.Start < next.Start ? (last, next) : (next, last);
            if (left.End > right.Start || !Joined().IsMatch(text.AsSpan(left.End, right.Start - left.End)))
                break;
            joined.Add(next.Name);
            first = Math.Min(first, next.Start);
        }

        return Examples().IsMatch(text.AsSpan(0, first)) ? [] : joined;
    }

    /// <summary>Whether what follows a count says that they stopped, and not that they ran before it says so of others.</summary>
    private static bool SaysStopped(string rest) =>
        Stopped().Match(rest) is { Success: true } stopped
        && !NotStopped().IsMatch(rest)
        && !(Ran().Match(rest) is { Success: true } ran && ran.Index < stopped.Index);

    /// <summary>What stands before a count and from it on, in its sentence and near it.</summary>
    private static (string Before, string After) Around(CountClaim count)
    {
        var text = count.Sentence.Lower;
        var at = count.Start - count.Sentence.Start;
        var first = Math.Max(0, at - Near);
        return (text[first..at], text.Substring(at, Math.Min(Near, text.Length - at)));
    }

    [GeneratedRegex(
        @"\b(?:froze|frozen|failed|stopped|missed|were down|are down|went down|were affected|halted|died|crashed|broke)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Stopped();

    [GeneratedRegex(@"\b(?:not affected|unaffected|kept running|continued|never)\b", RegexOptions.CultureInvariant)]
    private static partial Regex NotStopped();

    /// <summary>Between a count and the schedule whose runs it is of.</summary>
    [GeneratedRegex(
        @"^[0-9a-z,]{1,20} (?:of [0-9a-z,]{1,20} )?(?:missed |lost |scheduled |expected )?runs? (?:(?:were |was )?(?:missed|lost) )?(?:of"
            + @"|by|for|from"
            + @"|in) (?:the |our )?(?:schedule |job |service )?",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex OfWhich();

    /// <summary>Between the schedule that missed runs and their count.</summary>
    [GeneratedRegex(
        @"(?:\b(?:alone|also|then|itself|which|it|has|have|had|together|both|each) |[ `,:(]){0,4}(?:missed|lost|skipped|dropped)(?: a "
            + @"total of"
            + @"| exactly| all(?: of)?(?: its| their)?)? $",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex WhoMissed();

    [GeneratedRegex(@"^[`'""]?(?:, ?| and |, and | & )(?:the )?[`'""]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Joined();

    [GeneratedRegex(@"\b(?:in all|in total|total|altogether|overall|all of them)\b", RegexOptions.CultureInvariant)]
    private static partial Regex InAll();

    [GeneratedRegex(@"\b(?:like|such as|e\.g\.,?|for example|including|with) (?:the )?[`'""]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Examples();

    [GeneratedRegex(@"(?:^|\bonly |\bthe |[.,;:] )$", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyCount();

    [GeneratedRegex(@"\b(?:ran|runs?|resumed|recovered|came back|are back|were back|restored|repaired)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Ran();

    [GeneratedRegex(
        @"^[a-z0-9, ]{1,200} (?:missed|lost) (?:scheduled |expected |planned )?runs?\b|^[0-9, ]{1,20}(?:of (?:the |our "
            + @"|all )?[0-9,]{1,12} )?(?:scheduled |expected |planned )?runs? (?:(?:of|by|for|from) [a-z0-9`'_ -]{1,60} )?(?:were|was) "
            + @"(?:missed|lost|skipped)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex MissedRuns();

    /// <summary>A bound or an estimate, or the total of the count before it.</summary>
    [GeneratedRegex(
        @"(?:\b(?:about|around|roughly|approximately|approx\.?|circa|some|nearly|almost|over|more than|at least|at most|up to"
            + @"|under|fewer than|less than|perhaps|maybe|another|first|last)|[~≈<>]|[0-9] (?:out )?of(?: the| our| all)?) ?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Indefinite();

    [GeneratedRegex(
        @"\b(?:if|when|whenever|unless|until|would|could|should|might|may|will|alarm|alert|threshold|together|combined"
            + @"|between them|alone|by|had|so far|in the (?:first|last)|thought|believed|assumed|feared|claimed|sa(?:id|ys)|not|untrue"
            + @"|wrongly|mistakenly|contrary to)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Unsettled();

    [GeneratedRegex(
        @"^[0-9a-z,]{1,20} (?:of [0-9a-z,]{1,20} )?(?:missed )?(?:runs? )?(?:together|combined|between them|or (?:so|more)|(?:per"
            + @"|an?|each|every) (?:hour|minute|day|week))\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Rate();

    [GeneratedRegex(@"\b(?:was|were|is) (?:wrong|false|untrue|incorrect|mistaken)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Wrong();

    /// <summary>A time up to which it counts, which the measurement goes beyond.</summary>
    [GeneratedRegex(@"\b(?:by|until|before) (?:about )?[0-9]{1,2}(?::[0-9][0-9]| [ap]m)", RegexOptions.CultureInvariant)]
    private static partial Regex UpTo();

    [GeneratedRegex(@"\b(?:missed|lost|skipped)(?: a total of| about| exactly)? $", RegexOptions.CultureInvariant)]
    private static partial Regex Missed();
}
