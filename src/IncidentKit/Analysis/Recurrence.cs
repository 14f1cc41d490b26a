using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>An earlier incident with a finding of this one.</summary>
/// <param name="Report">The earlier report.</param>
/// <param name="Findings">The rules of the findings both have, each once.</param>
/// <param name="Schedules">The schedules of these findings in both; empty when it was others.</param>
internal sealed record Recurrence(EarlierReport Report, IReadOnlyList<string> Findings, IReadOnlyList<string> Schedules)
{
    /// <summary>
    /// Finds the earlier incidents with a finding that explains the onset of this one too, latest first. This incident is none of them.
    /// </summary>
    public static Known<IReadOnlyList<Recurrence>> Of(
        IReadOnlyList<EarlierReport>? earlier,
        IReadOnlyList<Finding> findings,
        Known<Instant> onset,
        ScheduleNames names
    )
    {
        if (earlier is null)
            return Known<IReadOnlyList<Recurrence>>.Unknown("no earlier reports were given", "give their folder with --earlier");
        var mine = findings.Where(f => f.ExplainsOnset).ToLookup(f => f.RuleId, f => f.Subjects, StringComparer.Ordinal);
        return Known<IReadOnlyList<Recurrence>>.Derived([
            .. earlier
                .Where(e => e.Onset is null || e.Onset != onset.OrNull())
                .Select(e => (Report: e, Same: e.Findings.Where(f => mine.Contains(f.RuleId)).ToList()))
                .Where(e => e.Same.Count > 0)
                .OrderByDescending(e => e.Report.Onset)
                .ThenBy(e => e.Report.Name, StringComparer.Ordinal)
                .Select(e => new Recurrence(
                    e.Report,
                    [.. e.Same.Select(f => f.RuleId).Distinct(StringComparer.Ordinal)],
                    [
                        .. e
                            .Same.SelectMany(f => mine[f.RuleId].SelectMany(s => s).Where(s => f.Schedules.Any(s.IsNamed)))
                            .Select(s => names[s])
                            .Distinct(StringComparer.Ordinal)
                            .Order(StringComparer.Ordinal),
                    ]
                )),
        ]);
    }
}
