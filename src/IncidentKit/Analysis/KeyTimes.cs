using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Inputs;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>The key times of one outage, each with what shows it. Times to are all counted from the onset.</summary>
internal sealed record KeyTimes
{
    private const string NoOutage = "no outage was found";
    private const string Open = "it had not ended when the evidence was recorded";
    private const string Again = "record a later window";
    private const string SayWhen = "put milestones.detected into incident.yaml";

    /// <summary>First impact: the first missed fire time.</summary>
    public required Known<Instant> Onset { get; init; }

    /// <summary>Whether the first gap may have begun earlier than the evidence reaches.</summary>
    public required Known<bool> OnsetAtOrBefore { get; init; }

    /// <summary>The change that brought it about.</summary>
    public required Known<OutageTrigger> Trigger { get; init; }

    /// <summary>When a person or an alarm noticed.</summary>
    public required Known<Instant> Detected { get; init; }

    /// <summary>The first good fire time of any schedule.</summary>
    public required Known<Instant> RecoveryStarted { get; init; }

    /// <summary>When no schedule missed a run any more.</summary>
    public required Known<Instant> Mitigated { get; init; }

    /// <summary>When the cause was removed: the last of the changes that put the schedules right.</summary>
    public required Known<Instant> Resolved { get; init; }

    /// <summary>Detection less onset.</summary>
    public required Known<Duration> TimeToDetect { get; init; }

    /// <summary>Mitigation less onset.</summary>
    public required Known<Duration> TimeToMitigate { get; init; }

    /// <summary>From the onset to the last run known to be lost, while the outage is not known to have ended; null otherwise.</summary>
    public required Duration? LastedAtLeast { get; init; }

    /// <summary>Resolution less onset.</summary>
    public required Known<Duration> TimeToResolve { get; init; }

    /// <summary>The changes that removed the cause, in time order.</summary>
    public required IReadOnlyList<AppliedFix> Fixes { get; init; }

    /// <summary>The key times of an outage.</summary>
    /// <param name="chosen">The outage; null without one.</param>
    /// <param name="context">All schedules, and what of their changes was recorded.</param>
    /// <param name="findings">The findings, whose recoveries mended what is not a field of a schedule.</param>
    /// <param name="incident">Who says when it was noticed; null where nobody does.</param>
    public static KeyTimes Of(ExplainedOutage? chosen, DiagnosisContext context, IReadOnlyList<Finding> findings, IncidentFile? incident) =>
        chosen is null
            ? None(incident)
            : Of(chosen, AppliedFix.Of(chosen.Outage, context.Runs, findings), incident, context.ChangesNotRecorded);

    private static KeyTimes Of(
        ExplainedOutage chosen,
        (IReadOnlyList<AppliedFix> Fixes, bool Whole) repair,
        IncidentFile? incident,
        IReadOnlyList<string> notRecorded
    )
    {
        var outage = chosen.Outage;
        var first = outage.Gaps.Where(g => g.Start == outage.Onset).SelectMany(g => g.EvidenceIds).ToList();
        var last = outage.Gaps.Where(g => g.End is not null).SelectMany(g => g.EvidenceIds.Take(2)).ToList();
        var detected = DetectedBy(incident, "nobody says when it was noticed", SayWhen);
        var mitigated = MeasuredOr(outage.Mitigated, last, Open);
        var resolved = MeasuredOr(
            repair.Whole ? repair.Fixes.Max(f => (Instant?)f.Change.At) : null,
            repair.Fixes.Select(f => f.Change.EvidenceId),
            "no recorded change removed the cause for every schedule of the outage" + OutageTrigger.NotInFull(notRecorded)
        );
        return new KeyTimes
        {
            Onset = Known<Instant>.Measured(outage.Onset, first),
            OnsetAtOrBefore = Known<bool>.Measured(outage.OnsetAtOrBefore, first),
            Trigger = chosen.Trigger,
            Detected = detected,
            RecoveryStarted = MeasuredOr(outage.RecoveryStarted, last, Open),
            Mitigated = mitigated,
            Resolved = resolved,
            TimeToDetect =
                !detected.IsKnown ? Known<Duration>.Unknown("the time of detection is unknown", SayWhen)
                : detected.Value < outage.Onset
                    ? Known<Duration>.Unknown("the time that people give for the detection is before the first lost run", null)
                : Known<Duration>.Derived(detected.Value - outage.Onset),
            TimeToMitigate = mitigated.Then(m => m - outage.Onset, "mitigated less onset"),
            TimeToResolve = resolved.IsKnown
                ? Known<Duration>.Derived(resolved.Value - outage.Onset, "resolved less onset")
                : Known<Duration>.Unknown("the time of resolution is unknown", Again),
            LastedAtLeast = mitigated.IsKnown || outage.LastLost == outage.Onset ? null : outage.LastLost - outage.Onset,
            Fixes = repair.Fixes,
        };
    }

    private static KeyTimes None(IncidentFile? incident)
    {
        var time = Known<Instant>.Unknown(NoOutage, null);
        var duration = Known<Duration>.Unknown(NoOutage, null);
        return new KeyTimes
        {
            Onset = time,
            OnsetAtOrBefore = Known<bool>.Unknown(NoOutage, null),
            Trigger = Known<OutageTrigger>.Unknown(NoOutage, null),
            Detected = DetectedBy(incident, NoOutage, null),
            RecoveryStarted = time,
            Mitigated = time,
            Resolved = time,
            TimeToDetect = duration,
            TimeToMitigate = duration,
            TimeToResolve = duration,
            LastedAtLeast = null,
            Fixes = [],
        };
    }

    private static Known<Instant> DetectedBy(IncidentFile? incident, string otherwise, string? toKnow) =>
        incident?.Milestones.Detected is { } at
            ? Attestations.Of(incident, at, "milestones.detected")
            : Known<Instant>.Unknown(otherwise, toKnow);

    private static Known<Instant> MeasuredOr(Instant? at, IEnumerable<string> evidence, string otherwise) =>
        at is { } known ? Known<Instant>.Measured(known, evidence) : Known<Instant>.Unknown(otherwise, Again);
}
