using IncidentKit.Basics;
using IncidentKit.Rendering.Templates;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Rendering;

public sealed class RuleCatalogueTests
{
    private static readonly string Runbooks = Path.Combine(
        Snapshot.ProjectDirectory(typeof(RuleCatalogueTests).Assembly),
        "../../runbooks"
    );

    /// <summary>Set INCIDENTKIT_ACCEPT=1 to write the pages again.</summary>
    [Fact]
    public void CommittedPagesAreCurrent()
    {
        Assert.True(RuleCatalogue.Ids.Count >= 7);
        if (Environment.GetEnvironmentVariable("INCIDENTKIT_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Directory.CreateDirectory(Runbooks);
            foreach (string id in RuleCatalogue.Ids)
                File.WriteAllText(Path.Combine(Runbooks, id + ".md"), RuleCatalogue.Page(id));
        }

        var stale = RuleCatalogue.Ids.Where(id =>
            !File.Exists(Path.Combine(Runbooks, id + ".md"))
            || File.ReadAllText(Path.Combine(Runbooks, id + ".md")) != RuleCatalogue.Page(id)
        );
        Assert.Empty(stale);
        Assert.Empty(Directory.GetFiles(Runbooks, "IK*.md").Select(Path.GetFileNameWithoutExtension).Except(RuleCatalogue.Ids));
    }

    [Fact]
    public void UnknownRuleNamesANearOne()
    {
        var e = Assert.Throws<InputException>(() => RuleCatalogue.Page("IK2011"));
        Assert.Equal("there is no rule 'IK2011'; did you mean 'IK2001'?", e.Message);
    }
}
