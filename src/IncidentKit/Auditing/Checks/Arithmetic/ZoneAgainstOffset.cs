using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// A zone's mark with the offset of another: <c>PST (UTC-7)</c>. A mark that stands for several zones may have the offset of any.
/// </summary>
internal sealed partial class ZoneAgainstOffset()
    : AuditCheck(AuditFamily.Arithmetic, "IKA0112", "zone-differs-from-offset", AuditSeverity.Error)
{
    /// <summary>Half a year from a winter.</summary>
    private static readonly Instant Summer = Instant.FromUtc(2026, 7, 1, 0, 0);

    public override IEnumerable<Objection> Run(AuditContext context) =>
        Offsets(context).Concat(OutOfSeason(context)).Concat(StatedOutOfSeason(context));

    /// <summary>
    /// Summer time on a day in winter, or the other way round. Many write EST all year, each time they write it: that is told once, and not
    /// where another clock beside it shows which is meant.
    /// </summary>
    private static IEnumerable<Objection> OutOfSeason(AuditContext context)
    {
        var times = context.Claims.All.Where(p => !p.Passage.Quoted).SelectMany(p => p.Times).ToList();
        var explained = times.Where(t => t.OtherClock is not null).Select(t => t.WrittenZone!.Text.ToUpperInvariant()).ToHashSet();
        foreach (var time in times)
        {
            if (
                time is not { OtherClock: null, WrittenZone: { Zones: [var clock, var wall] } zone, Day: { } day }
                || !(zone.IsSummer ? time.StatedDays.Count == 1 : zone.IsWinter)
                || IsOn(wall, day, clock.MaxOffset)
                || (zone.IsWinter && !explained.Add(zone.Text.ToUpperInvariant()))
            )
                continue;
            yield return At(
                time,
                $"on {day:uuuu-MM-dd} there is no {zone.Text}",
                $"UTC{wall.AtLeniently(day + time.Time).Offset}",
                "the zone's rules"
            );
        }
    }

    /// <summary>
    /// The same of a zone that is stated for times below it, which all are out of its season: told once, where it is stated.
    /// </summary>
    private static IEnumerable<Objection> StatedOutOfSeason(AuditContext context)
    {
        var below = context
            .Claims.All.Where(p => !p.Passage.Quoted)
            .SelectMany(p => p.Times)
            .Where(t => t is { WrittenZone: null, Zone: { Zones: [_, _] }, StatedDays.Count: 1 })
            .ToLookup(t => t.Zone!.Text);
        foreach (var times in below)
        {
            var zone = times.First().Zone!;
            var (clock, wall) = (zone.Zones[0], zone.Zones[1]);
            if (!(zone.IsSummer || zone.IsWinter) || times.Any(t => IsOn(wall, t.StatedDays[0], clock.MaxOffset)))
                continue;
            var told = context.Document.Prose.Where(p => !p.Quoted).Select(p => (Passage: p, At: WordAt(p.Text, zone.Text)));
            if (told.FirstOrDefault(p => p.At >= 0) is not { Passage: { } passage, At: var at })
                continue;
            var first = times.First();
            yield return At(
                passage,
                at,
                at + zone.Text.Length,
                $"on {first.StatedDays[0]:uuuu-MM-dd} there is no {zone.Text}",
                $"UTC{wall.AtLeniently(first.StatedDays[0] + first.Time).Offset}",
                $"the zone's rules, for {times.Count()} times below"
            );
        }
    }

    private static int WordAt(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.Ordinal);
        return
            at < 0
            || (at > 0 && char.IsLetterOrDigit(text[at - 1]))
            || (at + word.Length < text.Length && char.IsLetterOrDigit(text[at + word.Length]))
            ? -1
            : at;
    }

    /// <summary>Whether a clock shows an offset at some time of a day: where it is changed on that day, it shows two.</summary>
    private static bool IsOn(DateTimeZone wall, LocalDate day, Offset offset) =>
        wall.GetUtcOffset(wall.AtStartOfDay(day).ToInstant()) == offset
        || wall.GetUtcOffset(wall.AtStartOfDay(day.PlusDays(1)).ToInstant()) == offset;

    private static IEnumerable<Objection> Offsets(AuditContext context)
    {
        foreach (var passage in context.Document.Prose.Where(p => !p.Quoted))
        {
            foreach (Match match in WithOffset().Matches(passage.Text))
            {
                var (name, offset) = (match.Groups["name"].Value, match.Groups["offset"].Value);
                if (ZoneMark.Of(name) is not { } zone || ZoneMark.Of(offset) is not { } stated)
                    continue;
                var said = stated.Zones[0].GetUtcOffset(Summer);
                var offsets = zone.OwnOffsets(Summer).ToList();
                if (offsets.Contains(said))
                    continue;
                yield return At(
                    passage,
                    match.Index,
                    match.Index + match.Length,
                    $"{name} is not {offset}",
                    string.Join(" or ", offsets.Select(o => $"UTC{o}")),
                    "the zone's offsets"
                );
            }
        }
    }

    [GeneratedRegex(
        @"\b(?<name>[A-Z]{2,5}|Eastern|Central|Mountain|Pacific)(?: time)?\s?(?:\(|/|=|,\s|\s)\s?(?<offset>(?:UTC"
            + @"|GMT)\s?[+\-−][0-9]{1,2}(?::?[0-9]{2})?)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex WithOffset();
}
