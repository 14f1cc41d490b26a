using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Analysis;

/// <summary>Whether a schedule is switched on, in the words of the reports.</summary>
internal static class ScheduleState
{
    /// <summary>It is read, and on.</summary>
    public const string Enabled = "enabled";

    /// <summary>It could not be read.</summary>
    public const string Unknown = "unknown";

    /// <summary>A rule that has lost this target, or calls nothing.</summary>
    public const string WithoutTarget = "withoutTarget";

    /// <summary>Enabled, disabled, without target, deleted or unknown.</summary>
    public static string Of(ScheduleRuns runs) =>
        runs.History.Deleted ? "deleted"
        : runs.History.Current is null ? Unknown
        : runs.History.Latest.Enabled ? Enabled
        : !runs.History.Latest.HasTarget ? WithoutTarget
        : "disabled";
}
