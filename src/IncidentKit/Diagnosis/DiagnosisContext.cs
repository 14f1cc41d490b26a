using IncidentKit.Executions;
using IncidentKit.Markets;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis;

/// <summary>What the rules look at.</summary>
public sealed record DiagnosisContext
{
    /// <summary>The window, half-open.</summary>
    public required Interval Window { get; init; }

    /// <summary>Every schedule with its runs.</summary>
    public required IReadOnlyList<ScheduleRuns> Runs { get; init; }

    /// <summary>The recorded clusters, task definitions and functions.</summary>
    public required TargetStates States { get; init; }

    /// <summary>All recorded events.</summary>
    public required IReadOnlyList<TrailEvent> Events { get; init; }

    /// <summary>The markets the schedules serve, in the order of the settings; empty where none is named.</summary>
    public IReadOnlyList<MarketCalendar> Markets { get; init; } = [];

    /// <summary>The findings of all rules: what explains an onset first, then by severity, certainty, rule and first subject.</summary>
    public IReadOnlyList<Finding> Diagnose() =>
        [.. FindingRules.All.SelectMany(r => r.Examine(this))
            .OrderByDescending(f => f.ExplainsOnset).ThenByDescending(f => f.Severity).ThenByDescending(f => f.Certainty)
            .ThenBy(f => f.RuleId, StringComparer.Ordinal).ThenBy(f => f.Subjects[0])];
}
