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

    public override IEnumerable<Objection> Run(AuditContext context) => Offsets(context).Concat(SummerInWinter(context));

    /// <summary>
    /// Summer time on a day in winter. The other way round nothing is said: people write EST all year.
    /// </summary>
    private static IEnumerable<Objection> SummerInWinter(AuditContext context)
    {
        foreach (var time in context.Claims.All.Where(p => !p.Passage.Quoted).SelectMany(p => p.Times))
        {
            if (
                // Another clock beside it was compared with it, and says which is wrong.
                time is not { OtherClock: null, WrittenZone: { IsSummer: true, Zones: [var clock, var wall] } zone, StatedDays: [var day] }
                || wall.AtLeniently(day + time.Time).Offset == clock.MaxOffset
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
