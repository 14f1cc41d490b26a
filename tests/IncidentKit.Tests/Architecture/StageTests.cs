using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Type = System.Type;

namespace IncidentKit.Tests.Architecture;

/// <summary>A stage of the core references only the stages above it.</summary>
public sealed partial class StageTests
{
    /// <summary>The stages, first to last, from the map of the code. What stands in the root namespace is for all of them.</summary>
    private static readonly string[] Stages =
    [
        .. StageRow().Matches(SourceTree.Read("src/README.md")).Select(m => m.Groups["stage"].Value).SkipWhile(s => s != "Basics"),
    ];

    /// <summary>Rendering sees the report's JSON alone, so it needs no stage but the basics.</summary>
    private static readonly string[] Alone = ["Rendering"];

    [GeneratedRegex("^\\| `(?<stage>[A-Z][A-Za-z]{1,30})` \\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex StageRow();

    private static readonly ArchUnitNET.Domain.Architecture Loaded = new ArchLoader()
        .LoadAssemblies(SourceTree.Core, typeof(StageTests).Assembly)
        .Build();

    [Fact]
    public void StageReferencesOnlyStagesAboveIt()
    {
        (IType From, IType To)[] references = [.. References(Loaded.Types.Where(IsOfTheCore))];
        Assert.Contains(references, r => Stage(r.From) == "Schedules" && Stage(r.To) == "Evidence");
        SourceTree.NoOffender(
            references.Where(r => !May(Stage(r.From), Stage(r.To))).Select(r => $"{r.From.FullName} references {r.To.FullName}")
        );
    }

    [Fact]
    public void EveryFolderOfTheCoreIsAStageOfTheMap() =>
        Assert.Equal(
            Stages.Order(StringComparer.Ordinal),
            SourceTree
                .Files("src/IncidentKit")
                .Select(f => f.Split('/'))
                .Where(f => f.Length > 3)
                .Select(f => f[2])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void EveryTypeOfTheCoreHasAStage()
    {
        IType[] types = [.. Loaded.Types.Where(IsOfTheCore)];
        Assert.True(types.Length > 50);
        SourceTree.NoOffender(types.Where(t => Stage(t) is { } stage && !Stages.Contains(stage)).Select(t => t.FullName));
    }

    [Theory]
    [InlineData(typeof(Probe.InALambda))]
    [InlineData(typeof(Probe.InAnAsyncMethod))]
    [InlineData(typeof(Probe.InAnIterator))]
    [InlineData(typeof(Probe.AsATypeArgument))]
    [InlineData(typeof(Probe.AsAnElement))]
    [InlineData(typeof(Probe.AsAnAttribute))]
    [InlineData(typeof(Probe.AsAStaticReceiver))]
    public void ReferenceIsSeenWhereverItStands(Type probe) =>
        Assert.Contains(
            References(Loaded.Types.Where(t => t.FullName.StartsWith(probe.FullName!, StringComparison.Ordinal))),
            r => r.To.FullName == typeof(Probe.MarkAttribute).FullName
        );

    /// <summary>Null in the root namespace.</summary>
    private static string? Stage(IType type) => type.Namespace.FullName.Split('.') is [_, var stage, ..] ? stage : null;

    private static bool IsOfTheCore(IType type) =>
        type.Assembly.Name == "IncidentKit" && type.Namespace.FullName.Split('.')[0] == "IncidentKit";

    private static bool May(string? from, string? to) =>
        to is null
        || from == to
        || (to == "Basics" && from is not null)
        || (from is not null && !Alone.Contains(from) && Array.IndexOf(Stages, to) < Array.IndexOf(Stages, from));

    private static IEnumerable<(IType From, IType To)> References(IEnumerable<IType> types) =>
        types
            .SelectMany(t => t.Dependencies)
            .Select(d => (d.Origin, d.Target))
            .Where(r => r.Target.Namespace?.FullName.Split('.')[0] == "IncidentKit");
}
