using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>A time for which a schedule was meant not to run. Runs lost in it are no loss; they are printed, never hidden.</summary>
/// <param name="Schedule">The schedule's name, or REGION/GROUP/NAME.</param>
/// <param name="Span">Since when and until when: fire times in it, half-open.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who says so.</param>
/// <param name="Line">The line of the file it stands on, from 1.</param>
internal sealed record IntendedPause(string Schedule, Interval Span, string Reason, string By, int Line);
