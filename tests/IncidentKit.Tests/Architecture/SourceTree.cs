using System.Reflection;
using IncidentKit.Basics;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Architecture;

/// <summary>The repository's files and the assemblies made of them.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Snapshot.ProjectDirectory(typeof(SourceTree).Assembly), "../.."));

    public static Assembly Core { get; } = typeof(InputException).Assembly;

    public static Assembly Recorder { get; } = typeof(Aws.Recorder).Assembly;

    public static Assembly CommandLine { get; } = Assembly.Load("IncidentKit.Cli");

    public static Assembly[] Sources { get; } = [Core, Recorder, CommandLine];

    /// <summary>The C# files below a folder, by path from the root with <c>/</c>; what a build makes is left out.</summary>
    public static IReadOnlyList<string> Files(string folder)
    {
        string[] files =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
                .Where(f => !f.Split('/').Any(part => part is "bin" or "obj"))
                .Order(StringComparer.Ordinal),
        ];
        Assert.NotEmpty(files);
        return files;
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>Fails with every offender, one a line.</summary>
    public static void NoOffender(IEnumerable<string> offenders)
    {
        string[] all = [.. offenders.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Assert.True(all.Length == 0, $"{all.Length} offenders:\n{string.Join('\n', all)}");
    }
}
