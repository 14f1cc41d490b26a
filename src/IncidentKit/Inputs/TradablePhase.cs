namespace IncidentKit.Inputs;

/// <summary>A phase of a trading day.</summary>
public enum TradablePhase
{
    /// <summary>Before the regular session opens.</summary>
    Pre,

    /// <summary>The regular session.</summary>
    Regular,

    /// <summary>After the regular session closes.</summary>
    Post,
}
