using IncidentKit.Analysis;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Inputs;

namespace IncidentKit.Reports.Incident;

/// <summary>
/// Maps what shows that the outage is over, what would have told of it, what is left to repair, and whether all is ready.
/// </summary>
internal sealed class RecoveryComposer(BundleAnalysis analysis, BasisLedger basis)
{
    /// <summary>Each schedule of the outage before and after it, by name.</summary>
    public IReadOnlyList<ReportVerification> Verification() => [.. analysis.Recoveries.Select(Verification)];

    /// <summary>Whether the system was ready for the next open.</summary>
    public ReportReadiness Readiness() =>
        new(
            analysis.Readiness.Verdict,
            analysis.Readiness.Reasons,
            analysis.Readiness.Market?.Id,
            basis.Value("/readiness/nextOpen", analysis.Readiness.NextOpen),
            basis.Value("/readiness/timeToNextOpen", analysis.Readiness.TimeToNextOpen)
        );

    /// <summary>What was put right, and how it is proved.</summary>
    public IReadOnlyList<ReportFix> Fixes() => [.. analysis.Times.Fixes.Select(Fix)];

    /// <summary>What would have told of the outage, earliest first.</summary>
    public IReadOnlyList<ReportDetection> Detection() => [.. analysis.Detectors.Select(Detection)];

    /// <summary>Earlier incidents of the same cause; null when no earlier reports were given.</summary>
    public IReadOnlyList<ReportRecurrence>? Recurrence() =>
        basis
            .Object("/recurrence", analysis.Recurrences)
            ?.Select(r => new ReportRecurrence(r.Report.Name, r.Report.Title, r.Report.Onset, r.Findings, r.Schedules))
            .ToList();

    /// <summary>The fields that <c>fix.sh</c> would put right.</summary>
    public IReadOnlyList<ReportRepair> Repairs() => [.. analysis.Repairs.Fields.Select(Repair)];

    /// <summary>The log groups that <c>fix.sh</c> would create.</summary>
    public IReadOnlyList<ReportLogGroup> MissingLogGroups() =>
        [.. analysis.Repairs.LogGroups.Select(g => new ReportLogGroup(g.Name, g.Region))];

    /// <summary>Why there is nothing to repair; null when there is.</summary>
    public string? RepairNotice() =>
        analysis.Repairs.Count > 0 ? null
        : analysis.Status == "ongoing"
            ? "It is not over, and fix.sh has no change to make: what is wrong is no field of a schedule. A person has to repair it."
        : analysis.Findings.Any(f => f.ExplainsOnset) ? "Nothing is left to fix: the cause was removed before the evidence was recorded."
        : "Nothing to fix: no finding has a mechanical repair.";

    private ReportVerification Verification(ScheduleRecovery recovery, int index)
    {
        var pointer = $"/verification/{index}";
        basis.Measured(pointer, recovery.Evidence);
        return new ReportVerification(
            analysis.Names[recovery.Schedule],
            basis.Value($"{pointer}/lastGoodBefore", recovery.LastGoodBefore),
            basis.Value($"{pointer}/firstGoodAfter", recovery.FirstGoodAfter),
            basis.Value($"{pointer}/ranSince", recovery.RanSince),
            basis.Value($"{pointer}/notRanSince", recovery.NotRanSince),
            basis.Value($"{pointer}/unknownSince", recovery.UnknownSince),
            recovery.Proved
        );
    }

    private ReportFix Fix(AppliedFix fix, int index)
    {
        var (pointer, change) = ($"/fixes/{index}", fix.Change);
        basis.Measured(pointer, [change.EvidenceId]);
        return new ReportFix(
            change.Subject,
            change.At,
            change.By,
            change.Field ?? change.Action,
            change.Before,
            change.After,
            basis.Value($"{pointer}/firstGoodRun", fix.FirstGoodRun),
            [change.EvidenceId]
        );
    }

    private ReportDetection Detection(Counterfactual detector, int index)
    {
        var pointer = $"/detection/{index}";
        basis.Derived(pointer, detector.Why);
        var earlier = basis.Value($"{pointer}/earlier", detector.EarlierThan(analysis.Times.Detected));
        return new ReportDetection(detector.Detector, detector.At, earlier, detector.Why);
    }

    private ReportRepair Repair(FieldRepair repair) =>
        new(
            repair.Schedule.Name,
            repair.Schedule.Group,
            repair.Schedule.Region,
            repair.Field,
            repair.JqPath,
            repair.ExpectedValue,
            repair.NewValue,
            repair.NewValueSource,
            repair.LastModified,
            RoleOf(repair) == ServiceRole.Trading,
            repair.NextFireTime,
            RoleOf(repair),
            repair.Schedule.Target,
            repair.Target
        );

    private ServiceRole RoleOf(FieldRepair repair) => RepairPlan.RoleOf(repair.Schedule, analysis.Inputs.Settings);
}
