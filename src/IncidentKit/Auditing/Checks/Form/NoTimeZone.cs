using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Form;

/// <summary>Times of day in a report that names no time zone anywhere.</summary>
internal sealed partial class NoTimeZone() : AuditCheck(AuditFamily.Form, "IKA0404", "no-time-zone", AuditSeverity.Warning)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Claims.HasZone)
            yield break;
        var times = context
            .Claims.All.SelectMany(p => p.Times)
            .GroupBy(t => t.Passage.Section)
            .Where(s => !IsElapsed(s))
            .SelectMany(s => s);
        var read = times.ToList();
        if (read.Count >= 2 && read.Find(IsTimeOfDay) is { } first)
            yield return At(
                first,
                "no time zone is given, here or anywhere",
                "times of day without a zone",
                "looked for a zone beside the times, in headings, in tables and in a sentence about times"
            );
    }

    /// <summary>Whether the times of a section count from its first, which is midnight on no day, or stand beside T-72h.</summary>
    private static bool IsElapsed(IGrouping<Section, TimeClaim> section) =>
        (section.First().Time == LocalTime.Midnight && section.All(t => t.WrittenDate is null))
        || section
            .Select(t => t.Passage.Item?.List)
            .Distinct()
            .Any(l => l is not null && l.Items.Exists(i => i.First is { } first && Countdown().IsMatch(first.Text)))
        || section
            .Select(t => t.Passage.Row?.Table)
            .Distinct()
            .Any(t => t is not null && t.Rows.Exists(r => r.Cells.Exists(c => Countdown().IsMatch(c.Text))));

    /// <summary>
    /// A ratio or a score looks like a time too; beside a date, at the head of an item or cell, or behind such a word, it is one.
    /// </summary>
    private static bool IsTimeOfDay(TimeClaim time) =>
        time.WrittenDate is not null
        || time.Text.EndsWith("m", StringComparison.OrdinalIgnoreCase)
        || time.Text.EndsWith('.')
        || (time.Start <= 2 && (time.Passage.Item is not null || time.Passage.Row is not null))
        || Preposition().IsMatch(time.Passage.Text.AsSpan(Math.Max(0, time.Start - 12), Math.Min(12, time.Start)));

    [GeneratedRegex(@"\b(?:at|from|between|until|by|since|around)\s{1,4}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Preposition();

    [GeneratedRegex(@"^\W{0,3}T ?[-+−±–] ?[0-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Countdown();
}
