using System.Text.RegularExpressions;
using IncidentKit.Evidence;

namespace IncidentKit.Tests.Architecture;

/// <summary>The names of operations, events, sources and services stand in one place each.</summary>
public sealed partial class NamesOnceTests
{
    private static readonly string[] Homes = ["Operations.cs", "ChangeEvents.cs", "SourceNames.cs", "Principals.cs"];

    /// <summary>Words that name something else too: a noun of claims, and services as an ARN or an endpoint has them.</summary>
    private static readonly string[] Words = [SourceNames.Schedules, SourceNames.Identity];

    [Fact]
    public void NoNameOfAwsIsWrittenOutsideItsHome()
    {
        var names = Names();
        Assert.True(names.Count > 100);
        var files = SourceTree.Files("src").Where(f => !Homes.Contains(Path.GetFileName(f))).ToList();
        Assert.All(
            ["src/IncidentKit/", "src/IncidentKit.Aws/", "src/IncidentKit.Cli/"],
            project => Assert.Contains(files, f => f.StartsWith(project, StringComparison.Ordinal))
        );
        SourceTree.NoOffender(
            from file in files
            from literal in Literals(SourceTree.Read(file))
            where names.Contains(literal)
            select $"{file} writes \"{literal}\""
        );
    }

    [Fact]
    public void NameInQuotesIsFound() =>
        Assert.Equal(["GetRole", "iam.roles"], Literals("""("GetRole", x, "iam.roles")""").Where(Names().Contains));

    private static HashSet<string> Names() =>
        [
            .. typeof(Operations).GetProperties().Select(p => ((OperationName)p.GetValue(null)!).Operation),
            .. ChangeEvents.All.Append(ChangeEvents.RunTask).Select(e => e.Name),
            .. Constants(typeof(SourceNames)).Except(Words),
            .. Constants(typeof(Principals)),
        ];

    private static IEnumerable<string> Constants(Type type) => type.GetFields().Select(f => (string)f.GetRawConstantValue()!);

    private static IEnumerable<string> Literals(string source) => Literal().Matches(source).Select(m => m.Groups["text"].Value);

    [GeneratedRegex("\"(?<text>[A-Za-z0-9.-]{1,60})\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();
}
