using IncidentKit.Diagnosis;
using IncidentKit.Inputs;

namespace IncidentKit.Analysis;

/// <summary>An action that a finding suggests.</summary>
/// <param name="Finding">The finding's rule.</param>
/// <param name="Suggestion">What it suggests.</param>
internal sealed record SuggestedAction(string Finding, ActionSuggestion Suggestion)
{
    /// <summary>The suggestions of the findings that no person's action answers, each once.</summary>
    public static IReadOnlyList<SuggestedAction> Of(IReadOnlyList<Finding> findings, IncidentFile? incident)
    {
        var answered = (incident?.ActionItems ?? []).Select(a => a.Finding).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. findings
                .Where(f => !answered.Contains(f.RuleId))
                .SelectMany(f => f.Rule.Suggestions.Select(s => new SuggestedAction(f.RuleId, s)))
                .Distinct(),
        ];
    }
}
