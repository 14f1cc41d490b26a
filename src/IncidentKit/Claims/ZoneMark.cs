using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Claims;

/// <summary>
/// A time zone as people write it. A mark may stand for several zones; what it says is wrong only if it is wrong for all of them.
/// </summary>
/// <param name="Text">As written.</param>
/// <param name="Zones">The zones it may mean.</param>
internal sealed record ZoneMark(string Text, IReadOnlyList<DateTimeZone> Zones)
{
    private static readonly Instant January = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Instant July = Instant.FromUtc(2026, 7, 1, 0, 0);

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        // People write EST all year round: each American mark means its offset or the wall clock.
        ["UTC"] = ["UTC"],
        ["GMT"] = ["UTC"],
        ["Z"] = ["UTC"],
        ["ET"] = ["America/New_York"],
        ["EST"] = ["-05", "America/New_York"],
        ["EDT"] = ["-04", "America/New_York"],
        ["CT"] = ["America/Chicago"],
        ["CST"] = ["-06", "America/Chicago", "+08"],
        ["CDT"] = ["-05", "America/Chicago"],
        ["MT"] = ["America/Denver"],
        ["MST"] = ["-07", "America/Denver"],
        ["MDT"] = ["-06", "America/Denver"],
        ["PT"] = ["America/Los_Angeles"],
        ["PST"] = ["-08", "America/Los_Angeles"],
        ["PDT"] = ["-07", "America/Los_Angeles"],
        ["BST"] = ["+01", "Europe/London"],
        ["CET"] = ["+01", "Europe/Berlin"],
        ["CEST"] = ["+02", "Europe/Berlin"],
        ["EET"] = ["+02", "Europe/Helsinki"],
        ["EEST"] = ["+03", "Europe/Helsinki"],
        ["IST"] = ["+05:30", "+01", "+02", "+03"],
        ["JST"] = ["+09"],
        ["KST"] = ["+09"],
        ["HKT"] = ["+08"],
        ["SGT"] = ["+08"],
        ["AEST"] = ["+10", "Australia/Sydney"],
        ["AEDT"] = ["+11", "Australia/Sydney"],
        ["NZST"] = ["+12", "Pacific/Auckland"],
        ["NZDT"] = ["+13", "Pacific/Auckland"],
        ["EASTERN"] = ["America/New_York"],
        ["CENTRAL"] = ["America/Chicago"],
        ["MOUNTAIN"] = ["America/Denver"],
        ["PACIFIC"] = ["America/Los_Angeles"],
        ["NEW YORK"] = ["America/New_York"],
        ["LONDON"] = ["Europe/London"],
        ["BERLIN"] = ["Europe/Berlin"],
        ["FRANKFURT"] = ["Europe/Berlin"],
        ["PARIS"] = ["Europe/Paris"],
        ["TOKYO"] = ["Asia/Tokyo"],
        ["HONG KONG"] = ["Asia/Hong_Kong"],
        ["SINGAPORE"] = ["Asia/Singapore"],
        ["CHICAGO"] = ["America/Chicago"],
    };

    /// <summary>Whether one zone alone can be meant.</summary>
    public bool IsCertain => Zones.Count == 1;

    /// <summary>
    /// The offsets it may have in the year around an instant. Of a mark that is one clock ("PST") that clock's alone, however people
    /// use it.
    /// </summary>
    /// <param name="around">An instant in the middle.</param>
    public IEnumerable<Offset> OwnOffsets(Instant around)
    {
        var clocks = Zones.Where(z => z.MinOffset == z.MaxOffset).ToList();
        var half = Duration.FromDays(182);
        return (clocks.Count > 0 ? clocks : Zones).SelectMany(z => new[] { around - half, around }.Select(z.GetUtcOffset)).Distinct();
    }

    /// <summary>
    /// Whether it names summer time (EDT, CEST): its own clock is the one that the wall shows in summer alone. Nobody writes it for
    /// another; many write EST all year.
    /// </summary>
    public bool IsSummer =>
        Zones is [var clock, var wall]
        && clock.MinOffset == clock.MaxOffset
        && Offset.Max(wall.GetUtcOffset(January), wall.GetUtcOffset(July)) == clock.MaxOffset
        && wall.GetUtcOffset(January) != wall.GetUtcOffset(July);

    /// <summary>
    /// Whether it names standard time (EST, CET) where all that have it put their clocks forward in summer: not MST, which
    /// Arizona keeps, nor AEST, which Queensland keeps.
    /// </summary>
    public bool IsWinter =>
        Zones is [var clock, var wall]
        && clock.MinOffset == clock.MaxOffset
        && Offset.Min(wall.GetUtcOffset(January), wall.GetUtcOffset(July)) == clock.MaxOffset
        && wall.GetUtcOffset(January) != wall.GetUtcOffset(July)
        && !Text.Equals("MST", StringComparison.OrdinalIgnoreCase)
        && !Text.Equals("AEST", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is UTC by one of its names, in which nobody counts hours from 1 to 12.</summary>
    public bool IsUtc => IsCertain && Zones[0].MinOffset == Offset.Zero && Zones[0].MaxOffset == Offset.Zero;

    /// <summary>The zone a mark stands for; null for what is no mark.</summary>
    public static ZoneMark? Of(string text)
    {
        var key = text.Trim();
        foreach (var suffix in (string[])[" time", " standard", " daylight"])
        {
            if (key.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                key = key[..^suffix.Length].TrimEnd();
        }

        if (Known.TryGetValue(key, out var ids))
            return new ZoneMark(text.Trim(), [.. ids.Select(Zone)]);
        if (key.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) || key.StartsWith("GMT", StringComparison.OrdinalIgnoreCase))
            key = key[3..].Trim();
        return key.Length is >= 2 and <= 6 && key[0] is '+' or '-' or '−' && OffsetOf(key) is { } offset
            ? new ZoneMark(text.Trim(), [DateTimeZone.ForOffset(offset)])
            : null;
    }

    private static DateTimeZone Zone(string id) =>
        id[0] is '+' or '-' ? DateTimeZone.ForOffset(OffsetOf(id)!.Value) : DateTimeZoneProviders.Tzdb[id];

    private static Offset? OffsetOf(string text)
    {
        var digits = text[1..].Replace(":", "", StringComparison.Ordinal);
        if (digits.Length is 0 or > 4 || !digits.All(char.IsAsciiDigit))
            return null;
        var value = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        var (hours, minutes) = digits.Length > 2 ? (value / 100, value % 100) : (value, 0);
        return hours > 14 || minutes > 59 ? null : Offset.FromSeconds((text[0] == '+' ? 1 : -1) * ((hours * 3600) + (minutes * 60)));
    }
}
