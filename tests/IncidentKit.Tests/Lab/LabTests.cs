using IncidentKit.Analysis;
using IncidentKit.Inputs;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Incident;

namespace IncidentKit.Tests.Lab;

/// <summary>
/// Worlds that the rules were not built from: each tells what happened in an account, is recorded as the recorder would have found it, and
/// its report is held against what an expert expects who knows what happened.
/// </summary>
public sealed class LabTests
{
    private static readonly TemplateRenderer Renderer = new();

    private static readonly Story[] Stories =
    [
        .. TimeWorlds.All,
        .. AnswerWorlds.All,
        .. CauseWorlds.All,
        .. OutageWorlds.All,
        .. SoundWorlds.All,
        .. UnseenWorlds.All,
        .. WiderWorlds.All,
        .. AccountWorlds.All,
        .. OutcomeWorlds.All,
        .. LengthWorlds.All,
        .. RuleWorlds.All,
        .. AcceptWorlds.All,
        .. MachineWorlds.All,
        .. CallWorlds.All,
        .. UniversalWorlds.All,
        .. BatchWorlds.All,
        .. ProofWorlds.All,
        .. LambdaWorlds.All,
        .. StaleWorlds.All,
    ];

    public static TheoryData<string> Names => [.. Stories.Select(s => s.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheReportIsRight(string world)
    {
        var story = Stories.Single(s => s.ToString() == world);
        var problems = Problems(story);
        Assert.True(problems.Count == 0, $"{story.Text}\n  {string.Join("\n  ", problems)}");
    }

    [Fact]
    public void EveryWorldHasANameAndAKindOfItsOwn()
    {
        Assert.Equal(Stories.Length, Stories.Select(s => s.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.True(Stories.Length >= 40);
    }

    private static IReadOnlyList<string> Problems(Story story)
    {
        var world = new World();
        story.Build(world);
        return WorldEvidence.Read(
            world,
            bundle =>
            {
                var inputs = new AnalysisInputs
                {
                    ToolVersion = "0.1.0",
                    Settings = world.Settings is { } text ? Settings.Parse("incidentkit.yaml", text) : null,
                    Incident = world.Incident is { } said ? IncidentFile.Parse("incident.yaml", said) : null,
                };
                var report = IncidentDocument.Of(bundle, BundleAnalysis.Of(bundle, inputs)).Model;
                return Judge.Of(story, report, Renderer.Render("incident-report.md.sbn", report));
            }
        );
    }
}
