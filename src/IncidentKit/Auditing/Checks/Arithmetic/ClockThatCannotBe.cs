using System.Globalization;
using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// Tells a time of day that no clock shows. Two numbers with a colon are also a ratio, a score, a length or a verse, so they are a time of
/// day only beside a date, a zone or AM, or at the head of an entry among others that are times.
/// </summary>
internal static partial class ClockThatCannotBe
{
    /// <summary>Why a time cannot be; null where it can, or is none.</summary>
    /// <param name="claims">Where it stands.</param>
    /// <param name="match">Its groups are h, m, s and ap.</param>
    public static string? WhyNot(PassageClaims claims, Match match)
    {
        var (hour, minute, second) = (Number(match.Groups["h"]), Number(match.Groups["m"]), Number(match.Groups["s"]));
        var end = match.Index + match.Length;
        var text = claims.Passage.Text;
        if (!StandsAlone(text, match.Index, end))
            return null;
        if (match.Groups["ap"].Success && minute < 60)
            return hour is > 12 and < 24 && match.Groups["ap"].Value.TrimStart()[0] is 'a' or 'A' ? $"{hour} o'clock is in the afternoon"
                : hour is > 12 and < 24 ? $"{hour} o'clock needs no PM"
                : hour >= 24 ? "a day has 24 hours"
                : null;
        var isHour = hour < 24 || (hour == 24 && minute == 0 && second == 0);
        var isLeapSecond = (hour, minute, second) == (23, 59, 60);
        if (isHour && minute < 60 && (second < 60 || isLeapSecond))
            return null;
        var isTimeOfDay =
            match.Groups["ap"].Success
            || claims.Dates.Any(d => d.End <= match.Index && match.Index - d.End <= 3 && IsGap(text[d.End..match.Index]))
            || BeforeAZone().IsMatch(text.AsSpan(end))
            || (minute >= 60 && BehindAt().IsMatch(text.AsSpan(0, match.Index)))
            || IsAmongTimes(claims.Passage, match.Index);
        return !isTimeOfDay ? null
            : minute >= 60 ? "an hour has 60 minutes"
            : !isHour ? "a day has 24 hours"
            : "a minute has 60 seconds";
    }

    /// <summary>Whether it is the only head of an entry that is no time, among at least two that are.</summary>
    private static bool IsAmongTimes(Passage passage, int at)
    {
        if (at > 2)
            return false;
        var heads =
            passage.Row is { } row ? row.Table.Body.Where(r => passage.Column < r.Cells.Count).Select(r => r.Cells[passage.Column].Text)
            : passage.Item is { } item && ReferenceEquals(item.First, passage) ? item.List.Items.Select(i => i.First?.Text ?? "")
            : [];
        var all = heads.ToList();
        var times = all.Count(h => Time().IsMatch(h));
        return times >= 2 && all.Count(h => Head().IsMatch(h)) == times + 1;
    }

    private static bool IsGap(string between) => between.Trim() is "" or "T" or "," or "@";

    private static bool StandsAlone(string text, int start, int end) =>
        (
            start == 0
            || text[start - 1] == 'T'
            || !(char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is ':' or '.' or '/' or '$' or '#' or '_' or '=' or ',' or '+')
        )
        && (
            end == text.Length
            || text[end] == 'Z'
            || !(
                char.IsLetterOrDigit(text[end])
                || text[end] is '%' or '_' or '/'
                || (text[end] is ':' or '-' or ',' && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]))
            )
        );

    private static int Number(Group digits) =>
        digits.Success ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^ ?\(?(?:UTC|GMT|Z|[ECMP][SD]?T|CES?T|BST|IST|JST)\b", RegexOptions.CultureInvariant)]
    private static partial Regex BeforeAZone();

    [GeneratedRegex(
        @"\b(?:at|by|until|till|since) {1,3}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft
    )]
    private static partial Regex BehindAt();

    [GeneratedRegex(@"^\W{0,2}(?:[01]?[0-9]|2[0-3]):[0-5][0-9]\b", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(@"^\W{0,2}[0-9]{1,2}:[0-9]{2}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Head();
}
