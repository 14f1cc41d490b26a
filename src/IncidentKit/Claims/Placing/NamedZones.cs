using System.Text.RegularExpressions;
using NodaTime.TimeZones;

namespace IncidentKit.Claims.Placing;

/// <summary>
/// Whether a report names a time zone. Some names are zones wherever they stand. The others, as IST or Lisbon, are zones where only a
/// zone can stand: behind a time of day, in a sentence about the times, and in what the times stand under.
/// </summary>
internal static partial class NamedZones
{
    /// <summary>What a zone's name behind a time may be long.</summary>
    private const int Longest = 48;

    /// <summary>Abbreviations of the tz database and others in common use that mean something else elsewhere.</summary>
    private static readonly HashSet<string> Abbreviations = new(
        (
            "ACDT ACST ADT AEST AEDT AFT AKDT AKST ALMT AMT ART AST AWST AZT BDT BOT BRT BRST CAT CLT CLST COT EAT ECT EEST EET FJT"
            + " GST HADT HST IDT IRST ICT IST KGT MMT MSD MSK MVT MYT NDT NPT NST PET PGT PHT PKT PYT SAST SST TRT TJT UYT UZT VET"
            + " WAST WAT WEST WET WIB WIT WITA YEKT"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>Cities by which the tz database names its zones.</summary>
    private static readonly Lazy<HashSet<string>> Cities = new(() =>
        [.. TzdbDateTimeZoneSource.Default.GetIds().Select(id => id[(id.LastIndexOf('/') + 1)..].Replace('_', ' '))]
    );

    /// <summary>Whether any time zone is named anywhere in a report.</summary>
    public static bool AnyIn(ReportClaims claims) =>
        claims.Document.Passages.Any(IsNamed) || claims.All.Any(p => p.Times.Any(t => t.WrittenZone is not null || IsBehind(t)));

    private static bool IsNamed(Passage passage) =>
        Anywhere().IsMatch(passage.Text)
        || (AboutTimes().Match(passage.Text) is { Success: true } about && Name(about.Groups["rest"].Value, inAnyPlace: true))
        || (
            (passage.Kind is PassageKind.Heading or PassageKind.Cell || passage.Bold)
            && HeadOfTimes().IsMatch(passage.Text)
            && Name(passage.Text, inAnyPlace: false)
        );

    private static bool IsBehind(TimeClaim time)
    {
        var text = time.Passage.Text;
        var behind = Behind().Match(text, time.End, Math.Min(Longest, text.Length - time.End));
        var name = behind.Groups["name"].Value;
        return behind.Success && (behind.Groups["time"].Success || Abbreviations.Contains(name) || Cities.Value.Contains(name));
    }

    /// <summary>Whether a text holds the name of a zone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="inAnyPlace">Whether any place will do, in "in Bangalore".</param>
    private static bool Name(string text, bool inAnyPlace) =>
        (inAnyPlace && InAPlace().IsMatch(text))
        || Capitals().Matches(text).Any(m => Abbreviations.Contains(m.Value))
        || Places().Matches(text).Any(m => m.Groups["time"].Success || Cities.Value.Contains(m.Groups["name"].Value));

    [GeneratedRegex(
        @"\b(?:UTC|utc|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|BST|JST|HKT|SGT|KST|AEST|AEDT|NZST|NZDT)\b|\b(?:ET|CT|MT"
            + @"|PT)\b|\b[Ll]ocal(?: time)?\b|\b[Tt]ime ?zone|\b(?:Eastern|Pacific|Central|Mountain)\b"
            + @"|[0-9][+\-][0-9][0-9]:[0-9][0-9]\b|[0-9][0-9]Z\b|\b(?:Standard|Summer|Daylight|African|European|Moscow|China|Japan"
            + @"|Brasilia) Time\b|\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)/[A-Z]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Anywhere();

    /// <summary>"10:02 IST", "10:02 (Tel Aviv)", "10:02, Kyiv time".</summary>
    [GeneratedRegex(
        @"\G(?:,? ?\(| |, )(?:(?<name>\p{Lu}\p{L}{1,20}(?:[ -]\p{Lu}\p{L}{1,20}){0,2})(?<time> time)?\b(?:\)|(?<=\btime)"
            + @"|(?<=\b\p{Lu}{2,5})))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Behind();

    /// <summary>"All times …", "Timestamps …", "Clock of the data centre: …", at the beginning of a sentence or in brackets.</summary>
    [GeneratedRegex(
        @"(?:^|[.(*:] ?|\n)(?:(?:all|the|these|our) ){0,2}(?:times(?:tamps)?|clocks?|hours)\b(?<rest>[^.\n]{0,80})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex AboutTimes();

    [GeneratedRegex(@"^(?:,? \p{Ll}{1,12}){0,6} in (?:the )?(?![HMSYD]{1,4}\b)\p{Lu}\p{L}", RegexOptions.CultureInvariant)]
    private static partial Regex InAPlace();

    [GeneratedRegex(@"^\W{0,4}(?:time|when|date|start|end|clock|from|to\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeadOfTimes();

    [GeneratedRegex(@"\b[A-Z]{2,5}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Capitals();

    /// <summary>A name of up to three words that is not the first of the text, with "time" where that is behind it.</summary>
    [GeneratedRegex(
        @"(?<=[ (/,:–-])(?<name>\p{Lu}\p{Ll}{1,20}(?:[ -]\p{Lu}\p{Ll}{1,20}){0,2})(?<time> time)?\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Places();
}
