namespace IncidentKit.Reports.Incident;

/// <summary>Positions while not all of position monitoring and trading ran, in tradable minutes.</summary>
/// <param name="Windows">When that was.</param>
/// <param name="NoneRan">The part of it in which none of their services ran.</param>
/// <param name="Positions">Each position, by symbol.</param>
/// <param name="StartValue">The sum of the values at the start; null when one is unknown.</param>
/// <param name="WorstChange">The sum of each position's worst change: they need not have been worst at one time.</param>
/// <param name="RecoveryValue">The sum of the values at recovery.</param>
/// <param name="Change">Value at recovery less value at the start.</param>
/// <param name="Formula">How it is computed.</param>
internal sealed record ReportExposure(
    IReadOnlyList<ReportWindow> Windows,
    IReadOnlyList<ReportWindow> NoneRan,
    IReadOnlyList<ReportPositionExposure> Positions,
    decimal? StartValue,
    decimal? WorstChange,
    decimal? RecoveryValue,
    decimal? Change,
    string Formula
)
{
    /// <summary>
    /// The sum of the values at the start without their signs: short positions do not take from it. Null when one is unknown.
    /// </summary>
    public decimal? GrossValue { get; init; }
}
