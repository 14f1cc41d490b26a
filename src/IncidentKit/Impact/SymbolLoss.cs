using NodaTime;

namespace IncidentKit.Impact;

/// <summary>What a file lacks of one symbol.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Missing">Bars that are not in the file.</param>
/// <param name="Windows">When they begin and end: half-open, in order.</param>
internal sealed record SymbolLoss(string Symbol, long Missing, IReadOnlyList<Interval> Windows);
