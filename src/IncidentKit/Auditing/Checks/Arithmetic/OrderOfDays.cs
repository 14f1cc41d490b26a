using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// Finds the row that stands in the wrong place in a table of days, of which no time is told: all others are in order, one way or the
/// other. A table in which more than one is out of order has another order, or none.
/// </summary>
internal static class OrderOfDays
{
    /// <summary>So many rows in order are no accident.</summary>
    private const int Fewest = 5;

    /// <summary>The dates out of order, each with the one before it.</summary>
    public static IEnumerable<(DateClaim Date, DateClaim Before)> Wrong(AuditContext context)
    {
        foreach (var table in context.Document.Tables)
        {
            var days = table
                .Body.Where(r => r.Cells.Count > 1 && !r.IsQuoted)
                .Select(r =>
                    context.Claims.Of(r.Cells[0]) is { Times.Count: 0, Dates: [{ HasYear: true, Day: not null } date] } ? date : null
                )
                .ToList();
            if (days.Count < Fewest || days.Exists(d => d is null))
                continue;
            List<LocalDate> dates = [.. days.Select(d => d!.Day!.Value)];
            context.Compared([.. days.Select(d => d!)]);
            if (IsInOrder(dates, 1) || IsInOrder(dates, -1))
                continue;
            // Of two that changed places the later row is told.
            var odd = Enumerable.Range(1, dates.Count - 1).Reverse().Append(0).Where(i => IsInOrderWithout(dates, i)).ToList();
            if (odd.Count > 0)
                yield return (days[odd[0]]!, days[odd[0] == 0 ? 1 : odd[0] - 1]!);
        }
    }

    private static bool IsInOrderWithout(List<LocalDate> dates, int index)
    {
        List<LocalDate> others = [.. dates.Take(index), .. dates.Skip(index + 1)];
        return IsInOrder(others, 1) || IsInOrder(others, -1);
    }

    private static bool IsInOrder(List<LocalDate> dates, int direction) =>
        dates.Zip(dates.Skip(1)).All(p => p.Second.CompareTo(p.First) * direction >= 0);
}
