using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Rules.Precautions;

/// <summary>
/// IK5001: a task ran and left no log stream, by a listing that would show it. What looks like a gap in the logs is none of runs. It is
/// confirmed where ECS shows the task's end; a RunTask call alone shows only that it was started. Source: facts §4.4, §7 row 30.
/// </summary>
internal sealed class RanButNotLogged : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK5001";

    /// <inheritdoc/>
    public string Name => "ran-but-not-logged";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.RunTasks];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        ScheduleFault.Summarise(
            this,
            context.Runs.Select(runs => Fault(context, runs)).OfType<ScheduleFault>(),
            "Look at the log driver's mode and its buffer, and at the group and region that it writes to.",
            Severity.Medium
        );

    private static ScheduleFault? Fault(DiagnosisContext context, ScheduleRuns runs)
    {
        AbsenceCoverage? logs = null;
        foreach (var source in context.Ledger.Absence(runs.Index))
        {
            if (source.Source == ExecutionSources.LogStream)
                logs = source;
        }

        if (logs is not { } listing)
            return null;
        var (count, ended, first, evidence) = (0, true, Instant.MaxValue, new SortedSet<string>(StringComparer.Ordinal));
        foreach (ref readonly var run in context.Ledger.Of(runs.Index))
        {
            if (
                run.Manual
                || run.Outcome == ExecutionOutcome.Failed
                || run.Sources.HasFlag(ExecutionSources.LogStream)
                || !run.Proved
                || !context.Window.Contains(run.StartedAt)
                || !listing.Proves(run.StartedAt, run.StartedAt + Duration.FromMinutes(3))
            )
                continue;
            count++;
            ended &= run.Outcome == ExecutionOutcome.Succeeded;
            first = Instant.Min(first, run.StartedAt);
            evidence.Add(context.Ledger.EvidenceIds[run.Evidence]);
        }

        return count == 0
            ? null
            : new ScheduleFault
            {
                Runs = runs,
                Gap = null,
                Expected = "a log stream for each run",
                Found = $"{(count == 1 ? "1 run" : $"{count} runs")} without a log stream, the first at {first.ToIso()}",
                Certainty = ended ? Certainty.Confirmed : Certainty.Supported,
                Since = first,
                EvidenceIds = [.. evidence, .. listing.Pages.Select(p => p.EvidenceId)],
            };
    }
}
