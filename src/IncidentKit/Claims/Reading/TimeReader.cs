using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace IncidentKit.Claims.Reading;

/// <summary>Finds times of day in a passage, with the date and zone written beside each, and ranges of them.</summary>
internal static partial class TimeReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly HashSet<string> BeforeATime = new(StringComparer.OrdinalIgnoreCase)
    {
        "",
        "T",
        "/",
        ",",
        "at",
        "@",
        "from",
        "around",
        "at about",
        "at around",
        "between",
        ", at",
        ", between",
        ", from",
        "~",
        ":",
        "at ~",
        ", around",
        "about",
        "roughly",
        "approximately",
        "at roughly",
        "at approximately",
        "at approx.",
        ", at around",
        ", at about",
        ", at approximately",
        "starting at",
        "-",
        "–",
    };

    private static readonly HashSet<string> AfterATime = new(StringComparer.OrdinalIgnoreCase)
    {
        "",
        "on",
        ",",
        ", on",
        "(",
        "of",
        "on the",
    };

    /// <summary>The times in order; a time by another clock is part of the one before it.</summary>
    public static IReadOnlyList<TimeClaim> Read(Passage passage, IReadOnlyList<DateClaim> dates)
    {
        var text = passage.Text;
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
            return [];
        var times = new List<TimeClaim>();
        foreach (Match match in Times().Matches(text))
        {
            if (Time(match) is not { } time || !MayBegin(text, match.Index, dates))
                continue;
            var end = match.Index + match.Length;
            var (zone, zoneEnd) = ZoneAt(text, end, afterT: match.Index > 0 && text[match.Index - 1] == 'T');
            if (zone is null && !MayEnd(text, end))
                continue;
            end = zoneEnd;
            var date = DateBeside(text, dates, match.Index, end, times);
            if (IsBare(match) && zone is null && !IsMeant(text, match, date))
                continue;
            times.Add(
                new TimeClaim(passage, match.Index, end, time)
                {
                    HasSeconds = match.Groups["s"].Success,
                    HasHalf = HasHalf(text, match, time, zone, date),
                    IsAbout = IsAbout(text, date is { } named && named.End <= match.Index ? named.Start : match.Index),
                    WrittenZone = zone,
                    Zone = zone,
                    WrittenDate = date,
                }
            );
        }

        return Paired(text, times);
    }

    /// <summary>Whether a time has no sign of its own that it is one: <c>1305</c>, <c>13h05</c>.</summary>
    private static bool IsBare(Match match) => match.Groups["bare"].Success;

    private static bool IsAbout(string text, int start) => About().IsMatch(text.AsSpan(Math.Max(0, start - 16), Math.Min(16, start)));

    /// <summary>
    /// Whether AM or PM is said, or needs not be: in hours from 13, in two digits, beside a date that begins with its year, in UTC.
    /// </summary>
    private static bool HasHalf(string text, Match match, LocalTime time, ZoneMark? zone, DateClaim? date) =>
        match.Groups["ap"].Success
        || time.Hour is 0 or > 12
        || (match.Length > 4 && text[match.Index] == '0')
        || IsBare(match)
        || date is { IsIso: true }
        || zone is { IsUtc: true };

    /// <summary>
    /// Whether a bare number is a time: it begins a line, as in a log, alone or behind its date, and a mark ends it; what may be a year
    /// does not. <c>13h05</c> is one behind a preposition too.
    /// </summary>
    private static bool IsMeant(string text, Match match, DateClaim? date)
    {
        var end = match.Index + match.Length;
        var behindDate = date is not null && date.End <= match.Index;
        var before = text.AsSpan(0, behindDate ? date!.Start : match.Index);
        before = before[(before.LastIndexOf('\n') + 1)..].Trim(" -–—*•[(~");
        var isMarked = end == text.Length ? behindDate : Behind().IsMatch(text.AsSpan(end, Math.Min(8, text.Length - end)));
        return before.Length == 0 && behindDate
            || isMarked && (behindDate || (before.Length == 0 && match.Groups["h"].Value is not ("19" or "20")))
            || match.Value.Contains('h', StringComparison.Ordinal) && Before().IsMatch(before);
    }

    private static LocalTime? Time(Match match)
    {
        var hour = Number(match.Groups["h"]);
        if (match.Groups["ap"].Success)
        {
            if (hour is 0 or > 12)
                return null;
            hour = (hour % 12) + (match.Groups["ap"].Value[0] is 'p' or 'P' ? 12 : 0);
        }

        return hour > 23 ? null : new LocalTime(hour, Number(match.Groups["m"]), Number(match.Groups["s"]));
    }

    private static int Number(Group group) =>
        group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static bool MayBegin(string text, int start, IReadOnlyList<DateClaim> dates)
    {
        if (start == 0)
            return true;
        var before = text[start - 1];
        if (before is 'T' || (before == '/' && start > 4 && dates.Before(start)?.End == start - 1))
            return dates.Before(start)?.End == start - 1;
        return !(
            char.IsLetterOrDigit(before)
            || before is ':' or '.' or '/' or '$' or '#' or '_' or '=' or ','
            || (before is '-' or '+' && (start < 2 || char.IsLetter(text[start - 2])))
        );
    }

    private static bool MayEnd(string text, int end)
    {
        if (end == text.Length)
            return true;
        var next = text[end];
        var letterAfter = end + 1 < text.Length && char.IsLetter(text[end + 1]);
        return !(
            char.IsLetterOrDigit(next)
            || next is '%' or '_' or '/'
            || (next is '-' or ':' or '.' && letterAfter && text[end - 1] != '.')
            || (next is ':' or '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))
        );
    }

    private static (ZoneMark? Zone, int End) ZoneAt(string text, int end, bool afterT)
    {
        var match = ZoneBehind().Match(text, end, Math.Min(24, text.Length - end));
        if (!match.Success || (match.Groups["offset"].Success && !afterT))
            return (null, end);
        var written = match.Groups["z"];
        var after = written.Index + written.Length;
        if (after < text.Length && char.IsLetterOrDigit(text[after]))
            return (null, end);
        var zone = ZoneMark.Of(written.Value);
        if (zone is null)
            return (null, end);
        var bracketed = text[end..written.Index].Contains('(', StringComparison.Ordinal);
        return !bracketed ? (zone, after)
            : after < text.Length && text[after] == ')' ? (zone, after + 1)
            : (null, end);
    }

    private static DateClaim? DateBeside(string text, IReadOnlyList<DateClaim> dates, int start, int end, List<TimeClaim> earlier)
    {
        if (
            dates.Before(start) is { } before
            && before.End <= start
            && start - before.End < 24
            && BeforeATime.Contains(WithoutWeekday(text[before.End..start]))
        )
            return before;
        if (
            dates.From(end) is { } after
            && after.Start - end < 10
            && AfterATime.Contains(text[end..after.Start].Trim())
            && !StartsATime(text, after)
        )
            return after;
        return null;

        bool StartsATime(string all, DateClaim date) =>
            earlier.Count == 0
            && date.End < all.Length
            && Times().Match(all, date.End, Math.Min(9, all.Length - date.End)) is { Success: true } next
            && BeforeATime.Contains(all[date.End..next.Index].Trim());
    }

    private static string WithoutWeekday(string between)
    {
        var text = between.Trim();
        var close = text.IndexOf(')', StringComparison.Ordinal);
        if (text.StartsWith('(') && close > 0)
            return text[(close + 1)..].Trim();
        var bare = text.TrimStart(',', ' ');
        var word = bare.IndexOfAny([',', ' ']) is >= 0 and var end ? bare[..end] : bare;
        return word.Length >= 3 && DateReader.DayOfWeek(word) is not null ? bare[word.Length..].Trim() : text;
    }

    private static List<TimeClaim> Paired(string text, List<TimeClaim> times)
    {
        var primary = new List<TimeClaim>();
        foreach (var time in times)
        {
            if (
                primary.LastOrDefault() is { OtherClock: null, WrittenZone: { } zone } first
                && time.WrittenZone is { } other
                && !zone.Text.Equals(other.Text, StringComparison.OrdinalIgnoreCase)
                && text[first.End..time.Start].Trim() is var between
                && (
                    (between == "(" && Closing().IsMatch(text.AsSpan(time.End, Math.Min(30, text.Length - time.End))))
                    || between is "/" or "="
                )
            )
            {
                primary[^1] = first with { OtherClock = time };
            }
            else
            {
                primary.Add(time);
            }
        }

        return primary;
    }

    [GeneratedRegex(@"(?:[~≈±]|\b(?:about|around|approx\.?|approximately|circa|ca\.?|roughly))\s?$", RegexOptions.IgnoreCase | Options)]
    private static partial Regex About();

    [GeneratedRegex(@"(?:^|\s)(?:at|from|until|till|around|about|by|since|between|and|to)$", RegexOptions.IgnoreCase | Options)]
    private static partial Regex Before();

    [GeneratedRegex(@"^(?:\s?[:–—\-|)\]]|\s{1,4}(?:hrs?|hours)\b)", RegexOptions.IgnoreCase | Options)]
    private static partial Regex Behind();

    [GeneratedRegex(
        @"(?<h>[0-9]{1,2})(?::(?<m>[0-5][0-9])(?::(?<s>[0-5][0-9])(?:[.,][0-9]{1,9})?)?"
            + @"(?:\s?(?<ap>[AaPp]\.[Mm]\.|[AaPp][Mm]\b)|(?<ap>[AaPp])(?![A-Za-z0-9.]))?"
            + @"|\s?(?<ap>[AaPp]\.[Mm]\.|[AaPp][Mm]\b))"
            + @"|(?<bare>(?<h>[01][0-9]|2[0-3])(?<m>[0-5][0-9])|(?<h>[0-9]{1,2})h(?<m>[0-5][0-9]))(?=Z\b|[^0-9A-Za-z]|$)",
        Options
    )]
    private static partial Regex Times();

    [GeneratedRegex(
        @"^(?:\s?\(|,?\s)?(?<z>(?i:UTC|GMT)(?:\s?[+\-−][0-9]{1,2}(?::?[0-9][0-9])?)?|(?i:EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST"
            + @"|BST|JST|HKT|SGT|AEST|AEDT|NZST|NZDT|EEST|EET|KST)|ET|CT|MT|PT|IST|Z|(?<offset>[+\-][0-9][0-9]:?[0-9][0-9])"
            + @"|(?:[Ee]astern|[Cc]entral|[Mm]ountain|[Pp]acific)(?:\s(?i:standard|daylight))?(?:\s(?i:time))?|(?:New York|London"
            + @"|Berlin|Frankfurt|Paris|Tokyo|Hong Kong|Singapore|Chicago)(?:\s(?i:time))?)",
        Options
    )]
    private static partial Regex ZoneBehind();

    [GeneratedRegex(@"^(?:\s{1,4}on\s{1,4}[\w/, \-]{3,20})?\s{0,4}\)", Options)]
    private static partial Regex Closing();
}
