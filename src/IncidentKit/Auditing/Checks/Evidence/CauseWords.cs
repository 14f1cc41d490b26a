using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>The words in which people put what the rules of the diagnosis find.</summary>
internal static partial class CauseWords
{
    private static readonly (string Rule, Regex Words)[] All =
    [
        ("IK1001", Disabled()),
        ("IK1002", Deleted()),
        ("IK1003", Dates()),
        ("IK1004", Expression()),
        ("IK1005", Clocks()),
        ("IK2001", Cluster()),
        ("IK2002", TaskDefinition()),
        ("IK2003", Network()),
        ("IK2004", Function()),
        ("IK3001", Role()),
        ("IK3002", Denied()),
        ("IK3003", PassRole()),
        ("IK4001", Capacity()),
        ("IK4002", Quota()),
        ("IK4003", Image()),
        ("IK4004", Initialisation()),
        ("IK4005", LogGroup()),
        ("IK4006", Failed()),
        ("IK4007", Stopped()),
        ("IK4008", Throttled()),
        ("IK4010", Invocation()),
    ];

    /// <summary>The rules whose words stand in a sentence, but for what it quotes.</summary>
    public static IReadOnlyList<string> Of(Sentence sentence) =>
        [.. All.Where(w => w.Words.Match(sentence.Lower) is { Success: true } m && !sentence.Quotes(m.Index)).Select(w => w.Rule)];

