using System.Text;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Cli.Commands.Market;

/// <summary>
/// Writes a calendar file that people subscribe to, RFC 5545: lines of at most 75 octets without
/// their end, longer ones folded between characters. The lines end with CR LF where they are written.
/// </summary>
internal static class IcsFile
{
    private const int MaxOctets = 75;

    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>The lines of a file.</summary>
    /// <param name="name">The calendar's name.</param>
    /// <param name="at">When the file is made.</param>
    /// <param name="events">Its events.</param>
    public static IEnumerable<string> Lines(string name, Instant at, IEnumerable<IcsEvent> events) =>
        new[]
        {
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//IncidentKit//Market calendars//EN",
            "CALSCALE:GREGORIAN",
            $"NAME:{Text(name)}",
            $"X-WR-CALNAME:{Text(name)}",
            "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        }
            .Concat(events.SelectMany(e => Event(e, at)))
            .Append("END:VCALENDAR")
            .SelectMany(Folded);

    private static IEnumerable<string> Event(IcsEvent item, Instant at)
    {
        yield return "BEGIN:VEVENT";
        yield return $"UID:{Text(item.Uid)}";
        yield return $"DTSTAMP:{Utc.Format(at)}";
        yield return item.Time is { } from ? $"DTSTART:{Utc.Format(from.Start)}" : $"DTSTART;VALUE=DATE:{Day.Format(item.Date)}";
        yield return item.Time is { } to ? $"DTEND:{Utc.Format(to.End)}" : $"DTEND;VALUE=DATE:{Day.Format(item.Date.PlusDays(1))}";
        yield return $"SUMMARY:{Text(item.Summary)}";
        if (item.Description.Length > 0)
            yield return $"DESCRIPTION:{Text(item.Description)}";
        yield return $"STATUS:{(item.Tentative ? "TENTATIVE" : "CONFIRMED")}";
        yield return "TRANSP:TRANSPARENT";
        yield return "END:VEVENT";
    }

    private static string Text(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .ReplaceLineEndings("\\n");

    /// <summary>A line in pieces; each after the first begins with a space.</summary>
    private static IEnumerable<string> Folded(string line)
    {
        var piece = new StringBuilder();
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MaxOctets)
            {
                yield return piece.ToString();
                piece.Clear().Append(' ');
                octets = 1;
            }

            piece.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        yield return piece.ToString();
    }
}
