using IncidentKit.Impact;

namespace IncidentKit.Analysis;

/// <summary>The financial impact, and the files it is computed from.</summary>
/// <param name="Impact">What is known.</param>
/// <param name="PositionFile">The file of positions; null where none is given.</param>
/// <param name="PriceFile">The file of prices; null where none is given.</param>
internal sealed record MoneyLost(FinancialImpact Impact, string? PositionFile, string? PriceFile);
