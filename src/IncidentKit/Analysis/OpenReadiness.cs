using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Markets;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>Whether the system was ready for the next open when the evidence was recorded.</summary>
internal sealed record OpenReadiness
{
    /// <summary>Ready, not ready or unknown.</summary>
    public required Readiness Verdict { get; init; }

    /// <summary>What the verdict rests on, one sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The market whose open is meant; null where none is named.</summary>
    public required MarketCalendar? Market { get; init; }

    /// <summary>Its next open after the window.</summary>
    public required Known<Instant> NextOpen { get; init; }

    /// <summary>From the end of the window to it.</summary>
    public required Known<Duration> TimeToNextOpen { get; init; }

    /// <summary>Judges readiness.</summary>
    /// <param name="context">The runs of the window.</param>
    /// <param name="findings">The findings.</param>
    /// <param name="chosen">The outage that may be over; null without one.</param>
    /// <param name="repairs">How many fields are still to be put right.</param>
    public static OpenReadiness Of(DiagnosisContext context, IReadOnlyList<Finding> findings, ExplainedOutage? chosen, int repairs)
    {
        List<string> broken =
        [
            .. context
                .Runs.Where(r => r.Gaps is [.., { End: null }] && !IsUnproven(r, chosen))
                .Select(r => $"{context.Names[r.History.Key]} has not run since {r.Gaps[^1].Start.ToIso()}"),
            .. repairs > 0 ? [$"{repairs} fields are still to be repaired, see fix.sh"] : Array.Empty<string>(),
        ];
        List<string> undecided =
        [
            .. context.Runs.Where(r => IsUnproven(r, chosen)).Select(r => Unproven(r, context.Names)),
            .. context.Runs.Where(IsUndecided).Select(r => $"whether {context.Names[r.History.Key]} runs is unknown"),
            .. findings.Where(f => f.Certainty == Certainty.NotExcluded).Select(f => $"{f.RuleId} {f.Name} is not excluded"),
        ];
        var market = context.Markets.Count > 0 ? context.Markets[0] : null;
        var open = OpenAfter(market, context.Window.End);
        return new OpenReadiness
        {
            Verdict =
                broken.Count > 0 ? Readiness.NotReady
                : undecided.Count > 0 ? Readiness.Unknown
                : Readiness.Ready,
            Reasons =
                broken.Count + undecided.Count > 0
                    ? [.. broken, .. undecided]
                    : ["every schedule ran when it last should have, and nothing is left to repair"],
            Market = market,
            NextOpen = open,
            TimeToNextOpen = open.Then(o => o - context.Window.End),
        };
    }

    private static Known<Instant> OpenAfter(MarketCalendar? market, Instant time) =>
        market is null ? Known<Instant>.Unknown(ImpactAnalysis.NoMarket, ImpactAnalysis.NameAMarket)
        : market.NextOpen(time) is { } open ? Known<Instant>.Derived(open)
        : Known<Instant>.Unknown($"the calendar {market} does not know it", ImpactAnalysis.GiveACalendar);

    private static bool IsUnproven(ScheduleRuns runs, ExplainedOutage? chosen) =>
        chosen is { Outage.Mitigated: not null } && chosen.Outage.Unproven.Any(u => u.Schedule == runs.History.Key);

    private static bool IsUndecided(ScheduleRuns runs) =>
        runs is { LastGood: null, History.Current.Enabled: true, Counts: { Missed: 0, Failed: 0, Unknown: > 0 } };

    private static string Unproven(ScheduleRuns runs, ScheduleNames names) =>
        $"{names[runs.History.Key]} has had no run due since the repair{(runs.Next is { } next ? $"; the next is {next.ToIso()}" : "")}";
}
