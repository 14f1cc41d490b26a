using IncidentKit.Claims;
using IncidentKit.Claims.Reading;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// A title with a day before all that the report tells, or a date whose year alone sets it apart from the others of its timeline. A title
/// may
/// have the day of its publication, which is later.
/// </summary>
internal sealed class DateOfAnotherDay() : AuditCheck(AuditFamily.Arithmetic, "IKA0111", "date-of-another-day", AuditSeverity.Error)
{
    /// <summary>People begin to count a day early, or in another zone.</summary>
    private const int Slack = 1;

    /// <summary>So many dates tell when it began.</summary>
    private const int FewestDates = 3;

    /// <summary>A year apart, to a few days.</summary>
    private const int Year = 366;

    /// <summary>The days around a date in which the others lie when only its year is wrong.</summary>
    private const int Near = 31;

    public override IEnumerable<Objection> Run(AuditContext context) =>
        FileName(context)
            .Concat(Slips(context))
            .Concat(Title(context))
            .Concat(Field(context))
            .Concat(context.Claims.Timelines.SelectMany(t => Years(context, t)))
            .DistinctBy(o => (o.Offset, o.End));

    private static IEnumerable<Objection> Slips(AuditContext context)
    {
        foreach (var (date, right) in AllSlips(context))
        {
            context.Compared(date);
            yield return At(date, $"elsewhere the day is {right:uuuu-MM-dd}", $"{right:uuuu-MM-dd}", "the dates of the report");
        }
    }

    private static IEnumerable<(DateClaim Date, LocalDate Right)> AllSlips(AuditContext context) =>
        DateSlips
            .Of(context)
            .Concat(DateSlips.SameMinute(context))
            .Concat(DateSlips.WholeTimeline(context))
            .Concat(DateSlips.OfAnotherYear(context));

    /// <summary>
    /// A file is named after the day of the incident or of the report; with the same day of another year one of both is mistyped.
    /// </summary>
    private static IEnumerable<Objection> FileName(AuditContext context)
    {
        if (
            context.Document.Headings.FirstOrDefault() is not { } title
            || context.Claims.Of(title)?.Dates is not [{ HasYear: true, Day: { } day } date]
            || DateReader.InName(Path.GetFileNameWithoutExtension(context.Document.Name)).ToList() is not [var named]
        )
            yield break;
        context.Compared(date);
        // A report is named after the incident's day or its own, and neither is before what its title tells.
        if (
            (named.Year != day.Year && named.Month == day.Month && named.Day == day.Day)
            || Period.DaysBetween(named, day) is > Slack and < Near
        )
            yield return At(date, $"the file is named {named:uuuu-MM-dd}", $"{named:uuuu-MM-dd}", "the name of the file");
    }

    /// <summary>A field that gives the incident's date before all that the timeline tells.</summary>
    private static IEnumerable<Objection> Field(AuditContext context)
    {
        if (context.Document.Sections.Exists(s => s.Incident > 0))
            yield break;
        var told = context
            .Claims.Timelines.Where(t => t.IsNamed)
            .SelectMany(t => t.Entries)
            .Select(e => e.Time.WrittenDate)
            .OfType<DateClaim>()
            .Where(d => d.HasYear)
            .ToList();
        if (told.Count < FewestDates)
            yield break;
        var first = told.SelectMany(d => d.Days).Min();
        foreach (var date in context.Claims.Fields(0, DateSlips.IsOfIncident).Select(context.Claims.DateOf).OfType<DateClaim>())
        {
            if (!date.HasYear || date.Passage.Quoted)
                continue;
            context.Compared(date);
            if (date.Days.All(d => Period.DaysBetween(d, first) > Slack))
                yield return At(
                    date,
                    $"all that the timeline tells begins on {first:uuuu-MM-dd}",
                    $"{first:uuuu-MM-dd}",
                    $"the first of {told.Count} dates in the timeline"
                );
        }
    }

    private static IEnumerable<Objection> Title(AuditContext context)
    {
        var document = context.Document;
        if (
            document.Headings.FirstOrDefault() is not { } title
            || document.Sections.Exists(s => s.Incident > 0)
            || context.Claims.Of(title) is not { Times.Count: 0, Dates: [{ HasYear: true } date] }
        )
            yield break;
        var told = context
            .Claims.Timelines.SelectMany(t => t.Entries)
            .Where(e => e.Time.WrittenDate is { HasYear: true } && e.Time.Passage != title)
            .Select(e => e.Time.WrittenDate!)
            .Concat(
                document
                    .Sections.Select(s => s.Incident)
                    .Distinct()
                    .SelectMany(context.Claims.Moments)
                    .Select(m => m.Time?.WrittenDate ?? m.Date)
                    .OfType<DateClaim>()
            )
            .ToList();
        if (told.Count < 2)
            yield break;
        context.Compared(date);
        var first = told.SelectMany(d => d.Days).Min();
        if (date.Days.All(d => Period.DaysBetween(d, first) > Slack))
            yield return At(
                date,
                $"all that is told begins on {first:uuuu-MM-dd}",
                $"{first:uuuu-MM-dd}",
                $"the first of {told.Count} dates in the report"
            );
    }

    /// <summary>The dates of a timeline that are a year off from all others.</summary>
    private static IEnumerable<Objection> Years(AuditContext context, Timeline timeline)
    {
        var dates = timeline.Entries.Select(e => e.Time.WrittenDate).OfType<DateClaim>().Where(d => d.HasYear).ToList();
        if (dates.Count < 3)
            yield break;
        var years = dates.CountBy(d => d.Days[0].Year).OrderByDescending(y => y.Value).ToList();
        if (years.Count != 2 || years[1].Value * 3 > dates.Count)
            yield break;
        foreach (var odd in dates.Where(d => d.Days[0].Year == years[1].Key))
        {
            var moved = odd.Days[0].PlusYears(years[0].Key - odd.Days[0].Year);
            var others = dates
                .Where(d => d.Days[0].Year == years[0].Key)
                .Select(d => Math.Abs(Period.DaysBetween(d.Days[0], moved)))
                .ToList();
            var apart = dates.Where(d => d.Days[0].Year == years[0].Key).Min(d => Math.Abs(Period.DaysBetween(d.Days[0], odd.Days[0])));
            context.Compared(odd);
            if (others.TrueForAll(d => d <= Near) && apart > Year - (2 * Near))
                yield return At(odd, $"the other dates are of {years[0].Key}", $"{moved:uuuu-MM-dd}", "the dates of this timeline");
        }
    }
}
