using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// The year of a date without one: that in which it lies nearest to a date of the report that has one. Where none lies near, or the report
/// has no whole date, it is only guessed.
/// </summary>
internal sealed class DateYears
{
    /// <summary>Farther than so many days from any whole date the year is a guess.</summary>
    private const int Nearest = 60;

    private readonly IReadOnlyList<LocalDate> _whole;
    private readonly int? _lone;

    /// <summary>Gathers the whole dates of a report, and the years that stand alone in its headings.</summary>
    public DateYears(ReportDocument document)
    {
        _whole = [.. document.Passages.SelectMany(p => DateReader.WithYear(p.Text)).Distinct().Order()];
        _lone = _whole.Count > 0 ? _whole[0].Year : document.Passages.Where(IsHeading).Select(LoneYear).FirstOrDefault(y => y is not null);
    }

    /// <summary>The days that a date without year means, and whether its year is sure.</summary>
    /// <param name="days">The days in a year.</param>
    public (List<LocalDate> Days, bool IsSure) Of(Func<int, List<LocalDate>> days)
    {
        if (_lone is not { } lone)
            return ([], false);
        List<LocalDate> best = [];
        int distance = int.MaxValue,
            near = 0;
        foreach (var year in _whole.Select(d => d.Year).Distinct().SelectMany(y => new[] { y, y + 1, y - 1 }).Distinct())
        {
            var read = days(year);
            if (read.Count == 0)
                continue;
            var far = read.Min(Distance);
            near += far <= Nearest ? 1 : 0;
            if (far < distance)
                (best, distance) = (read, far);
        }

        return near > 0 ? (best, near == 1) : (days(lone), false);
    }

    private int Distance(LocalDate day)
    {
        var after = _whole.CountBefore(day, static (d, to) => d < to);
        var distance = int.MaxValue;
        if (after < _whole.Count)
            distance = Period.DaysBetween(day, _whole[after]);
        if (after > 0)
            distance = Math.Min(distance, Period.DaysBetween(_whole[after - 1], day));
        return distance;
    }

    private static bool IsHeading(Passage passage) =>
        passage.Kind == PassageKind.Heading || passage.Row is { } row && row == row.Table.Header;

    private static int? LoneYear(Passage passage)
    {
        for (
            var at = passage.Text.IndexOf("20", StringComparison.Ordinal);
            at >= 0;
            at = passage.Text.IndexOf("20", at + 1, StringComparison.Ordinal)
        )
        {
            if (
                at + 4 <= passage.Text.Length
                && (at == 0 || !char.IsLetterOrDigit(passage.Text[at - 1]))
                && (at + 4 == passage.Text.Length || !char.IsLetterOrDigit(passage.Text[at + 4]))
                && int.TryParse(passage.Text.AsSpan(at, 4), out var year)
            )
                return year;
        }

        return null;
    }
}
