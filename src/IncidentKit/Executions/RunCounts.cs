namespace IncidentKit.Executions;

/// <summary>Fire times of one schedule in the window, counted by what became of them.</summary>
public sealed record RunCounts
{
    /// <summary>Fire times, optional ones not counted.</summary>
    public int Expected { get; init; }

    /// <summary>Started in time.</summary>
    public int Ran { get; init; }

    /// <summary>Started late.</summary>
    public int Late { get; init; }

    /// <summary>Ended in an error or never came up.</summary>
    public int Failed { get; init; }

    /// <summary>Never created, proved.</summary>
    public int Missed { get; init; }

    /// <summary>Not covered by evidence.</summary>
    public int Unknown { get; init; }

    /// <summary>Second passes of a daylight-saving overlap.</summary>
    public int Optional { get; init; }

    /// <summary>Executions that belong to no fire time.</summary>
    public int Extra { get; init; }

    /// <summary>Runs in time or late of which nothing says how they ended.</summary>
    public int OutcomeUnknown { get; init; }

    /// <summary>The sum, member by member.</summary>
    public static RunCounts operator +(RunCounts a, RunCounts b) => new()
    {
        Expected = a.Expected + b.Expected,
        Ran = a.Ran + b.Ran,
        Late = a.Late + b.Late,
        Failed = a.Failed + b.Failed,
        Missed = a.Missed + b.Missed,
        Unknown = a.Unknown + b.Unknown,
        Optional = a.Optional + b.Optional,
        Extra = a.Extra + b.Extra,
        OutcomeUnknown = a.OutcomeUnknown + b.OutcomeUnknown,
    };
}
