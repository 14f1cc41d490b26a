using NodaTime;

namespace IncidentKit.Aws;

/// <summary>
/// Where a recording stops asking, all in one place. Past a limit the source is partial and says which one; nothing waits for ever, and no
/// answer fills the memory. The defaults are far beyond what AWS's own quotas let an account answer.
/// </summary>
public sealed record CollectionLimits
{
    /// <summary>The limits of an ordinary recording.</summary>
    public static CollectionLimits Default { get; } = new();

    /// <summary>Longest wait for one attempt, the whole body included; 30 s unless told.</summary>
    public Duration CallTime { get; init; } = Duration.FromSeconds(30);

    /// <summary>Attempts after the first, where no answer came or what came is none; 2 unless told.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>How long an operation that answers with nothing but throttling is asked again; 5 minutes unless told.</summary>
    public Duration ThrottlePatience { get; init; } = Duration.FromMinutes(5);

    /// <summary>Begin no call of a source after this much time; 2 hours unless told.</summary>
    public Duration SourceTime { get; init; } = Duration.FromHours(2);

    /// <summary>Most bytes of a body: 16 MiB unless told. Fifty CloudTrail events of 256 KB, the largest answer there is, take
    /// less.</summary>
    public int BodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Most pages of one listing; 10,000 unless told.</summary>
    public int Pages { get; init; } = 10_000;

    /// <summary>Most items of one listing; 500,000 unless told.</summary>
    public int Items { get; init; } = 500_000;

    /// <summary>Most pages of 1,000 executions of one state machine; 100 unless told.</summary>
    public int ExecutionPages { get; init; } = 100;

    /// <summary>Most failed executions of one state machine whose error is asked for, the first and the last of them; 50 unless
    /// told.</summary>
    public int FailedExecutions { get; init; } = 50;

    /// <summary>Most pages of 100 jobs of one job queue of Batch; 200 unless told.</summary>
    public int JobPages { get; init; } = 200;

    /// <summary>The limits for people, one a line.</summary>
    public IEnumerable<string> Lines =>
        [
            $"{CallTime.TotalSeconds:0.#} s an attempt, with its body; {Retries} more attempts",
            $"{ThrottlePatience.TotalMinutes:0.#} min of throttling without an answer",
            $"{SourceTime.TotalMinutes:0.#} min a source",
            $"{BodyBytes / 1024 / 1024} MiB a body",
            $"{Pages} pages and {Items} items a listing",
            $"{ExecutionPages} pages of executions a state machine, and the errors of {FailedExecutions}",
            $"{JobPages} pages of jobs a job queue",
        ];
}
