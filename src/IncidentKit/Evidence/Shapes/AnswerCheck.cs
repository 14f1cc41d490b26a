namespace IncidentKit.Evidence.Shapes;

/// <summary>What came of holding an answer against what the operation answers. The default is a whole answer.</summary>
/// <param name="Problem">Why it is not the answer, <c>with HTML, not ListSchedules' answer</c>; null when it is.</param>
/// <param name="Unread">How many items of its lists could not be read.</param>
/// <param name="FirstUnread">What is wrong with the first of them; null without any.</param>
public readonly record struct AnswerCheck(string? Problem, int Unread, string? FirstUnread);
