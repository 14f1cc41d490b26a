namespace IncidentKit.Analysis;

/// <summary>What can be said of a day.</summary>
public enum DayOutcome
{
    /// <summary>Every expected run is known to have started, in time or late.</summary>
    AllRan,

    /// <summary>Nothing is known to be lost, and not everything is known.</summary>
    PartlyUnknown,

    /// <summary>A run was missed or failed.</summary>
    Lost,
}
