namespace IncidentKit.Benchmarks.Injected;

/// <summary>One error put into a report.</summary>
/// <param name="Text">The whole report with the error.</param>
/// <param name="Lines">The lines, from 1, on which a finding means this error; the first is the one that changed.</param>
/// <param name="Was">The line before.</param>
/// <param name="Is">The line now.</param>
internal sealed record InjectedError(string Text, IReadOnlyList<int> Lines, string Was, string Is);

/// <summary>A kind of error and the places of a report where it can be put, one error a place.</summary>
internal sealed record InjectedKind(string Name, Func<WrittenReport, Random, IEnumerable<InjectedError>> Places)
{
    /// <summary>All kinds, in the order of the table.</summary>
    public static IReadOnlyList<InjectedKind> All { get; } =
    [
        new("rows swapped", RowSwaps.In),
        new("length ±30 %", ChangedLengths.In),
        new("weekday", ChangedWeekdays.In),
        new("clock's half", ChangedClocks.In),
        new("N of M", ChangedCounts.Ratios),
        new("count of a list", ChangedCounts.Announced),
        new("second statement", SecondStatements.In),
        new("end before start", SwappedEnds.In),
        new("resolved, with an open item", ReopenedItems.In),
    ];
}
