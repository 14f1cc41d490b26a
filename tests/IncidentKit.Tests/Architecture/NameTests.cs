using System.Reflection;
using System.Text.RegularExpressions;

namespace IncidentKit.Tests.Architecture;

public sealed class NameTests
{
    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private static readonly Regex Word = new("[A-Z][a-z0-9]*", Options);

    private static readonly Regex PascalCase = new("^[A-Z][A-Za-z0-9]*$", Options);

    private static readonly Regex EmptyPhrase = new("^Test[A-Z]|Should[A-Z]|Works|Correctly|Properly", Options);

    private static readonly Regex PublicType = new(
        @"^public (?:[a-z]+ )*?(?:class|record struct|record|struct|enum|interface|delegate \S+) (?<name>\w+)",
        Options
    );

    private static readonly Regex Namespace = new(@"^namespace (?<name>[\w.]+)", Options);

    private static readonly Regex TestMethod = new(
        @"^ +\[(?:Fact|Theory)\b[^\n]*\n(?: +\[[^\n]*\n|\s*//[^\n]*\n| {5,}[^\n]*\n| +\)\]\n)*? +public (?:static )?(?:async )?(?:void|Task|ValueTask) (?<name>\w+)\(",
        Options
    );

    private static readonly string[] EmptyWords =
    [
        "Manager",
        "Managers",
        "Helper",
        "Helpers",
        "Util",
        "Utils",
        "Utility",
        "Utilities",
        "Processor",
        "Processors",
        "Service",
        "Services",
        "Data",
        "Info",
        "Infos",
    ];

    /// <summary>A user's service, AWS's word for its products, and the data that a user's runs bring.</summary>
    private static readonly string[] WordsOfTheField =
    [
        "ServiceSettings",
        "ServiceRole",
        "ServiceLoss",
        "ReportServiceLoss",
        "AwsService",
        "DataImpact",
        "ReportDataImpact",
    ];

    [Fact]
    public void NoTypeHasANameThatSaysNothing()
    {
        Type[] types =
        [
            .. SourceTree
                .Sources.SelectMany(a => a.GetTypes())
                .Where(t => !t.IsNestedPrivate && t.Namespace?.StartsWith("IncidentKit", StringComparison.Ordinal) is true),
        ];
        Assert.Contains(types, t => t.Name == "ServiceSettings");
        SourceTree.NoOffender(
            types
                .Where(t => !WordsOfTheField.Contains(t.Name) && Word.Matches(t.Name).Any(w => EmptyWords.Contains(w.Value)))
                .Select(t => $"{t}")
        );
    }

    [Fact]
    public void EveryFileIsNamedAsItsOnlyPublicType()
    {
        List<string> offenders = [];
        int found = 0;
        foreach (string file in SourceTree.Files("src"))
        {
            string[] types = [.. PublicType.Matches(SourceTree.Read(file)).Select(m => m.Groups["name"].Value)];
            found += types.Length;
            if (types.Length > 1 || (types is [var only] && only != Path.GetFileNameWithoutExtension(file)))
                offenders.Add($"{file}: {string.Join(", ", types)}");
        }

        Assert.True(found > 50);
        SourceTree.NoOffender(offenders);
    }

    [Fact]
    public void FoldersAreNamespaces()
    {
        List<string> offenders = [];
        foreach (string file in SourceTree.Files("src").Concat(SourceTree.Files("tests")))
        {
            string expected = string.Join('.', file.Split('/')[1..^1]);
            if (Namespace.Match(SourceTree.Read(file)) is { Success: true } match && match.Groups["name"].Value != expected)
                offenders.Add($"{file}: {match.Groups["name"].Value}");
        }

        SourceTree.NoOffender(offenders);
    }

    [Fact]
    public void TestsAreNamedByWhatHolds()
    {
        (string File, string Name)[] tests =
        [
            .. SourceTree.Files("tests").SelectMany(f => TestMethod.Matches(SourceTree.Read(f)).Select(m => (f, m.Groups["name"].Value))),
        ];
        Assert.Contains(tests, t => t.Name == nameof(TestsAreNamedByWhatHolds));
        SourceTree.NoOffender(
            tests.Where(t => !PascalCase.IsMatch(t.Name) || EmptyPhrase.IsMatch(t.Name)).Select(t => $"{t.File}: {t.Name}")
        );
    }

    [Fact]
    public void EveryTestOfThisProjectIsFoundByTheScan()
    {
        HashSet<string> scanned =
        [
            .. SourceTree
                .Files("tests/IncidentKit.Tests")
                .SelectMany(f => TestMethod.Matches(SourceTree.Read(f)).Select(m => m.Groups["name"].Value)),
        ];
        string[] tests =
        [
            .. typeof(NameTests)
                .Assembly.GetTypes()
                .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                .Where(m => m.IsDefined(typeof(FactAttribute), inherit: true))
                .Select(m => m.Name),
        ];
        Assert.NotEmpty(tests);
        SourceTree.NoOffender(tests.Where(t => !scanned.Contains(t)));
    }
}
