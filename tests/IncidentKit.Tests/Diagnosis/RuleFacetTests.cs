using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Rendering.Templates;
using IncidentKit.Schedules;

namespace IncidentKit.Tests.Diagnosis;

/// <summary>What must exist for a rule besides its file. Each test names every offender.</summary>
public sealed class RuleFacetTests
{
    [Fact]
    public void EveryRuleIsRegisteredHasAPageAScenarioAndRecordedEvents()
    {
        var rules = typeof(IFindingRule).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(IFindingRule))).ToList();
        Assert.True(rules.Count >= 29);
        Assert.Empty(rules.SelectMany(LeftOut));
        Assert.True(FindingRules.All.SelectMany(r => r.Events).Distinct().Count() >= 20);
    }

    [Fact]
    public void EveryPlaceThatARuleWasLeftOutOfIsNamed() =>
        Assert.Equal(
            [
                "Forgotten is not in FindingRules",
                "Forgotten is not in Rules.0, as its id says",
                "Forgotten has no page rules/IK0000.md.sbn",
                "Forgotten has no scenario in FaultTableTests",
                "Forgotten waits for NeverAsked, which is not in ChangeEvents",
            ],
            LeftOut(typeof(Forgotten))
        );

    [Fact]
    public void NoRuleIsRegisteredTwice() =>
        Assert.Empty(FindingRules.All.GroupBy(r => r.Id, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void EveryEventIsAskedForOnce()
    {
        Assert.Equal(ChangeEvents.All.Count, ChangeEvents.RegionalNames.Concat(ChangeEvents.GlobalNames).Distinct().Count());
        Assert.True(ChangeEvents.All.Count >= 51);
    }

    private static IEnumerable<string> LeftOut(Type type)
    {
        var rule = (IFindingRule)Activator.CreateInstance(type)!;
        if (!FindingRules.All.Any(r => r.GetType() == type))
            yield return $"{type.Name} is not in FindingRules";
        if (type.Namespace != $"{typeof(IFindingRule).Namespace}.Rules.{rule.Family}")
            yield return $"{type.Name} is not in Rules.{rule.Family}, as its id says";
        if (!TemplateRenderer.Names.Contains(rule.Page, StringComparer.Ordinal))
            yield return $"{type.Name} has no page {rule.Page}";
        if (!FaultTableTests.RulesShown.Contains(rule.Id))
            yield return $"{type.Name} has no scenario in FaultTableTests";
        foreach (var missing in rule.Events.Except(ChangeEvents.All))
            yield return $"{type.Name} waits for {missing.Name}, which is not in ChangeEvents";
    }

    private sealed class Forgotten : IFindingRule
    {
        public string Id => "IK0000";

        public string Name => "forgotten";

        public IReadOnlyList<EvidenceSource> Sources => [];

        public IEnumerable<ChangeEvent> Events => [new("ecs.amazonaws.com", "NeverAsked", IsGlobal: false, NodaTime.Duration.Zero)];

        public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

        public IEnumerable<Finding> Examine(DiagnosisContext context) => [];
    }
}
