namespace IncidentKit.Analysis.Judging;

/// <summary>What came out of comparing a claim. A claim that cannot be compared has none.</summary>
/// <param name="Holds">Whether what was measured may be put so.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="How">How: the calendar's row, the evidence's id, or the JSON pointer of the value.</param>
internal readonly record struct Judgement<T>(bool Holds, T Measured, string How);
