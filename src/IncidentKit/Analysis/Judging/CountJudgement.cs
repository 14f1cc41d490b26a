using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Analysis.Judging;

/// <summary>Compares counts of schedules and runs with those that were measured.</summary>
internal static partial class CountJudgement
{
    /// <summary>So many characters on either side of a count are looked at.</summary>
    private const int Near = 200;

    /// <summary>What the measurement says against a count of schedules or runs; null if nothing.</summary>
    public static string? Against(CountClaim count, MeasuredIncident measured)
    {
        var (before, rest) = Around(count);
        return !IsComparable(count) ? null
            : count.Noun is "schedule" or "scheduler" ? AgainstSchedules(count, rest, before, measured)
            : MissedRuns().IsMatch(rest) || Missed().IsMatch(before) ? AgainstRuns(count, measured)
            : null;
    }

    /// <summary>
    /// Whether a count is one that <see cref="Against"/> compares: of schedules or runs, definite, and
    /// about what happened.
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

    private static string? AgainstRuns(CountClaim count, MeasuredIncident measured)
    {
        var all = measured.MissedRuns.Max();
        var may = measured.MissedRuns.Contains(count.Number) || (count.Number > all && count.Number <= all + measured.UnknownRuns);
        return may && (count.Total is not { } total || measured.ExpectedRuns.Contains(total)) ? null : $"{all} missed runs in all";
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

    [GeneratedRegex(@"(?:^|\bonly |\bthe |[.,;:] )$", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyCount();

    [GeneratedRegex(@"\b(?:ran|runs?|resumed|recovered|came back|are back|were back|restored|repaired)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Ran();

    [GeneratedRegex(
        @"^[a-z0-9, ]{1,200} (?:missed|lost) (?:scheduled |expected |planned )?runs?\b|^[0-9, ]{1,20}(?:of (?:the |our "
            + @"|all )?[0-9,]{1,12} )?(?:scheduled |expected |planned )?runs? (?:were|was) (?:missed|lost|skipped)\b",
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
