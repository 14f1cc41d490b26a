using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>A fault of one schedule, as a rule sees it, before the schedules with the same fault are put into one finding.</summary>
internal sealed record ScheduleFault
{
    /// <summary>The schedule.</summary>
    public required ScheduleRuns Runs { get; init; }

    /// <summary>The gap it falls into; null when no run was lost.</summary>
    public required ExecutionGap? Gap { get; init; }

    /// <summary>What should have been there.</summary>
    public required string Expected { get; init; }

    /// <summary>What was there.</summary>
    public required string Found { get; init; }

    /// <summary>What targets answered about its runs, each kind of text once; see <see cref="AnswerTexts"/>.</summary>
    public IReadOnlyList<string> Answered { get; init; } = [];

    /// <summary>How sure it is.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>The records that show it, without those of <see cref="Cause"/> and <see cref="Recovery"/>.</summary>
    public required IReadOnlyList<string> EvidenceIds { get; init; }

    /// <summary>The recorded change that brought it about; null when none was recorded.</summary>
    public ConfigurationChange? Cause { get; init; }

    /// <summary>The recorded change that mended it; null when none was recorded.</summary>
    public ConfigurationChange? Recovery { get; init; }

    /// <summary>When it began; null when that is not known.</summary>
    public Instant? Since { get; init; }

    /// <summary>Whether what was found has ended by itself, so that it says nothing of how things stand.</summary>
    public bool IsOver { get; init; }

    /// <summary>
    /// Makes one finding for all schedules with the same fault: alike in
    /// what was found, in certainty, and in whether it explains the onset.
    /// </summary>
    public static IEnumerable<Finding> Summarise(
        IFindingRule rule,
        IEnumerable<ScheduleFault> faults,
        string remedy,
        Severity? severity = null
    ) =>
        from fault in faults
        group fault by (
            fault.Found,
            fault.Certainty,
            Explained: fault.Cause is not null && fault.Gap is not null,
            Lost: fault.Gap is not null
        ) into same
        let subjects = same.Select(f => f.Runs.History.Key).Distinct().Order().ToList()
        select new Finding
        {
            Rule = rule,
            Severity =
                severity
                ?? (
                    !same.Key.Lost ? Severity.Medium
                    : same.Key.Explained && subjects.Count > 1 ? Severity.Critical
                    : Severity.High
                ),
            Certainty = same.Key.Certainty,
            Subjects = subjects,
            Expected = same.First().Expected,
            Found = AnswerTexts.After(same.Key.Found, same.SelectMany(f => f.Answered)),
            ExplainsOnset = same.Key.Explained,
            Gaps = [.. same.Where(f => f.Gap is not null).Select(f => (f.Gap!.Schedule, f.Gap.Start)).Distinct().Order()],
            Causes = InOrder(same.Select(f => f.Cause)),
            Recoveries = InOrder(same.Select(f => f.Recovery)),
            Since = same.Min(f => f.Since),
            IsOver = same.All(f => f.IsOver),
            EvidenceIds =
            [
                .. same.SelectMany(f =>
                        f.EvidenceIds.Append(f.Cause?.EvidenceId).Append(f.Recovery?.EvidenceId).Append(f.Runs.History.EvidenceId)
                    )
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal),
            ],
            Remedy = remedy,
        };

    private static List<ConfigurationChange> InOrder(IEnumerable<ConfigurationChange?> changes) =>
        [.. changes.OfType<ConfigurationChange>().Distinct().OrderBy(c => c.At).ThenBy(c => c.Subject, StringComparer.Ordinal)];
}
