namespace IncidentKit.Claims;

/// <summary>A part of a whole with its percentage: <c>92 of 943 (12 %)</c>.</summary>
/// <param name="Passage">Where it is stated.</param>
/// <param name="Start">Its first character in the passage's text.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Part">How many.</param>
/// <param name="Whole">Of how many; not zero.</param>
/// <param name="Percent">The percentage, as written.</param>
/// <param name="Step">What one more in its last digit is: 1, 0.1, 0.01.</param>
/// <param name="Bound">How it is meant.</param>
/// <param name="PercentStart">The first character of the percentage's number.</param>
/// <param name="PercentEnd">The character after its last digit.</param>
internal sealed record ShareClaim(
    Passage Passage,
    int Start,
    int End,
    decimal Part,
    decimal Whole,
    decimal Percent,
    decimal Step,
    DurationBound Bound,
    int PercentStart,
    int PercentEnd
) : Claim(Passage, Start, End)
{
    /// <summary>The percentage that the part is of the whole.</summary>
    public decimal Right => Part * 100 / Whole;

    /// <summary>
    /// Whether the percentage may be put so: of the part or of the rest, as far as its last digit goes, rounded or cut off.
    /// </summary>
    public bool Holds => Agrees(Right) || (Bound is DurationBound.Exact or DurationBound.About && Agrees(100 - Right));

    private bool Agrees(decimal right) =>
        Bound switch
        {
            DurationBound.About => Math.Abs(Percent - right) <= Math.Max(2 * Step, right / 10),
            DurationBound.AtLeast => right >= Percent - Step,
            DurationBound.AtMost => right <= Percent + Step,
            _ => Math.Abs(Percent - right) < Step || (Percent % 5 == 0 && Percent < 100 && Math.Abs(Percent - right) <= Step),
        };
}
