using System.Text.RegularExpressions;

namespace IncidentKit.Claims;

/// <summary>A moment of an incident.</summary>
internal enum Milestone
{
    /// <summary>It began.</summary>
    Start,

    /// <summary>Somebody or something noticed.</summary>
    Detected,

    /// <summary>Somebody was at it: acknowledged, declared, escalated.</summary>
    Responded,

    /// <summary>The harm was stopped.</summary>
    Mitigated,

    /// <summary>The cause was mended.</summary>
    Resolved,

    /// <summary>It was over.</summary>
    End,
}

/// <summary>
/// What people call the moments and lengths of an incident. A label is one of them if, but for words that say nothing ("incident", "time",
/// "of the"), it has just the one word that does: "Time of first impact start (UTC)" is a start, "Start of the migration" is not.
/// </summary>
internal static partial class Milestones
{
    private const string Declared = "declar";

    private static readonly (string Begin, Milestone Milestone)[] Stems =
    [
        ("start", Milestone.Start),
        ("begin", Milestone.Start),
        ("began", Milestone.Start),
        ("begun", Milestone.Start),
        ("onset", Milestone.Start),
        ("commenc", Milestone.Start),
        ("occur", Milestone.Start),
        ("detect", Milestone.Detected),
        ("discover", Milestone.Detected),
        ("notice", Milestone.Detected),
        ("spotted", Milestone.Detected),
        ("acknowledg", Milestone.Responded),
        (Declared, Milestone.Responded),
        ("escalat", Milestone.Responded),
        ("respon", Milestone.Responded),
        ("engag", Milestone.Responded),
        ("mitigat", Milestone.Mitigated),
        ("contain", Milestone.Mitigated),
        ("stabili", Milestone.Mitigated),
        ("resol", Milestone.Resolved),
        ("fix", Milestone.Resolved),
        ("restor", Milestone.Resolved),
        ("recover", Milestone.Resolved),
        ("repair", Milestone.Resolved),
        ("remediat", Milestone.Resolved),
        ("end", Milestone.End),
        ("finish", Milestone.End),
    ];

    /// <summary>Words that a label may have beside the one that tells.</summary>
    private static readonly HashSet<string> Neutral = new(StringComparer.Ordinal)
    {
        "a",
        "actual",
        "all",
        "and",
        "approx",
        "approximate",
        "at",
        "by",
        "clear",
        "completely",
        "date",
        "datetime",
        "degradation",
        "disruption",
        "error",
        "errors",
        "est",
        "estimated",
        "et",
        "event",
        "failure",
        "first",
        "full",
        "fully",
        "gmt",
        "hours",
        "impact",
        "in",
        "incident",
        "initial",
        "initially",
        "interruption",
        "issue",
        "local",
        "minutes",
        "mins",
        "missed",
        "moment",
        "of",
        "on",
        "our",
        "outage",
        "overall",
        "problem",
        "pst",
        "pt",
        "run",
        "service",
        "stamp",
        "symptoms",
        "system",
        "the",
        "time",
        "timestamp",
        "total",
        "utc",
        "was",
        "were",
        "when",
        "window",
        "user",
        "users",
        "customer",
        "customers",
    };

    /// <summary>The moment a label names; null for another label.</summary>
    /// <param name="label">In lower case.</param>
    public static Milestone? Of(string label)
    {
        Milestone? found = null;
        if (TimeTo().IsMatch(label))
            return null;
        var bare = Bare(label).Trim();
        // A notice is given; it is not what somebody noticed.
        if (bare is "notice" or "notices" or "note")
            return null;
        if (bare is "from" or "since")
            return Milestone.Start;
        if (bare is "to" or "until" or "stop" or "stopped")
            return Milestone.End;
        var isDeclared = false;
        foreach (Match match in Word().Matches(bare))
        {
            if (OfVerb(match.Value) is not { } milestone)
            {
                if (!Neutral.Contains(match.Value))
                    return null;
                continue;
            }

            // What is declared repaired is repaired; what is declared alone is the incident.
            if (match.Value.StartsWith(Declared, StringComparison.Ordinal))
            {
                isDeclared = true;
                continue;
            }

            if (found is not null && found != milestone)
                return null;
            found = milestone;
        }

        return found ?? (isDeclared ? Milestone.Responded : null);
    }

