using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace IncidentKit.Tests.Architecture;

/// <summary>What a project may not reference, it does not: read from what the compiler wrote, which names only what is used.</summary>
public sealed class ProjectTests
{
    [Fact]
    public void CoreUsesItsLibrariesAndNoOutsideWorld() =>
        SourceTree.NoOffender(
            References(SourceTree.Core)
                .Where(name =>
                    name
                        is "System.Console"
                            or "System.Net.Http"
                            or "System.Net.Sockets"
                            or "System.Net.Primitives"
                            or "System.Diagnostics.Process"
                    || (
                        !name.StartsWith("System", StringComparison.Ordinal)
                        && name
                            is not (
                                "NodaTime"
                                or "Scriban.Signed"
                                or "Markdig"
                                or "HtmlAgilityPack"
                                or "Sep"
                                or "YamlDotNet"
                                or "ZstdSharp"
                            )
                    )
                )
        );

    [Fact]
    public void RecorderUsesAwsAndTheFirstStages()
    {
        SourceTree.NoOffender(
            References(SourceTree.Recorder)
                .Where(name =>
                    !name.StartsWith("System", StringComparison.Ordinal)
                    && !name.StartsWith("AWSSDK.", StringComparison.Ordinal)
                    && name is not ("IncidentKit" or "NodaTime")
                )
        );
        string[] used = [.. CoreNamespacesUsedBy(SourceTree.Recorder)];
        Assert.Contains("IncidentKit.Evidence", used);
        SourceTree.NoOffender(
            used.Except([
                "IncidentKit.Basics",
                "IncidentKit.Evidence",
                "IncidentKit.Evidence.Shapes",
                "IncidentKit.Recorded",
                "IncidentKit.Inputs",
                "IncidentKit.Schedules",
            ])
        );
    }

    [Fact]
    public void CommandLineReachesAwsAndTemplatesThroughTheOtherProjects() =>
        SourceTree.NoOffender(
            References(SourceTree.CommandLine)
                .Where(name =>
                    !name.StartsWith("System", StringComparison.Ordinal)
                    && name
                        is not (
                            "IncidentKit"
                            or "IncidentKit.Aws"
                            or "NodaTime"
                            or "DiffPlex"
                            or "Spectre.Console"
                            or "Spectre.Console.Ansi"
                        )
                )
        );

    [Fact]
    public void OnlyTheClientUsesTheSdksInternals()
    {
        string[] users =
        [
            .. SourceTree.Files("src").Where(f => SourceTree.Read(f).Contains("Amazon.Runtime.Internal", StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(users);
        SourceTree.NoOffender(users.Where(user => !user.StartsWith("src/IncidentKit.Aws/Client/", StringComparison.Ordinal)));
    }

    private static string[] References(Assembly assembly)
    {
        string[] names = [.. assembly.GetReferencedAssemblies().Select(a => a.Name!)];
        Assert.Contains("System.Runtime", names);
        return names;
    }

    private static IEnumerable<string> CoreNamespacesUsedBy(Assembly assembly)
    {
        using PEReader file = new(File.OpenRead(assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. metadata
                .TypeReferences.Select(metadata.GetTypeReference)
                .Where(t =>
                    t.ResolutionScope.Kind == HandleKind.AssemblyReference
                    && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)t.ResolutionScope).Name) == "IncidentKit"
                )
                .Select(t => metadata.GetString(t.Namespace))
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
