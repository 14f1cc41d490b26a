using System.Text.RegularExpressions;

namespace IncidentKit.Sharing;

/// <summary>Finds what is a name by its form, whoever uses it, and what never is one: dates, times, regions, zones.</summary>
internal static partial class TextParts
{
    /// <summary>The kind of an ARN, which has names inside.</summary>
    public const string Arn = "arn";

    private const string Months =
        "(?:January|February|March|April|May|June|July|August|September|October|November|December"
        + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";

    private static readonly Dictionary<string, string> Ids = new(StringComparer.Ordinal)
    {
        ["subnet"] = NameKinds.Subnet,
        ["sg"] = NameKinds.SecurityGroup,
    };

    /// <summary>The parts of a text in order, none within another.</summary>
    public static IEnumerable<TextPart> Of(string text)
    {
        foreach (Match match in Form().Matches(text))
        {
            var value = match.Value.TrimEnd('.', ':', '!', '?');
            yield return new TextPart(match.Index, value, Kind(match, value));
        }
    }

    private static string? Kind(Match match, string value)
    {
        bool Is(string group) => match.Groups[group].Success;
        if (Is("plain"))
            return null;
        if (Is("arn"))
            return Basics.Arn.Is(value) ? Arn : null;
        if (Is("link"))
            return IsPublic(value) ? null : NameKinds.Link;
        if (Is("host"))
            return IsPublic("https://" + value) ? null : NameKinds.Host;
        if (Is("id"))
            return Ids.GetValueOrDefault(value[..value.IndexOf('-')], value[..value.IndexOf('-')]);
        return Is("image") ? NameKinds.Image
            : Is("person") ? NameKinds.Person
            : Is("account") ? NameKinds.Account
            : Is("task") ? NameKinds.Task
            : Is("address") ? "address"
            : NameKinds.Id;
    }

    /// <summary>Whether a link or a host is AWS's own: documentation, or a principal. Its consoles and queues name who uses them.</summary>
    private static bool IsPublic(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri)
        && (
            uri.Host is "docs.aws.amazon.com" or "aws.amazon.com"
            || (uri.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal) && uri.Host.Split('.').Length == 3 && uri.AbsolutePath == "/")
        );

    [GeneratedRegex(
        @"(?<arn>\barn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9a-z]*:[^\s""'`<>,;()\[\]{}|\\]+)"
            + @"|(?<image>\b[0-9]{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?/[A-Za-z0-9._/@:-]+)"
            + @"|(?<link>\b[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s""'`<>()\[\]{}|\\]+)"
            + @"|(?<person>\b[A-Za-z0-9][A-Za-z0-9._%+=-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
            + @"|(?<plain>\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+Z?)?\b"
            + @"|\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\b"
            + @"|\bPT[0-9][0-9HMS.]*\b"
            + @"|\b[0-9]{1,2}(?:st|nd|rd|th|\.)? "
            + Months
            + @"\b|\b"
            + Months
            + @" [0-9]{1,4}\b"
            + @"|\b(?:us|eu|ap|sa|ca|me|af|il|mx|cn)(?:-gov|-iso[a-z]?)?-(?:north|south|east|west|central)[a-z]*-[0-9]\b"
            + @"|\b(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)/[A-Za-z_/+-]+"
            + @"|\bIKA?[0-9]{4}\b|\[redacted:[A-Za-z]+(?::[0-9]+)?\])"
            + @"|(?<id>\b(?:subnet|sg|vpc|eni|i|igw|nat|rtb|acl|vol|ami|vpce|eipalloc|eni-attach|fs|fsap|lt|pl)-[0-9a-f]{8,17}\b)"
            + @"|(?<unique>\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b"
            + @"|\bA(?:ROA|IDA|KIA|SIA|GPA|IPA|NPA)[A-Z0-9]{12,24}\b)"
            + @"|(?<task>\b[0-9a-f]{32}\b)"
            + @"|(?<account>\b[0-9]{12}\b|\b[0-9]{4}-[0-9]{4}-[0-9]{4}\b)"
            + @"|(?<address>\b[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\b)"
            + @"|(?<host>\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|dev|cloud|internal|local|corp|example|test)\b)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Form();
}
