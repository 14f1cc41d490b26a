namespace IncidentKit.Reports.Incident;

/// <summary>What one dataset lacks, or that a log was silent.</summary>
/// <param name="Service">The service that brings it.</param>
/// <param name="Dataset">Its name; the log group of a <c>logSilence</c>.</param>
/// <param name="Kind">
/// What it holds: bars, news; <c>logSilence</c> for a log group that was silent during the outage for longer than usual.
/// </param>
/// <param name="Expected">Entries there should be.</param>
/// <param name="Missing">Entries known to be missing.</param>
/// <param name="Unknown">Entries whose run is unknown; null when nothing is known at all.</param>
/// <param name="PerSymbol">Missing entries of each symbol, where all lack the same.</param>
/// <param name="Windows">When they begin and end.</param>
/// <param name="Recoverable">Whether they can be fetched later, as attested.</param>
/// <param name="Backfill">The one window to ask a vendor for; null when nothing is known to be missing.</param>
/// <param name="Symbols">The symbols that lack bars; null where no file of bars was given.</param>
/// <param name="Method">How the numbers came about.</param>
internal sealed record ReportDataImpact(
    string Service,
    string Dataset,
    string Kind,
    long? Expected,
    long? Missing,
    long? Unknown,
    long? PerSymbol,
    IReadOnlyList<ReportWindow> Windows,
    bool? Recoverable,
    ReportWindow? Backfill,
    IReadOnlyList<ReportSymbolLoss>? Symbols,
    string? Method
);