    [GeneratedRegex(
        @"\b(?:schedules?|jobs?|rules?|they|it|schedulers?|six|all)(?: [a-z]{1,12}){0,3} (?:disabled|switched off|turned off|paused)\b"
            + @"|\b(?:disabl(?:ed|ing)|switch(?:ed|ing) off|turn(?:ed|ing) off|paus(?:ed|ing)) (?:of )?(?:the |our |all |six "
            + @"){0,3}(?:schedules?"
            + @"|jobs?|rules?)\b|\bdisabled (?:schedule|rule|job)s?\b|\bstate (?:was |had been )?(?:set to )?disabled\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Disabled();

    [GeneratedRegex(
        @"\b(?:schedules?|jobs?|rules?)(?: [a-z]{1,12}){0,3} (?:deleted|removed)\b|\b(?:delet(?:ed|ing|ion)|remov(?:ed|ing|al)) (?:of "
            + @")?(?:the |our"
            + @" |all |six ){0,3}(?:schedules?|jobs?|rules?)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Deleted();

    [GeneratedRegex(
        @"\b(?:end date|start date|schedules?(?: [a-z]{1,12}){0,2} expired|expired schedules?)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Dates();

    [GeneratedRegex(
        @"\b(?:wrong|bad|changed|invalid|mistyped) (?:cron|schedule|rate) expressions?\b|\b(?:cron|rate) expressions?(?: [a-z]{1,12}){0,3}"
            + @" (?:changed|wrong|mistyped|invalid)\b|\btime ?zone(?: [a-z]{1,12}){0,3} (?:changed|wrong)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Expression();

    [GeneratedRegex(@"\b(?:daylight[- ]savings?|dst|clocks? (?:change|changed|went))\b", RegexOptions.CultureInvariant)]
    private static partial Regex Clocks();

    [GeneratedRegex(
        @"\bclusters?\b(?:[ `'a-z0-9:/-]{0,60}(?:not exist|n't exist|nonexistent|non-existent|missing|gone|deleted|wrong|mistyped"
            + @"|misspell?ed|not found"
            + @"|no such|typo|never existed|renamed))|\b(?:wrong|missing|nonexistent|non-existent|mistyped|misspelt|misspelled|deleted"
            + @"|unknown|bad|no"
            + @" such|typo in the|name of the|change of the) (?:[a-z]{1,12} ){0,2}cluster\b|\bcluster (?:name|arn)\b|\btarget (?:arn"
            + @"|cluster)\b"
            + @"|\bwrong targets?\b|\btargets?\b[ `'a-z0-9:/-]{0,40}\b(?:wrong|does not exist|did not exist|gone)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Cluster();

    [GeneratedRegex(
        @"\btask definitions?(?: [`a-z0-9:-]{1,40}){0,4} (?:inactive|deregistered|deleted|missing|gone)\b|\b(?:inactive|deregistered"
            + @"|missing)"
            + @" task definitions?\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex TaskDefinition();

    [GeneratedRegex(
        @"\b(?:subnets?|security groups?)(?: [`a-z0-9-]{1,40}){0,4} (?:deleted|missing|gone|removed|full|wrong)\b|\b(?:deleted|missing"
            + @"|wrong)"
            + @" (?:subnet|security group)s?\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Network();

    [GeneratedRegex(
        @"\b(?:lambda|function)s?(?: [`a-z0-9-]{1,40}){0,4} (?:deleted|missing|gone|removed)\b|\b(?:deleted|missing) (?:lambda"
            + @"|function)s?\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Function();

    [GeneratedRegex(
        @"\b(?:execution |scheduler |iam )?roles?(?: [`a-z0-9-]{1,40}){0,4} (?:deleted|missing|gone|removed|untrusted)\b|\btrust "
            + @"polic(?:y|ies)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Role();

    [GeneratedRegex(
        @"\b(?:access ?denied(?:exception)?|permissions?(?: [a-z]{1,12}){0,3} (?:denied|missing|removed|revoked|lost)|(?:missing|lost"
            + @"|revoked|denied"
            + @"|lack of|insufficient|without) (?:[a-z]{1,6} ){0,2}permissions?|not authori[sz]ed|unauthori[sz]ed|iam polic(?:y|ies)|iam "
            + @"permissions?|scp)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Denied();

    [GeneratedRegex(@"\bpass ?role\b", RegexOptions.CultureInvariant)]
    private static partial Regex PassRole();

    [GeneratedRegex(
        @"\b(?:no|lack of|insufficient|out of|ran out of|exhausted) (?:[a-z0-9]{1,12} ){0,2}(?:capacity|container instances)\b"
            + @"|\bcapacity (?:was |had been )?(?:exhausted|unavailable|shortage)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Capacity();

    [GeneratedRegex(@"\b(?:quota|vcpu limit|service limit)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Quota();

    [GeneratedRegex(
        @"\b(?:image pull|pull(?:ing)? (?:of )?the (?:container |docker )?image|cannotpullcontainer(?:error)?"
            + @"|images? (?:[a-z]{1,12} ){0,3}(?:missing|deleted|not found|gone)|missing (?:container |docker )?image)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Image();

    [GeneratedRegex(
        @"\b(?:resourceinitializationerror|secrets? (?:[a-z]{1,12} ){0,3}(?:missing|deleted|rotated|expired)|registry "
            + @"auth(?:entication)?)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Initialisation();

    [GeneratedRegex(
        @"\blog groups?(?: [a-z]{1,12}){0,3} (?:missing|deleted|gone|removed)\b|\b(?:missing|deleted) log groups?\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex LogGroup();

    [GeneratedRegex(
        @"\b(?:out of memory|out-of-memory|oom(?:[- ]?killed)?|memory leak|ran out of memory|exit code|crash(?:ed|ing)?|crash loop|segfault"
            + @"|unhandled exception|null pointer|panic(?:ked)?|deadlock|bug in the (?:[a-z-]{1,20} ){0,3}(?:code|image|job|container"
            + @"|task))\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Failed();

    [GeneratedRegex(
        @"\b(?:spot (?:interruption|reclaim(?:ed)?|instances? (?:was |were )?reclaimed)|host maintenance|fargate maintenance|retired "
            + @"host)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Stopped();

    [GeneratedRegex(@"\b(?:throttl(?:ed|ing)|rate[- ]limit(?:ed|ing|s)?|toomanyrequests)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Throttled();

    [GeneratedRegex(@"\b(?:reserved )?concurrency (?:of |was |set to )", RegexOptions.CultureInvariant)]
    private static partial Regex Invocation();
}
