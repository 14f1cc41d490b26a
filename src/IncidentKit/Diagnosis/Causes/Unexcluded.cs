using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>Causes that could not be excluded, because a source that would tell was denied or not collected.</summary>
internal static class Unexcluded
{
    /// <summary>
    /// For gaps that no confirmed finding explains: each rule that may explain them and whose sources do not tell of that time. Where a
    /// confirmed finding explains the onset, or the target answered to a run of the gap, there is nothing to exclude.
    /// </summary>
    public static IEnumerable<Finding> Causes(DiagnosisContext context, IReadOnlyList<Finding> found)
    {
        var explained = found
            .Where(f => f is { Certainty: Certainty.Confirmed, Severity: >= Severity.High })
            .SelectMany(f => f.Subjects)
            .ToHashSet();
        var named = found.SelectMany(f => f.Subjects.Select(s => (f.RuleId, s))).ToHashSet();
        var open = context.Runs.Where(r => r.Gaps.Count > 0 && !explained.Contains(r.History.Key)).ToList();
        foreach (var rule in FindingRules.All)
        {
            var missing =
                from runs in open
                where !named.Contains((rule.Id, runs.History.Key))
                let gap = runs.Gaps.FirstOrDefault(g =>
                    runs.History.At(g.Start)?.Configuration is { } s && rule.MayExplain(s, g.Layer) && !IsAnswered(context, runs, g)
                )
                where gap is not null
                let why = string.Join(
                    "; ",
                    rule.SourcesOf(runs.History.At(gap.Start)!.Configuration)
                        .Select(s => context.Sources.Missing(s, runs.History.Key.Region, gap.Start))
                        .OfType<string>()
                )
                where why.Length > 0
                select (runs, why);
            foreach (var same in missing.GroupBy(m => m.why, StringComparer.Ordinal))
            {
                yield return new Finding
                {
                    Rule = rule,
                    Severity = Severity.Medium,
                    Certainty = Certainty.NotExcluded,
                    Subjects = [.. same.Select(m => m.runs.History.Key).Order()],
                    Expected = "evidence that excludes it",
                    Found = $"unknown: {same.Key}",
                    ExplainsOnset = false,
                    EvidenceIds = [.. same.Select(m => m.runs.History.EvidenceId).Distinct(StringComparer.Ordinal)],
                    Remedy = "Record that source, or look by hand: the rule's page says how.",
                };
            }
        }
    }

    private static bool IsAnswered(DiagnosisContext context, ScheduleRuns runs, ExecutionGap gap) =>
        ResponseFault.In(gap, context.Responses.Of(runs.History.Key)).Count > 0;
}
