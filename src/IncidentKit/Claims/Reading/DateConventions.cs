using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// How a report writes dates. The year of a date without one is that in which it lies nearest to a date of the report that has one; where
/// none
/// lies near, or the report has no whole date, it is only guessed. Of two numbers the first is the day where one of its dates shows that.
/// </summary>
internal sealed class DateConventions
{
    /// <summary>Farther than so many days from any whole date the year is a guess.</summary>
    private const int Nearest = 60;

    private readonly IReadOnlyList<LocalDate> _whole;
    private readonly int? _lone;

    /// <summary>Gathers the whole dates of a report, and the years that stand alone in its headings and its name.</summary>
    public DateConventions(ReportDocument document)
    {
        _whole = [.. document.Passages.SelectMany(p => DateReader.WithYear(p.Text)).Distinct().Order()];
        _lone =
            _whole.Count > 0
                ? _whole[0].Year
                : document
                    .Passages.Where(IsHeading)
                    .Select(p => p.Text)
                    .Append(document.Name)
                    .Select(LoneYear)
                    .FirstOrDefault(y => y is not null);
        var orders = document.Passages.SelectMany(p => DateReader.DayFirst(p.Text)).Distinct().Take(2).ToList();
        IsDayFirst = orders.Count == 1 ? orders[0] : null;
    }

    /// <summary>
    /// Whether the first of two numbers is the day, as a date with a number over 12 shows; null where none does, or both ways occur.
    /// </summary>
    public bool? IsDayFirst { get; }

    /// <summary>The days that a date without year means, and whether its year is sure.</summary>
    /// <param name="days">The days in a year.</param>
    public (List<LocalDate> Days, bool IsSure) YearOf(Func<int, List<LocalDate>> days)
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

    private static int? LoneYear(string text)
    {
        for (var at = text.IndexOf("20", StringComparison.Ordinal); at >= 0; at = text.IndexOf("20", at + 1, StringComparison.Ordinal))
        {
            if (
                at + 4 <= text.Length
                && (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && (at + 4 == text.Length || !char.IsLetterOrDigit(text[at + 4]))
                && int.TryParse(text.AsSpan(at, 4), out var year)
            )
                return year;
        }

        return null;
    }
}
