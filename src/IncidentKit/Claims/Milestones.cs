namespace IncidentKit.Claims;

/// <summary>The labels people give to the moments and lengths of an incident.</summary>
internal static class Milestones
{
    private static readonly HashSet<string> Start = new(StringComparer.Ordinal)
    {
        "start",
        "started",
        "start time",
        "started at",
        "begin",
        "began",
        "begun",
        "onset",
        "impact start",
        "impact started",
        "impact began",
        "incident start",
        "incident started",
        "outage start",
        "outage started",
        "start of impact",
        "incident start time",
        "onset (first missed run)",
    };

    private static readonly HashSet<string> End = new(StringComparer.Ordinal)
    {
        "end",
        "ended",
        "end time",
        "ended at",
        "impact end",
        "impact ended",
        "incident end",
        "incident ended",
        "outage end",
        "outage ended",
        "end of impact",
        "incident end time",
    };

    private static readonly HashSet<string> Detected = new(StringComparer.Ordinal)
    {
        "detected",
        "detection",
        "detected at",
        "first detected",
        "time detected",
        "detection time",
    };

    private static readonly HashSet<string> Mitigated = new(StringComparer.Ordinal)
    {
        "mitigated",
        "mitigation",
        "mitigated at",
        "mitigation time",
    };

    private static readonly HashSet<string> Resolved = new(StringComparer.Ordinal)
    {
        "resolved",
        "resolution",
        "resolved at",
        "fixed",
        "fixed at",
        "restored",
        "recovered",
    };

    private static readonly HashSet<string> Duration = new(StringComparer.Ordinal)
    {
        "duration",
        "total duration",
        "outage duration",
        "incident duration",
        "downtime",
        "total downtime",
        "impact duration",
    };

    public static bool IsStart(string label) => Start.Contains(label);

    public static bool IsEnd(string label) => End.Contains(label);

    public static bool IsDetected(string label) => Detected.Contains(label);

    public static bool IsMitigated(string label) => Mitigated.Contains(label);

    public static bool IsResolved(string label) => Resolved.Contains(label);

    public static bool IsDuration(string label) => Duration.Contains(label);

    public static bool IsTimeToDetect(string label) => label is "time to detect" or "time to detection" or "ttd" or "mttd";

    public static bool IsTimeToMitigate(string label) => label is "time to mitigate" or "time to mitigation" or "ttm" or "mttm";

    public static bool IsTimeToResolve(string label) =>
        label
            is "time to resolve"
                or "time to resolution"
                or "ttr"
                or "mttr"
                or "resolution time"
                or "time to recover"
                or "time to recovery"
                or "time to restore";
}
