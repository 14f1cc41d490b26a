using System.Globalization;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis.Briefing;

/// <summary>A service of the settings, or a schedule of none, that lost runs in the chosen outage.</summary>
/// <param name="Key">The service's key in the settings, or the schedule's name.</param>
/// <param name="Settings">What the settings say of it; null for a schedule of no service.</param>
/// <param name="Hurt">Its schedules that lost runs, in order.</param>
/// <param name="Rest">Its other recorded schedules.</param>
/// <param name="Lost">The lost runs.</param>
internal sealed record AffectedJobs(
    string Key,
    ServiceSettings? Settings,
    IReadOnlyList<ScheduleRuns> Hurt,
    IReadOnlyList<ScheduleRuns> Rest,
    int Lost
)
{
    /// <summary>What it does; null where nobody says.</summary>
    public ServiceRole? Role => Settings?.Role;

    /// <summary>The services of an outage: those that trade first, then as data flows to them, each by name.</summary>
    public static IReadOnlyList<AffectedJobs> Of(BundleAnalysis analysis)
    {
        if (analysis.Chosen is not { Outage: var outage })
            return [];
        var lost = outage.Gaps.GroupBy(g => g.Schedule).ToDictionary(g => g.Key, g => g.Sum(x => x.Missed + x.Failed));
        var services = analysis.Inputs.Settings?.Services ?? new Dictionary<string, ServiceSettings>(StringComparer.Ordinal);
        var named = services.Select(s => (s.Key, Settings: (ServiceSettings?)s.Value, Own: Own(s.Value))).ToList();
        var owned = named.SelectMany(s => s.Own).Select(r => r.History.Key).ToHashSet();
        var alone = analysis
            .Context.Runs.Where(r => !owned.Contains(r.History.Key))
            .Select(r => (Key: analysis.Names[r.History.Key], Settings: (ServiceSettings?)null, Own: (IReadOnlyList<ScheduleRuns>)[r]));
        return
        [
            .. named
                .Concat(alone)
                .Select(s => new AffectedJobs(
                    s.Key,
                    s.Settings,
                    [.. s.Own.Where(r => lost.ContainsKey(r.History.Key))],
                    [.. s.Own.Where(r => !lost.ContainsKey(r.History.Key))],
                    s.Own.Sum(r => lost.GetValueOrDefault(r.History.Key))
                ))
                .Where(s => s.Hurt.Count > 0)
                .OrderBy(s => Order(s.Role))
                .ThenBy(s => s.Key, StringComparer.Ordinal),
        ];

        IReadOnlyList<ScheduleRuns> Own(ServiceSettings service) =>
            [.. analysis.Context.Runs.Where(r => service.Schedules.Any(r.History.Key.IsNamed))];
    }

    /// <summary>How often a schedule runs, as an adjective: <c>5-minute</c>; null where it is no rate.</summary>
    public static string? Cadence(ScheduleRuns runs) =>
        runs.History.Latest.Expression is RateExpression { Period: var period }
            ? period switch
            {
                _ when period.TotalDays >= 1 && period == Duration.FromDays(period.Days) => Adjective(period.Days, "day"),
                _ when period == Duration.FromHours(Math.Floor(period.TotalHours)) => Adjective((long)period.TotalHours, "hour"),
                _ => Adjective((long)period.TotalMinutes, "minute"),
            }
            : null;

    private static string Adjective(long count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count}-{unit}");

    private static int Order(ServiceRole? role) =>
        role switch
        {
            ServiceRole.Trading => 0,
            ServiceRole.SignalGeneration => 1,
            ServiceRole.DataCollection => 2,
            ServiceRole.PositionMonitoring => 3,
            ServiceRole.Alerting => 4,
            ServiceRole.Other => 5,
            _ => 6,
        };
}
