using System.Globalization;
using System.Text.RegularExpressions;
using IncidentKit.Basics;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Imports;

/// <summary>Times as tables of CloudTrail's events have them: in UTC where no offset is written.</summary>
internal static partial class TrailTime
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss;FFFFFF");

    private static readonly LocalDateTimePattern Written = LocalDateTimePattern.CreateWithInvariantCulture("MMMM d, uuuu, HH:mm:ss");

    private static readonly OffsetPattern OffsetOnly = OffsetPattern.CreateWithInvariantCulture("+HH:mm");

    /// <summary>The time in ISO 8601; null where it is not understood.</summary>
    public static string? Of(string? cell)
    {
        if (cell is null)
            return null;
        var text = cell.Trim();
        if (OffsetDateTimePattern.ExtendedIso.Parse(text.Replace(' ', 'T')) is { Success: true, Value: var exact })
            return exact.ToInstant().ToIso();
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && text.Length is 10 or 13)
            return (text.Length == 10 ? Instant.FromUnixTimeSeconds(number) : Instant.FromUnixTimeMilliseconds(number)).ToIso();
        var zone = Zone().Match(text);
        var offset = zone.Success && zone.Groups["offset"] is { Length: > 0 } written ? OffsetOnly.Parse(written.Value) : null;
        if (offset is { Success: false })
            return null;
        var local = zone.Success ? text[..zone.Index].TrimEnd() : text;
        var parsed = Local.Parse(local.Replace('T', ' ')) is { Success: true } plain ? plain : Written.Parse(local);
        return parsed.Success ? parsed.Value.WithOffset(offset?.Value ?? Offset.Zero).ToInstant().ToIso() : null;
    }

    [GeneratedRegex(@" ?\(?(UTC|GMT|Z)(?<offset>[+-][0-9]{2}:[0-9]{2})?\)?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Zone();
}
