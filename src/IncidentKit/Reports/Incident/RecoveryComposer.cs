using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Outages;
using IncidentKit.Executions.Verdicts;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Reports.Incident;

/// <summary>Composes what shows that the outage is over, and whether the system is ready for the next open.</summary>
internal sealed class RecoveryComposer(
    DiagnosisContext context,
    Outage? outage,
    IReadOnlyList<Finding> findings,
    int repairs,
    BasisLedger basis
)
{
    /// <summary>Each schedule of the outage before and after it, by name.</summary>
    public IReadOnlyList<ReportVerification> Verification()
    {
        if (outage is null)
            return [];
        var byKey = context.Runs.ToDictionary(r => r.History.Key);
        return
        [
            .. outage
                .Gaps.GroupBy(g => g.Schedule)
                .OrderBy(g => g.Key)
                .Select((g, i) => Verify(byKey[g.Key], [.. g.OrderBy(x => x.Start)], i)),
        ];
    }

    public ReportReadiness ForTheNextOpen()
    {
        var market = context.Markets.Count > 0 ? context.Markets[0] : null;
        var open = market?.NextOpen(context.Window.End);
        if (open is null)
        {
            foreach (var field in new[] { "nextOpen", "timeToNextOpen" })
                basis.Unknown(
                    $"/readiness/{field}",
                    market is null ? ImpactComposer.NoMarket : $"the calendar {market} does not know it",
                    market is null ? ImpactComposer.NameAMarket : "give a newer calendar with --calendars"
                );
        }

        string[] broken =
        [
            .. context
                .Runs.Where(r => r.Gaps is [.., { End: null }] && !IsUnproven(r))
                .Select(r => $"{r.History.Key.Name} has not run since {Text(r.Gaps[^1].Start)}"),
            .. repairs > 0 ? [$"{repairs} fields are still to be repaired, see fix.sh"] : Array.Empty<string>(),
        ];
        string[] undecided =
        [
            .. context
                .Runs.Where(IsUnproven)
                .Select(r =>
                    $"{r.History.Key.Name} has had no run due since the repair{(r.Next is { } next ? $"; the next is {Text(next)}" : "")}"
                ),
            .. context
                .Runs.Where(r =>
                    r.History.Current is { Enabled: true } && r.LastGood is null && r.Counts is { Missed: 0, Failed: 0, Unknown: > 0 }
                )
                .Select(r => $"whether {r.History.Key.Name} runs is unknown"),
            .. findings.Where(f => f.Certainty == Certainty.NotExcluded).Select(f => $"{f.RuleId} {f.Name} is not excluded"),
        ];
        var (verdict, reasons) =
            broken.Length > 0 ? (Readiness.NotReady, broken.Concat(undecided))
            : undecided.Length > 0 ? (Readiness.Unknown, undecided)
            : (Readiness.Ready, ["every schedule ran when it last should have, and nothing is left to repair"]);
        return new ReportReadiness(verdict, [.. reasons], market?.Id, open, open - context.Window.End);
    }

    private static string Text(Instant instant) => InstantPattern.General.Format(instant);

    private bool IsUnproven(ScheduleRuns runs) =>
        outage is { Mitigated: not null } && outage.Unproven.Any(u => u.Schedule == runs.History.Key);

    private ReportVerification Verify(ScheduleRuns runs, IReadOnlyList<ExecutionGap> gaps, int index)
    {
        var pointer = $"/verification/{index}";
        var (first, last) = (gaps[0], gaps[^1]);
        basis.Measured(pointer, gaps.SelectMany(g => g.EvidenceIds).Distinct(StringComparer.Ordinal));
        if (first.LastGood is null)
            basis.Unknown(
                $"{pointer}/lastGoodBefore",
                "the fire time before the first missed one is not in the evidence",
                "record an earlier window"
            );
        if (last.End is not { } end)
        {
            basis.Unknown($"{pointer}/firstGoodAfter", "no good run was recorded since", "record a later window");
            foreach (var field in new[] { "ranSince", "notRanSince", "unknownSince" })
                basis.Unknown($"{pointer}/{field}", "no good run was recorded since", "record a later window");
            return new ReportVerification(runs.History.Key.Name, first.LastGood, null, null, null, null, false);
        }

        var since = runs.Verdicts(end, context.Window.End).CountBy(r => r.Verdict).ToDictionary();
        var ran = since.GetValueOrDefault(RunVerdict.Ran) + since.GetValueOrDefault(RunVerdict.Late);
        var bad = since.GetValueOrDefault(RunVerdict.Missed) + since.GetValueOrDefault(RunVerdict.Failed);
        return new ReportVerification(
            runs.History.Key.Name,
            first.LastGood,
            end,
            ran,
            bad,
            since.GetValueOrDefault(RunVerdict.Unknown),
            bad == 0 && ran > 0
        );
    }
}
