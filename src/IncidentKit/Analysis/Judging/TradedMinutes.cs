using IncidentKit.Markets;

namespace IncidentKit.Analysis.Judging;

/// <summary>How many minutes of a window lie in a market's regular session.</summary>
/// <param name="Market">The market with the most of them.</param>
/// <param name="Minutes">How many.</param>
/// <param name="IsKnown">Whether all calendars reach over the window.</param>
internal readonly record struct TradedMinutes(MarketCalendar Market, long Minutes, bool IsKnown);
