using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using NodaTime;

namespace IncidentKit.Analysis.Briefing;

/// <summary>Something that is still to be decided or done, before the next open where one is known.</summary>
/// <param name="Statement">What.</param>
/// <param name="Owner">Who decides, by the settings; null where nobody is named.</param>
internal sealed record OpenDecision(BriefStatement Statement, string? Owner)
{
    private const int MostNamed = 3;

    /// <summary>Whether it is the last to be left out of a short message: what may cost money while nobody does it.</summary>
    public bool IsUrgent { get; private init; }

    /// <summary>What is open, most urgent first.</summary>
    public static IReadOnlyList<OpenDecision> Of(BundleAnalysis analysis, ImpactAnalysis impact, BriefClock clock)
    {
        var owners = impact.Settings.Owners;
        return [.. Repairs(), .. Positions(), .. Backfills(), .. LateRuns(), .. Unproven(), .. Unknowns()];

        OpenDecision Open(string text, string section, params ServiceRole[] roles) =>
            new(new BriefStatement(text, null, section), roles.Select(r => owners.GetValueOrDefault(r)).FirstOrDefault(o => o is not null));

        IEnumerable<OpenDecision> Repairs()
        {
            if (analysis.Repairs.Count > 0)
                yield return Open(
                    $"Repair what is still wrong: fix.sh has {Wording.Count(analysis.Repairs.Count, "change")} to make.",
                    ReportSections.Ready,
                    ServiceRole.Trading
                ) with
                {
                    IsUrgent = true,
                };
        }

        IEnumerable<OpenDecision> Positions()
        {
            var hurt = impact
                .Markets.SelectMany(m => m.Services)
                .Any(s => s.Downtime.Role is ServiceRole.Trading or ServiceRole.PositionMonitoring && s.TradableMinutes > 0);
            if (hurt)
                yield return Open(
                    "Reconcile open orders and positions with the broker: they were not fully watched.",
                    ReportSections.Financial,
                    ServiceRole.Trading,
                    ServiceRole.PositionMonitoring
                ) with
                {
                    IsUrgent = true,
                };
        }

        IEnumerable<OpenDecision> Backfills()
        {
            foreach (var data in impact.Data().Where(d => d is { Missing: > 0, Backfill: not null }).Take(MostNamed))
            {
                var service = impact.Settings.Services[data.Service].Name ?? data.Service;
                var what = $"{data.Dataset.Name} of {service}, {clock.Span(data.Backfill!.Value)}";
                if (data.Dataset.Recoverable is true)
                    yield return Open($"Backfill {what}.", ReportSections.Data, ServiceRole.DataCollection);
                else if (data.Dataset.Recoverable is null)
                    yield return Open($"Find out whether {what} can be fetched again.", ReportSections.Data, ServiceRole.DataCollection);
            }
        }

        IEnumerable<OpenDecision> LateRuns()
        {
            if (LastRetry(analysis) is not { } until || until <= analysis.Recording.CollectedAt)
                yield break;
            var seen = analysis.Totals.Extra == 0 ? "none was seen" : $"{Wording.Count(analysis.Totals.Extra, "surplus run")} seen";
            yield return Open(
                $"Lost calls may be made again until {clock.By(until)}, by the retry policy; "
                    + $"{seen} up to {clock.At(analysis.Context.Window.End)}, the end of the window looked at.",
                ReportSections.Schedules,
                ServiceRole.Trading
            );
        }

        IEnumerable<OpenDecision> Unproven()
        {
            var unproven = (analysis.Chosen?.Outage.Unproven ?? [])
                .OrderBy(u => u.Next ?? Instant.MaxValue)
                .ThenBy(u => u.Schedule)
                .ToList();
            var names = unproven.ConvertAll(u => analysis.Names[u.Schedule] + (u.Next is { } next ? $" at {clock.At(next)}" : ""));
            if (names.Count > 0)
                yield return Open($"Watch {Wording.List(names, MostNamed)}: not due since the repair.", ReportSections.Ready);
        }

        IEnumerable<OpenDecision> Unknowns()
        {
            if (analysis.Chosen is not null && analysis.Totals.Unknown > 0)
                yield return Open(
                    $"Record a later window: of {Wording.Count(analysis.Totals.Unknown, "run")} nothing is known yet.",
                    ReportSections.Coverage
                );
            else if (analysis.Chosen is null && analysis.Unseen is [{ ToKnow: { } how }, ..])
                yield return Open($"{Wording.Sentence(how)}.", ReportSections.Coverage);
        }
    }

    /// <summary>Until when the retry policies of the schedules may make a refused call again; null where none was refused.</summary>
    private static Instant? LastRetry(BundleAnalysis analysis)
    {
        if (analysis.Chosen is not { Outage: var outage })
            return null;
        var byKey = analysis.Context.Runs.ToDictionary(r => r.History.Key);
        return outage
            .Gaps.Where(g => g.Layer == FailureLayer.Refused)
            .Select(g => (Gap: g, byKey[g.Schedule].History.Latest.Target))
            .Where(x => x.Target.MaximumRetryAttempts > 0)
            .Select(x => (Instant?)(x.Gap.LastBad + x.Target.MaximumEventAge))
            .Max();
    }
}
