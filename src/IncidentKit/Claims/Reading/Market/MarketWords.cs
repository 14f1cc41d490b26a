using System.Collections.Frozen;

namespace IncidentKit.Claims.Reading.Market;

/// <summary>
/// The words of statements about a market, by what they are in a sentence. Each class is closed but for names of markets.
/// </summary>
internal static class MarketWords
{
    /// <summary>What names a market that trades in sessions.</summary>
    public static readonly FrozenSet<string> Markets = Set("market markets exchange exchanges bourse bourses");

    /// <summary>Places and names of markets, with the code of the calendar.</summary>
    public static readonly FrozenDictionary<string, string> Venues = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["nyse"] = "XNYS",
        ["xnys"] = "XNYS",
        ["us"] = "XNYS",
        ["american"] = "XNYS",
        ["nasdaq"] = "XNAS",
        ["xnas"] = "XNAS",
        ["london"] = "XLON",
        ["lse"] = "XLON",
        ["uk"] = "XLON",
        ["xlon"] = "XLON",
        ["xetra"] = "XETR",
        ["xetr"] = "XETR",
        ["german"] = "XETR",
        ["frankfurt"] = "XETR",
        ["euronext"] = "XPAR",
        ["paris"] = "XPAR",
        ["xpar"] = "XPAR",
        ["tokyo"] = "XTKS",
        ["japanese"] = "XTKS",
        ["xtks"] = "XTKS",
        ["hkex"] = "XHKG",
        ["xhkg"] = "XHKG",
        ["sydney"] = "XASX",
        ["australian"] = "XASX",
        ["asx"] = "XASX",
        ["xasx"] = "XASX",
        ["toronto"] = "XTSE",
        ["canadian"] = "XTSE",
        ["tsx"] = "XTSE",
        ["xtse"] = "XTSE",
        ["mumbai"] = "XBOM",
        ["bombay"] = "XBOM",
        ["indian"] = "XBOM",
        ["bse"] = "XBOM",
        ["nse"] = "XBOM",
        ["xbom"] = "XBOM",
        ["shanghai"] = "XSHG",
        ["chinese"] = "XSHG",
        ["xshg"] = "XSHG",
        ["cme"] = "CMEG",
        ["globex"] = "CMEG",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Venues that are names of a market by themselves, and not of a city or a country.</summary>
    public static readonly FrozenSet<string> Names = Set(
        "nyse xnys nasdaq xnas lse xlon xetra xetr euronext xpar hkex xhkg asx xasx tsx xtse bse nse xbom xshg xtks cme globex"
    );

    /// <summary>What stands before a market or its events and changes nothing.</summary>
    public static readonly FrozenSet<string> Before = Set(
        "the a an this that its our their both all regular normal usual ordinary cash equity equities stock stocks main primary core "
            + "live full local domestic official same underlying entire whole continuous actual respective today's day's "
            + "market's exchange's session's"
    );

    /// <summary>What makes it an event of another day.</summary>
    public static readonly FrozenSet<string> OtherDay = Set(
        "next previous prior last following yesterday's tomorrow's monday's tuesday's wednesday's thursday's friday's"
    );

    /// <summary>A day or session as a stretch of time.</summary>
    public static readonly FrozenSet<string> Stretches = Set("hours session sessions day time");

    public static readonly FrozenSet<string> Be = Set("was were is are be been being wasn't weren't isn't aren't");

    public static readonly FrozenSet<string> Have = Set("had has have having hadn't hasn't haven't");

    public static readonly FrozenSet<string> Negations = Set(
        "not never nor none nothing wasn't weren't isn't aren't hadn't hasn't haven't"
    );

    /// <summary>What may stand between a verb and its complement and changes nothing.</summary>
    public static readonly FrozenSet<string> Adverbs = Set(
        "already still then now just long also only even yet actually currently technically officially obviously fully safely well both "
            + "all "
            + "being luckily fortunately thankfully anyway long once since"
    );

    /// <summary>Measures that say how near, without a length: "shortly before the close".</summary>
    public static readonly FrozenSet<string> Nearness = Set("shortly just right well immediately long minutes soon only even");

