using NodaTime;

namespace IncidentKit.Impact;

/// <summary>A time without events that is longer than usual.</summary>
/// <param name="Span">
/// From the first silent minute to the first minute with events, half-open. It is cut at the ends of what was looked at.
/// </param>
/// <param name="Usual">How long silence usually lasts at that time of day and in that session: the median of the days before, of the
/// half-hours the span touches the one with the longest.</param>
/// <param name="Limit">What is longer than usual: the median and three times the spread of the days before.</param>
/// <param name="Days">
/// How many days the two are known from. It is 0 when there is no history of that time, and the span is only known to be silent.
/// </param>
internal readonly record struct SilentSpan(Interval Span, Duration Usual, Duration Limit, int Days);
