namespace IncidentKit.Inputs;

/// <summary>What a service does for the business; decides how its missed runs are weighed.</summary>
public enum ServiceRole
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>Fetches bars, quotes or events.</summary>
    DataCollection,

    /// <summary>Computes features or signals.</summary>
    SignalGeneration,

    /// <summary>Places orders.</summary>
    Trading,

    /// <summary>Watches open positions.</summary>
    PositionMonitoring,

    /// <summary>Tells people.</summary>
    Alerting,
}
