namespace IncidentKit.Markets;

/// <summary>Something a reader of a report should know that a calendar's times do not show, such as an auction after the close.</summary>
/// <param name="Text">What there is to know.</param>
/// <param name="Unconfirmed">Whether nobody has checked it.</param>
public sealed record CalendarNote(string Text, bool Unconfirmed);