    /// <summary>
    /// Whether a label is a word that leads to a time in any sentence, so that it needs a colon or a cell of its own to be a label.
    /// </summary>
    public static bool IsPreposition(string label) => label is "from" or "since" or "to" or "until";

    public static bool IsStart(string label) => Of(label) == Milestone.Start;

    public static bool IsEnd(string label) => Of(label) == Milestone.End;

    public static bool IsDetected(string label) => Of(label) == Milestone.Detected;

    public static bool IsMitigated(string label) => Of(label) == Milestone.Mitigated;

    public static bool IsResolved(string label) => Of(label) == Milestone.Resolved;

    /// <summary>Whether a label names the length of the whole incident.</summary>
    public static bool IsDuration(string label)
    {
        var told = false;
        foreach (Match match in Word().Matches(Bare(label)))
        {
            var isLength = match.Value is "duration" or "downtime" or "length" or "lasted" or "unavailability";
            if (!isLength && !Neutral.Contains(match.Value))
                return false;
            told |= isLength;
        }

        return told;
    }

    public static bool IsTimeToDetect(string label) => TimeTo(label) == Milestone.Detected;

    public static bool IsTimeToMitigate(string label) => TimeTo(label) == Milestone.Mitigated;

    public static bool IsTimeToResolve(string label) => TimeTo(label) == Milestone.Resolved;

    /// <summary>Whether a label or a column's header names a length, not a moment.</summary>
    public static bool IsLength(string label) => label.ToLowerInvariant() is var lower && (IsDuration(lower) || TimeTo(lower) is not null);

    /// <summary>The moment a label tells the time to: "time to repair", "MTTR", "resolution time"; null for another label.</summary>
    /// <param name="label">In lower case.</param>
    public static Milestone? TimeTo(string label)
    {
        var bare = Bare(label).Trim();
        switch (bare)
        {
            case "ttd" or "mttd":
                return Milestone.Detected;
            case "ttm" or "mttm":
                return Milestone.Mitigated;
            case "ttr" or "mttr":
                return Milestone.Resolved;
            case "tta" or "mtta":
                return Milestone.Responded;
        }

        var match = TimeTo().Match(bare);
        return match.Success ? OfVerb(match.Groups["verb"].Value)
            : bare.EndsWith("ion time", StringComparison.Ordinal) || bare is "recovery time" or "response time" or "repair time" ? Of(bare)
            : null;
    }

    /// <summary>The moment a verb or noun tells of; null for another word.</summary>
    /// <param name="word">In lower case.</param>
    public static Milestone? OfVerb(string word) =>
        Array.Find(Stems, s => s.Begin.Length > 3 ? word.StartsWith(s.Begin, StringComparison.Ordinal) : IsForm(word, s.Begin))
            is { Begin: not null } stem
            ? stem.Milestone
            : null;

    /// <summary>A label without what stands in brackets behind it.</summary>
    private static string Bare(string label) =>
        label.IndexOf('(', StringComparison.Ordinal) is > 0 and var bracket ? label[..bracket] : label;

    private static bool IsForm(string word, string begin) =>
        word.StartsWith(begin, StringComparison.Ordinal) && word[begin.Length..] is "" or "s" or "ed" or "es" or "ing";

    [GeneratedRegex("[a-z]{1,30}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^(?:mean |average |total |overall )?(?:time|minutes|hours) (?:until|till|to|for) (?:the |full |service |first "
            + @"|initial ){0,2}(?<verb>[a-z]{3,20})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex TimeTo();
}
