namespace IncidentKit.Impact;

/// <summary>
/// What an unwatched position was worth. All prices are of bars that begin in
/// tradable minutes of the down time. Each is null when the file has none.
/// </summary>
/// <param name="Position">The position.</param>
/// <param name="Start">The open of the first bar.</param>
/// <param name="Worst">The lowest low of a long position, the highest high of a short one.</param>
/// <param name="Recovery">The close of the last bar.</param>
/// <param name="Bars">How many bars there are.</param>
internal sealed record PositionExposure(Position Position, MarkedPrice? Start, MarkedPrice? Worst, MarkedPrice? Recovery, int Bars)
{
    /// <summary>Quantity times the price at the start.</summary>
    public decimal? StartValue => Position.Quantity * Start?.Price;

    /// <summary>Quantity times (worst price less price at the start): zero or less.</summary>
    public decimal? WorstChange => Position.Quantity * (Worst?.Price - Start?.Price);

    /// <summary>Quantity times the price at recovery.</summary>
    public decimal? RecoveryValue => Position.Quantity * Recovery?.Price;

    /// <summary>Value at recovery less value at the start.</summary>
    public decimal? Change => RecoveryValue - StartValue;
}
