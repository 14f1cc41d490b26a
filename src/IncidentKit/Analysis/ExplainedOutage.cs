using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Executions.Outages;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>An outage with what brought it about.</summary>
/// <param name="Outage">The outage.</param>
/// <param name="Trigger">The change that brought it about.</param>
/// <param name="Causes">The rules whose findings explain its onset or are shown to have lost its runs, each once.</param>
internal sealed record ExplainedOutage(Outage Outage, Known<OutageTrigger> Trigger, IReadOnlyList<string> Causes)
{
    /// <summary>Names it within the report, <c>O1</c>.</summary>
    public string Id => $"O{Outage.Number}";

    /// <summary>Explains outages by the findings.</summary>
    /// <param name="outages">The outages.</param>
    /// <param name="findings">The findings.</param>
    /// <param name="notRecorded">Why not all changes were recorded; empty where they were.</param>
    public static IReadOnlyList<ExplainedOutage> All(
        IReadOnlyList<Outage> outages,
        IReadOnlyList<Finding> findings,
        IReadOnlyList<string> notRecorded
    ) => [.. outages.Select(o => new ExplainedOutage(o, OutageTrigger.Of(o, findings, notRecorded), CausesOf(o, findings)))];

    /// <summary>The outage that was asked for, else the one with the most missed and failed runs; null where there is none.</summary>
    /// <exception cref="InputException">The outage asked for is not among them.</exception>
    public static ExplainedOutage? Choose(IReadOnlyList<ExplainedOutage> outages, string? asked)
    {
        if (asked is null)
            return outages
                .OrderByDescending(o => o.Outage.Gaps.Sum(g => g.Missed + g.Failed))
                .ThenBy(o => o.Outage.Number)
                .FirstOrDefault();
        return outages.FirstOrDefault(o => asked == o.Id || asked == $"{o.Outage.Number}")
            ?? throw new InputException(
                InputProblem.CommandLine,
                outages.Count == 0
                    ? $"there is no outage '{asked}': the bundle shows none"
                    : $"there is no outage '{asked}'; there are {string.Join(", ", outages.Select(o => o.Id))}"
            );
    }

    /// <summary>How long it lasted; to the end of a window while it is open.</summary>
    public Interval Within(Interval window) => new(Outage.Onset, Outage.Mitigated ?? window.End);

    private static IReadOnlyList<string> CausesOf(Outage outage, IReadOnlyList<Finding> findings)
    {
        var gaps = outage.Gaps.Select(g => (g.Schedule, g.Start)).ToHashSet();
        return
        [
            .. findings
                .Where(f => (f.ExplainsOnset || f.IsCause) && f.Gaps.Any(gaps.Contains))
                .Select(f => f.RuleId)
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
