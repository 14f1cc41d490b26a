using System.Text.RegularExpressions;
using NodaTime;

namespace IncidentKit.Claims.Placing;

/// <summary>The day of what stands in a report, where no date stands beside it.</summary>
internal sealed partial class ReportDays
{
    /// <summary>In wider tables only so many columns are searched for what belongs to a row.</summary>
    public const int MostColumns = 8;

    private readonly ReportClaims _claims;
    private readonly LocalDate? _day;

    public ReportDays(ReportClaims claims)
    {
        _claims = claims;
        _day = ReportDay();
    }

    /// <summary>The day of the nearest date: in the row, above the list or table, in the headings; else the report's.</summary>
    public LocalDate? Around(Passage passage)
    {
        if (passage.Row is { } row && InRow(row).FirstOrDefault() is { } inRow)
            return inRow.Day;
        var intro = passage.Item?.List.Intro ?? passage.Row?.Table.Intro;
        foreach (var above in new[] { passage.Item?.First, intro }.Concat(passage.Section.Path().Select(s => s.Heading)).OfType<Passage>())
        {
            if (_claims.Of(above)?.Dates.From(0) is { } date)
                return date.Day;
        }

        return _day;
    }

    /// <summary>The date of a row that has a column of its own for it: it is that of all times in the row.</summary>
    public DateClaim? OfRow(Passage passage) =>
        passage.Row is { } row ? InRow(row).FirstOrDefault(d => _claims.Of(d.Passage)!.Times.Count == 0) : null;

    private IEnumerable<DateClaim> InRow(ReportRow row) =>
        row.Cells.Take(MostColumns).Select(c => _claims.Of(c)?.Dates.From(0)).OfType<DateClaim>();

    /// <summary>The day in the title, in a field, or the only one in the report but for what is planned.</summary>
    private LocalDate? ReportDay()
    {
        var first = _claims.Document.Headings.FirstOrDefault();
        var titled = first is null ? null : _claims.Of(first)!.Dates.From(0)?.Day;
        var field = _claims
            .All.SelectMany(p => p.Fields)
            .Where(f => f.Label is "date" or "incident date" or "date of incident")
            .Select(f => _claims.Of(f.ValuePassage)!.Dates.From(f.ValueStart)?.Day)
            .FirstOrDefault(d => d is not null);
        if ((titled ?? field) is { } day)
            return day;
        var days = _claims
            .All.Where(p => !p.Passage.Section.Path().Any(s => Plans().IsMatch(s.Title)))
            .SelectMany(p => p.Dates)
            .Select(d => d.Day)
            .Distinct()
            .Take(2)
            .ToList();
        return days.Count == 1 ? days[0] : null;
    }

    [GeneratedRegex(
        @"action|follow-?up|next steps|remediation|corrective|improve",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Plans();
}
