using IncidentKit.Diagnosis;
using IncidentKit.Inputs;

namespace IncidentKit.Analysis;

/// <summary>An action that findings suggest.</summary>
/// <param name="Findings">The rules of the findings, the most important first; never empty.</param>
/// <param name="Suggestion">What they suggest.</param>
internal sealed record SuggestedAction(IReadOnlyList<string> Findings, ActionSuggestion Suggestion)
{
    /// <summary>The suggestions of the findings that no person's action answers; what several suggest is one.</summary>
    public static IReadOnlyList<SuggestedAction> Of(IReadOnlyList<Finding> findings, IncidentFile? incident)
    {
        var answered = (incident?.ActionItems ?? []).Select(a => a.Finding).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. findings
                .Where(f => !answered.Contains(f.RuleId))
                .SelectMany(f => f.Rule.Suggestions.Select(s => (f.RuleId, Suggestion: s)))
                .GroupBy(s => s.Suggestion, s => s.RuleId)
                .Select(g => new SuggestedAction([.. g.Distinct(StringComparer.Ordinal)], g.Key)),
        ];
    }

    /// <summary>What would have told soonest, had this been done before; null where it is no detector.</summary>
    public Counterfactual? WouldHaveTold(IReadOnlyList<Counterfactual> detectors) =>
        Suggestion.Type == ActionType.Detect ? detectors.FirstOrDefault(d => Findings.Contains(d.MissingBy, StringComparer.Ordinal)) : null;
}
