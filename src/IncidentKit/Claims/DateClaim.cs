using NodaTime;

namespace IncidentKit.Claims;

/// <summary>A date, with its weekday where that is said.</summary>
/// <param name="Passage">Where it is stated.</param>
/// <param name="Start">Its first character in the passage's text.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Days">The days it may mean: two where day and month can be told in two ways.</param>
/// <param name="HasYear">Whether the year is written; else it is that of the report.</param>
/// <param name="Weekday">The weekday beside it; null where none is.</param>
internal sealed record DateClaim(Passage Passage, int Start, int End, IReadOnlyList<LocalDate> Days, bool HasYear, IsoDayOfWeek? Weekday)
    : Claim(Passage, Start, End)
{
    /// <summary>Whether it is written year first, as people do who write hours from 0 to 23.</summary>
    public bool IsIso { get; init; }

    /// <summary>Whether the year is written, or that of a whole date near it; else it is a guess.</summary>
    public bool YearIsSure { get; init; } = true;

    /// <summary>The day, if only one can be meant.</summary>
    public LocalDate? Day => Days.Count == 1 ? Days[0] : null;
}
