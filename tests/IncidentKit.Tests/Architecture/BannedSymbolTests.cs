using System.Xml.Linq;

namespace IncidentKit.Tests.Architecture;

/// <summary>The core has no clock, no machine time zone and no chance: the analyzer that refuses them is at work.</summary>
public sealed class BannedSymbolTests
{
    private const string Project = "src/IncidentKit/IncidentKit.csproj";

    [Fact]
    public void AnalyzerReadsTheList()
    {
        XDocument project = XDocument.Parse(SourceTree.Read(Project));
        Assert.Contains(
            project.Descendants("PackageReference"),
            p => (string?)p.Attribute("Include") == "Microsoft.CodeAnalysis.BannedApiAnalyzers"
        );
        Assert.Contains(project.Descendants("AdditionalFiles"), f => (string?)f.Attribute("Include") == "BannedSymbols.txt");
    }

    [Fact]
    public void NothingSilencesIt()
    {
        string[] files =
        [
            Project,
            "Directory.Build.props",
            "src/Directory.Build.props",
            ".editorconfig",
            .. SourceTree.Files("src/IncidentKit"),
        ];
        SourceTree.NoOffender(files.Where(f => SourceTree.Read(f).Contains("RS0030", StringComparison.Ordinal)));
    }

    /// <summary>A misspelt id bans nothing, and says nothing.</summary>
    [Fact]
    public void EveryListedSymbolExists()
    {
        string[] ids =
        [
            .. SourceTree
                .Read("src/IncidentKit/BannedSymbols.txt")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split(';')[0]),
        ];
        Assert.Contains("P:System.DateTime.UtcNow", ids);
        SourceTree.NoOffender(ids.Where(id => !Exists(id)));
    }

    private static bool Exists(string id)
    {
        string name = id[2..].Split('(')[0];
        int dot = name.LastIndexOf('.');
        return id[0] switch
        {
            'T' => Find(name) is not null,
            'P' => Find(name[..dot])?.GetProperty(name[(dot + 1)..]) is not null,
            'F' => Find(name[..dot])?.GetField(name[(dot + 1)..]) is not null,
            'M' => Find(name[..dot])?.GetMethods().Any(m => m.Name == name[(dot + 1)..]) is true,
            _ => false,
        };
    }

    private static Type? Find(string name) =>
        new[] { typeof(object), typeof(TimeZoneInfo), typeof(Console), typeof(HttpClient), typeof(Instant) }
            .Select(t => t.Assembly.GetType(name))
            .FirstOrDefault(t => t is not null);
}
