using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>Fire times of one schedule in the window, counted by what became of them.</summary>
internal sealed record RunCounts
{
    /// <summary>Fire times; optional ones, and lost ones that were meant not to run, are not counted.</summary>
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

    /// <summary>Lost at a time for which it was meant not to run.</summary>
    public int Intended { get; init; }

    /// <summary>Executions that belong to no fire time.</summary>
    public int Extra { get; init; }

    /// <summary>Runs in time or late that ended well.</summary>
    public int Succeeded { get; init; }

    /// <summary>Those of them of which nothing says how they ended, and people are content that they were invoked.</summary>
    public int Accepted { get; init; }

    /// <summary>Runs in time or late that had not ended when they were looked at.</summary>
    public int Running { get; init; }

    /// <summary>Runs in time or late of which nothing says how they ended, and people ask; those still running among them.</summary>
    public int OutcomeUnknown { get; init; }

    /// <summary>
    /// Runs in time or late whose start is known: from the RunTask call, from ECS, or from the log stream
    /// where the usual delay between the two is known. A count of invocations tells only the minute.
    /// </summary>
    public int Timed { get; init; }

    /// <summary>How long after their fire times the <see cref="Timed"/> runs started, all together.</summary>
    public Duration TotalStartDelay { get; init; }

    /// <summary>The mean of <see cref="TotalStartDelay"/>, to the second; null when no run was timed.</summary>
    public Duration? MeanStartDelay =>
        Timed == 0 ? null : Duration.FromSeconds((long)Math.Round(TotalStartDelay.TotalSeconds / Timed, MidpointRounding.ToEven));

    /// <summary>The sum, member by member.</summary>
    public static RunCounts operator +(RunCounts a, RunCounts b) =>
        new()
        {
            Expected = a.Expected + b.Expected,
            Ran = a.Ran + b.Ran,
            Late = a.Late + b.Late,
            Failed = a.Failed + b.Failed,
            Missed = a.Missed + b.Missed,
            Unknown = a.Unknown + b.Unknown,
            Optional = a.Optional + b.Optional,
            Intended = a.Intended + b.Intended,
            Extra = a.Extra + b.Extra,
            Succeeded = a.Succeeded + b.Succeeded,
            Accepted = a.Accepted + b.Accepted,
            Running = a.Running + b.Running,
            OutcomeUnknown = a.OutcomeUnknown + b.OutcomeUnknown,
            Timed = a.Timed + b.Timed,
            TotalStartDelay = a.TotalStartDelay + b.TotalStartDelay,
        };
}
