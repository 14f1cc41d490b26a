using System.Buffers;
using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Form;

/// <summary>
/// Tells the text of a template from that of a report. A template speaks of the report ("name", "date", "description here") and to its
/// writer ("describe", "insert"); a report speaks of the world, with names and numbers in it.
/// </summary>
internal static partial class TemplateText
{
    private const int LongestName = 60;
    private const int LongestHole = 48;

    /// <summary>The digits of a year, or what a template has in their place.</summary>
    private const string Year = @"(?:YYYY|yyyy|XXXX|20(?:YY|XX|\?\?|__)|[0-9]{4})";

    /// <summary>Two digits of a day, a month or a clock, or what a template has in their place.</summary>
    private const string Two = @"(?:MM|DD|HH|SS|mm|dd|hh|ss|XX|xx|\?\?|__|[0-9][0-9Xx?])";

    /// <summary>What a date or a time that is filled in is written with.</summary>
    private static readonly SearchValues<char> Written = SearchValues.Create("0123456789-/.:h");

    /// <summary>What may stand around a date that is all of a value.</summary>
    private const string Around = " *_`()[]|:.,";

    /// <summary>The words of a form: parts of a report, and what joins them. None of them names a thing of the world.</summary>
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new HashSet<string>(
        (
            "a an and any at by for from here in is of on or the this to was what when where which who why how with your yours you my etc"
            + " add added adding brief briefly describe description details detailed enter event events example explain fill"
            + " filled first give"
            + " goes happened insert link list lead leader line long name names one optional other please provide put replace"
            + " sentence sentences"
            + " short something state summarize summarise summary text title two url value write"
            + " action actions affected author authors cause causes commander contact customer customers date dates day"
            + " department director"
            + " duration email engineer field file full id impact incident incidents issue item items job last manager month number owner"
            + " outage outcome person placeholder postmortem product project reason reference report reporter responder"
            + " responsible role root"
            + " service services severity start status steps end system task team ticket time times timezone type user username"
            + " users year"
            + " todo tbd tbc xx xxx xxxx yyyy mm dd hh pr doc document dashboard resolution trigger detection"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Those of them that ask for a value by themselves.</summary>
    private static readonly HashSet<string> Fields = new(
        (
            "name title date time description link url owner author text details number id here email value reason placeholder" + " lead"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>
    /// A stretch in brackets that speaks to the writer; null where there is none.
    /// </summary>
    /// <param name="text">Where to look.</param>
    /// <param name="isExcused">Whether the brackets at a place only repeat what stood elsewhere.</param>
    public static (int Start, int End)? FieldToFill(string text, Func<int, bool> isExcused)
    {
        if (text.AsSpan().ContainsAny("[<{(") || text.Contains("orem", StringComparison.Ordinal))
        {
            foreach (Match match in Bracketed().Matches(text))
            {
                var inside = match.Groups["in"].ValueSpan.Trim();
                var isAll = match.Length == text.AsSpan().Trim().Length;
                if (IsToFill(text, match, inside, isAll) && !isExcused(match.Index))
                    return (match.Index, match.Index + match.Length);
            }

            if (Lorem().Match(text) is { Success: true } lorem && !isExcused(lorem.Index))
                return (lorem.Index, lorem.Index + lorem.Length);
        }

        return null;
    }

    /// <summary>Whether a value only says that it is not there yet: TODO, TBD, ???, ____.</summary>
    public static bool IsMarker(ReadOnlySpan<char> value) => Marker().IsMatch(value.Trim()) || Example().IsMatch(value);

    /// <summary>Whether a marker is also what an action's state is called.</summary>
    public static bool IsState(ReadOnlySpan<char> value) => value.Trim().Equals("todo", StringComparison.OrdinalIgnoreCase);

    public static bool SaysDraft(string status) => Draft().IsMatch(status);

    /// <summary>Whether digits of a date, time, number or ticket are left open: YYYY-MM-DD, 14:??, XX %, INC-XXXX.</summary>
    public static bool HasHole(ReadOnlySpan<char> value)
    {
        foreach (var match in Hole().EnumerateMatches(value))
        {
            var text = value.Slice(match.Index, match.Length);
            if (
                (match.Index <= 2 || value.Trim().Length <= LongestHole)
                && text.ContainsAnyExcept(Written)
                && !IsForm(value)
                && (text.Length == value.Trim(Around).Length || !IsNaming(text))
            )
                return true;
        }

        return Measure().IsMatch(value.Trim());
    }

    /// <summary>Whether a value is the name of what should stand there, such as "Short event description".</summary>
    public static bool IsName(ReadOnlySpan<char> value, bool isTitle)
    {
        value = value.Trim().Trim("*_.@\"'").Trim();
        return value.Length is > 0 and <= LongestName
            && IsOfForm(value, out var last)
            && (last is "name" or "title" || (!isTitle && (last is "description" or "here" || Beginning().IsMatch(value))));
    }

    /// <summary>What an instruction of a template is; null for a passage that is none.</summary>
    public static string? Instruction(Passage passage)
    {
        if (passage.Kind != PassageKind.Paragraph)
            return null;
        if (AboutTheTemplate().IsMatch(passage.Text))
            return "a sentence about the template";
        return
            IsOfFacts(passage.Section.Title)
            && Command().IsMatch(passage.Text)
            && !passage.Text.AsSpan().ContainsAnyInRange('0', '9')
            && !passage.Text.Contains('`', StringComparison.Ordinal)
            && passage.Literals.Count == 0
            ? "an instruction to the writer"
            : null;
    }

    /// <summary>Whether a section tells what was, and not what is to be done.</summary>
    public static bool IsOfFacts(string title) => Facts().IsMatch(title) && !IsOfActions(title);

    public static bool IsOfActions(string title) => Actions().IsMatch(title);

    public static bool IsOfTimes(string header) => Times().IsMatch(header);

    public static bool IsWhoOrWhen(string header) => WhoOrWhen().IsMatch(header);

    private static bool IsToFill(string text, Match match, ReadOnlySpan<char> inside, bool isAll)
    {
        var open = text[match.Index];
        if (open == '(')
            return inside is ['<', .. var field, '>'] ? IsOfForm(field, out _) : Todo().IsMatch(inside);
        if (inside.IsEmpty || Todo().IsMatch(inside) || Addressed().IsMatch(inside))
            return !inside.IsEmpty;
        if (open is '<' or '{' && (IsCode(inside) || Shown().IsMatch(inside)))
            return false;
        if (isAll && open is '<' or '{')
            return inside.ContainsAnyInRange('a', 'z');
        // "[Update]" and "[PR]" say what the text is.
        return IsOfForm(inside, out var last) && (open != '[' || Fields.Contains(last));
    }

    /// <summary>
    /// Whether brackets hold what a tool puts something in place of: a component with its attributes, an expression, a tag of a template.
    /// </summary>
    private static bool IsCode(ReadOnlySpan<char> inside) =>
        inside.Contains('=')
        || inside[0] is '%' or '/' or '#' or '<' or '$' or '.'
        || inside[^1] is '%' or '/' or '>'
        || (!inside.Contains(' ') && inside.ContainsAny('.', '(') && char.IsAsciiLetter(inside[0]))
        || (char.IsAsciiLetterUpper(inside[0]) && !inside.Contains(' ') && inside.ContainsAnyInRange('a', 'z') && !IsOfForm(inside, out _));

    /// <summary>Whether all words of a text are those of a form.</summary>
    private static bool IsOfForm(ReadOnlySpan<char> text, out string last)
    {
        last = "";
        foreach (var match in Word().EnumerateMatches(text))
        {
            var word = text.Slice(match.Index, match.Length);
            if (!char.IsAsciiDigit(word[0]) && !Words.Contains(word))
                return false;
            if (!char.IsAsciiDigit(word[0]))
                last = word.ToString().ToLowerInvariant();
        }

        return last.Length > 0;
    }

    /// <summary>Whether a date has its year and letters for the rest: among other words that is how a name is formed.</summary>
    private static bool IsNaming(ReadOnlySpan<char> hole) =>
        hole.Length == 10 && char.IsAsciiDigit(hole[0]) && hole.EndsWith("MM-DD", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a value says in what form others are given.</summary>
    public static bool IsForm(ReadOnlySpan<char> value) => FormWord().IsMatch(value);

    [GeneratedRegex(
        @"(?<![\]\w])(?:\[(?<in>[^\[\]\n]{1,80})\](?![\[(:])|<(?<in>[A-Za-z][^<>\n]{0,80})>|\{\{ ?(?<in>[^{}\n]{1,80})\}\}"
            + @"|\{(?<in>[^{}\n]{1,80})\}|\((?<in>[^()\n]{2,120})\))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\b[Ll]orem ipsum\b[^.\n]{0,80}", RegexOptions.CultureInvariant)]
    private static partial Regex Lorem();

    /// <summary>What is still to be written, or who is to: "[Kim to fill in the details]".</summary>
    [GeneratedRegex(
        @"^(?:TODO|TBD|TBC|FIXME|TKTK|XXX|(?:\p{L}{1,20} ){1,3}to (?:fill (?:this |it )?in|fill out|complete|add details))\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Todo();

    /// <summary>In an example of how people write, things are called "this file" and "that value".</summary>
    [GeneratedRegex(@"^th(?:is|at|ese|ose) ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shown();

    /// <summary>Spoken to the writer.</summary>
    [GeneratedRegex(
        @"^(?:your\b|insert\b|enter\b|fill\b|add (?:a|the|details|link|text|more|name|date)\b|describe\b|provide\b|replace\b|name of\b"
            + @"|link to (?:the )?(?:\p{Ll}|PR|RCA)|description of\b|date of\b|e\.g\.|placeholder\b|optional[:,]|if applicable"
            + @"|delete (?:this|if))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Addressed();

    [GeneratedRegex(
        @"^[*_""(\[]{0,3}(?:TODO|TBD|TBA|T\.B\.D\.?|TBC|FIXME|TKTK|XXX{1,6}|xxx{1,6}|\?{2,9}|_{3,200}|to be (?:filled(?: in)?"
            + @"|written|completed|added)"
            + @"|coming soon)[*_"")\]:.]{0,3}$|^(?:TODO|FIXME|TKTK)\s?:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Marker();

    [GeneratedRegex(@"^\W{0,3}e\.g\.,? ", RegexOptions.CultureInvariant)]
    private static partial Regex Example();

    [GeneratedRegex(
        @"\b(?:draft|in progress|wip|preliminary|pending|under (?:review|investigation))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Draft();

    [GeneratedRegex(
        @"(?<![\w-])(?:"
            + $@"{Year}(?<s>[-/.]){Two}\k<s>{Two}|{Two}(?<s>[-/.]){Two}\k<s>(?:{Year}|YY)|{Two}[:h]{Two}(?::{Two})?"
            + @"|[A-Z]{2,8}-(?:X{3,6}|\?{2,6}|#{3,6}|N{3,6}))(?![\w-])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Hole();

    /// <summary>A number that is not there, with its unit.</summary>
    [GeneratedRegex(
        @"^[$€£~]?(?:\.{3}|…|_{2,20}|[XN]{1,6}|xx{1,5}|\?{1,5}) ?(?:%|[kKMG]B|(?:percent|seconds?|minutes?|mins?|hours?|hrs?|days?|users?"
            + @"|customers?|requests?|orders?|errors?)\b.{0,20})$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Measure();

    [GeneratedRegex(@"\b(?:formats?|form|all times|as in|style)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FormWord();

    [GeneratedRegex(@"^(?:your|insert|name of|link to|description of|short|brief|enter|describe)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"[\p{L}\p{N}]{1,40}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    /// <summary>A sentence that begins as one to the writer of a report does; what happened is told in other forms of the verb.</summary>
    [GeneratedRegex(
        @"^[*_""(\[>]{0,3}(?:please |briefly |if \w{1,20},? )?(?:describe|summari[sz]e|explain|provide|insert|enter|fill in"
            + @"|list|outline|detail"
            + @"|specify|document|include|write|give|state|add) (?:in |a|an|any|all|the|how|what|when|who|which|why|where|your"
            + @"|every|each|brief"
            + @"|here|details?|links?|below)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Command();

    [GeneratedRegex(
        @"\b(?:replace|delete|remove|edit) (?:this|the) (?:text|section|line|paragraph|placeholder|template|sentence|instructions?)\b"
            + @"|^\W{0,3}(?:use this (?:section|template)|this section (?:should|is for|must|describes|lists|explains|provides)"
            + @"|copy this template|guidance:|instructions:|hint:)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex AboutTheTemplate();

    [GeneratedRegex(
        @"summary|overview|impact|background|timeline|cause|trigger|detect|resol|recover|mitigat|contribut|what happened|why"
            + @"|fault|lessons|learned"
            + @"|went (?:well|wrong)|lucky|response|description|analysis",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Facts();

    [GeneratedRegex(
        @"action|follow|next|to ?do|remediat|prevent|improv|recommend|corrective|tasks?\b|\bquestions?\b|how to|runbook|discuss",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Actions();

    [GeneratedRegex(@"^\W{0,3}(?:time|date|when|timestamp|utc|start)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Times();

    [GeneratedRegex(@"owner|assignee|who|due|deadline|target|eta|date", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhoOrWhen();
}