    /// <summary>Words that show that the sentence is of what may be, is to be, or is each day, and not of what happened.</summary>
    public static readonly FrozenSet<string> Unsettled = Set(
        "will would should shall must may might could can cannot can't won't if unless whether normally usually typically always every "
            + "each "
            + "whenever plan planned plans scheduled tomorrow please ensure avoid wait waiting hope hoping expect expected daily weekly "
            + "nightly "
            + "regularly otherwise supposed meant needs need needed recommend recommended propose proposed want wanted todo going"
    );

    /// <summary>Verbs in the present tense: what happens each day.</summary>
    public static readonly FrozenSet<string> Habits = Set(
        "runs run opens closes starts begins ends fires happens occurs executes sends triggers reconciles trades loads reads needs takes "
            + "requires expects makes means polls updates publishes"
    );

    /// <summary>Verbs of what somebody says or thinks, whose object the report itself does not state.</summary>
    public static readonly FrozenSet<string> Beliefs = Set(
        "thought think thinks believed believes assumed assumes assuming claimed claims said says suspected feared wrongly mistakenly "
            + "supposedly"
            + " incorrectly insisted figured guessed"
    );

    /// <summary>Words between which a sentence says one thing and another.</summary>
    public static readonly FrozenSet<string> Boundaries = Set("; : — – so but because although whereas which though however");

    /// <summary>Verbs of how an incident began.</summary>
    public static readonly FrozenSet<string> Onsets = Set(
        "froze frozen stopped failed crashed died began started broke halted stalled hung collapsed down dropped lost stuck stale"
    );

    /// <summary>Nouns that stand for the incident as a whole, and verbs that place it in time.</summary>
    public static readonly FrozenSet<string> Incidents = Set(
        "incident outage interruption disruption failure impact trade trades order orders loss losses freeze downtime gap window froze "
            + "stopped "
            + "happened occurred fell everything entirely wholly completely"
    );

    /// <summary>Nouns for the incident itself.</summary>
    public static readonly FrozenSet<string> Outages = Set("incident outage interruption disruption freeze downtime failure");

    /// <summary>What stands for a part of an incident.</summary>
    public static readonly FrozenSet<string> Parts = Set(
        "most some part partly half minutes hours rest remainder much few last first second latter former #length"
    );

    /// <summary>Verbs in the past tense, of what happened at a time.</summary>
    public static readonly FrozenSet<string> Pasts = Set(
        "was were had fell happened occurred came took hit froze stopped failed crashed died began started broke halted stalled lay "
            + "ended lasted "
            + "went lost missed affected closed opened recovered resumed cost overlapped"
    );

    /// <summary>Words that may follow a market's event or state: where another noun follows, it is a part of that noun's name.</summary>
    public static readonly FrozenSet<string> Functions = Set(
        "and or so but when while as at in on for because since with by then that this these those the a an from until till to is was "
            + "were are "
            + "be been had has have did do does which who whose after before during about around between without within into over under "
            + "across we "
            + "they it he she i you nobody no none all some most both not never already still again also only even now yesterday today "
            + "tomorrow "
            + "where if once although though despite due via per than there here our their its his her my his one two three four five six "
            + "monday tuesday wednesday thursday friday saturday sunday early late exactly roughly just yet anyway though et est edt utc "
            + "gmt gmt pm am"
    );

    /// <summary>Words by which something is said to have been at a time.</summary>
    public static readonly FrozenSet<string> Happening = Set(
        "was were is fell falls lay lies happened happen occurred occur took place of it this that them fall entirely at all part any "
            + "did didn't "
            + "wasn't weren't even the outage incident time"
    );

    /// <summary>What may be done to minutes.</summary>
    public static readonly FrozenSet<string> Lost = Set(
        "lost missed affected hit impacted cost losing missing touched concerned disrupted"
    );

    /// <summary>What stands between a statement and the time behind it that belongs to it.</summary>
    public static readonly FrozenSet<string> ToTime = Set("at by around about since until till of : ( is exactly ~");

    /// <summary>What stands between a time and the statement behind it that is about it.</summary>
    public static readonly FrozenSet<string> FromTime = Set(", ( — – - shortly just right well long which was on still");

    /// <summary>What stands among the parts of when the next session is.</summary>
    public static readonly FrozenSet<string> BetweenNext = Set("is was : on at , ( ) will be again only of trading");

    /// <summary>The days of the week, Monday first.</summary>
    public static readonly List<string> Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private static FrozenSet<string> Set(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
