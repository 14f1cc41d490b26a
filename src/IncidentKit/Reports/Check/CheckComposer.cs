using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Reports.Incident;
using IncidentKit.Schedules;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Reports.Check;

/// <summary>
/// Composes the answer of <c>check</c>. A schedule is broken when its last known run was lost, or a fault of its own that nothing has mended is confirmed; it is sound when
/// that run started; otherwise it is unknown. Weaknesses (IK5…, IK6…) break nothing.
/// </summary>
internal sealed class CheckComposer
{
    private readonly DiagnosisContext _context;
    private readonly IReadOnlyList<SourceCoverage> _coverage;
    private readonly Instant? _since;
    private readonly IReadOnlyList<Finding> _findings;
    private readonly ILookup<ScheduleKey, Finding> _faults;

    /// <param name="context">The runs and states of a window that ends now.</param>
    /// <param name="coverage">What was looked at.</param>
    /// <param name="since">Since when runs are asked to be proved; null when nobody asked.</param>
    public CheckComposer(DiagnosisContext context, IReadOnlyList<SourceCoverage> coverage, Instant? since)
    {
        (_context, _coverage, _since) = (context, coverage, since);
        _findings = context.Diagnose();
        _faults = _findings
            .Where(f => f.RuleId[2] is >= '1' and <= '4')
            .SelectMany(f => f.Subjects.Select(s => (Subject: s, Finding: f)))
            .ToLookup(f => f.Subject, f => f.Finding);
    }

    public CheckReport Compose()
    {
        var at = _context.Window.End;
        var schedules = _context
            .Runs.Select(Check)
            .OrderBy(s =>
                s.Verdict switch
                {
                    CheckVerdict.Broken => 0,
                    CheckVerdict.Unknown => 1,
                    _ => 2,
                }
            )
            .ThenBy(s => s.Schedule, StringComparer.Ordinal)
            .ToList();
        var market = _context.Markets.Count > 0 ? _context.Markets[0] : null;
        var open = market?.NextOpen(at);
        var verdict =
            schedules.Exists(s => s.Verdict == CheckVerdict.Broken) ? Readiness.NotReady
            : schedules.Count == 0 || schedules.Exists(s => s.Verdict == CheckVerdict.Unknown) ? Readiness.Unknown
            : Readiness.Ready;
        return new CheckReport
        {
            At = at,
            Since = _since,
            Verdict = verdict,
            Reasons = Reasons(schedules),
            Market = market?.Id,
            NextOpen = open,
            TimeToNextOpen = open - at,
            Schedules = schedules,
            Findings =
            [
                .. _findings.Select(f => new ReportFinding(
                    f.RuleId,
                    f.Name,
                    f.Severity,
                    f.Certainty,
                    [.. f.Subjects.Select(s => s.Name)],
                    f.Expected,
                    f.Found,
                    f.ExplainsOnset,
                    BasisLedger.Few(f.EvidenceIds),
                    f.EvidenceIds.Count,
                    f.Remedy,
                    f.Since
                )),
            ],
            Coverage = _coverage,
        };
    }

    private static List<string> Reasons(List<CheckedSchedule> schedules)
    {
        if (schedules.Count == 0)
            return ["no schedule was found"];
        var reasons = schedules
            .Where(s => s.Verdict != CheckVerdict.Sound)
            .SelectMany(s => s.Reasons.Select(r => $"{s.Schedule}: {r}"))
            .ToList();
        return reasons.Count > 0 ? reasons : ["every schedule ran when it last should have, and no fault was found"];
    }

    private CheckedSchedule Check(ScheduleRuns runs)
    {
        var history = runs.History;
        var (lastDue, lastRun) = LastKnown(runs);
        var faults = _faults[history.Key].Where(f => !IsMended(f, history.Key, runs)).ToList();
        var state = CommonFacts.State(runs);
        var first = _since is { } since ? runs.FirstGood(Instant.Max(since, _context.Window.Start), _context.Window.End) : null;
        var reasons = new List<string>();
        var verdict = CheckVerdict.Sound;

        if (lastRun is RunVerdict.Missed or RunVerdict.Failed)
            Say(CheckVerdict.Broken, $"the run of {Text(lastDue!.Value)} {(lastRun == RunVerdict.Missed ? "was missed" : "failed")}");
        foreach (var fault in faults.Where(f => f.Certainty == Certainty.Confirmed))
            Say(CheckVerdict.Broken, $"{fault.RuleId} {fault.Name}: {fault.Found}");
        // A state that only fits is belied by a run that started after it began; where that is not known, it may be newer than the last run.
        foreach (var fault in faults.Where(f => f.Certainty == Certainty.Supported && !(f.Since <= runs.LastGood)))
        {
            var lost = lastRun is not (RunVerdict.Ran or RunVerdict.Late) || fault.Since is not null;
            Say(
                lost ? CheckVerdict.Broken : CheckVerdict.Unknown,
                $"{fault.RuleId} {fault.Name} fits{(lost ? "" : ", though the last run started")}: {fault.Found}"
            );
        }

        if (state == "enabled" && lastRun is null)
            Say(
                CheckVerdict.Unknown,
                runs.Counts.Expected == 0
                    ? $"no run was due since {Text(_context.Window.Start)}"
                    : "whether its last runs happened is unknown, see coverage"
            );
        if (state == "unknown")
            Say(CheckVerdict.Unknown, "it could not be read");
        if (_since is not null && first is null && state == "enabled" && verdict == CheckVerdict.Sound)
            Say(
                CheckVerdict.Unknown,
                $"not proved since {Text(_since.Value)}: {(runs.Next is { } next ? $"its next fire time is {Text(next)}" : "it has no fire time ahead")}"
            );
        return new CheckedSchedule(
            history.Key.Name,
            verdict,
            state,
            lastDue,
            lastRun,
            first,
            runs.Next,
            reasons,
            [.. _findings.Where(f => f.Subjects.Contains(history.Key)).Select(f => f.RuleId).Distinct(StringComparer.Ordinal)]
        );

        void Say(CheckVerdict worse, string reason)
        {
            if (worse == CheckVerdict.Broken || verdict == CheckVerdict.Sound)
                verdict = worse;
            reasons.Add(reason);
        }
    }

    /// <summary>A recorded change mended it, or the schedule has run since the fault began.</summary>
    private static bool IsMended(Finding fault, ScheduleKey schedule, ScheduleRuns runs) =>
        fault.Recoveries.Any(r => r.Schedule is null || r.Schedule == schedule)
        || (runs.LastGood is { } good && runs.Gaps.Count > 0 && runs.Gaps[^1].End is { } end && good >= end);

    /// <summary>The last fire time of which it is known what became of it.</summary>
    private static (Instant? At, RunVerdict? Verdict) LastKnown(ScheduleRuns runs)
    {
        var lost = runs.NotRan.LastOrDefault(r => r.Verdict is RunVerdict.Missed or RunVerdict.Failed or RunVerdict.Late);
        if (lost != default && (runs.LastGood is null || lost.FireTime >= runs.LastGood))
            return (lost.FireTime, lost.Verdict);
        return runs.LastGood is { } good ? (good, RunVerdict.Ran) : (null, null);
    }

    private static string Text(Instant instant) => InstantPattern.General.Format(instant);
}
