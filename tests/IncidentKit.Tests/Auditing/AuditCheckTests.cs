using IncidentKit.Auditing;
using IncidentKit.Rendering.Templates;
using IncidentKit.Tests.Architecture;

namespace IncidentKit.Tests.Auditing;

/// <summary>A check is one file; what stands elsewhere, its registration, its page and its case in the corpus, is missed here.</summary>
public sealed class AuditCheckTests
{
    private static readonly Type[] Classes =
    [
        .. typeof(AuditCheck).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(AuditCheck)) && !t.IsAbstract),
    ];

    [Fact]
    public void EveryCheckIsRegistered()
    {
        Assert.NotEmpty(Classes);
        SourceTree.NoOffender(Classes.Except(AuditChecks.All.Select(c => c.GetType())).Select(t => t.FullName!));
    }

    [Fact]
    public void EveryCheckHasAPage()
    {
        Assert.NotEmpty(AuditChecks.All);
        SourceTree.NoOffender(
            AuditChecks.All.Where(c => !TemplateRenderer.Names.Contains(c.Page)).Select(c => $"{c.GetType().Name}: no templates/{c.Page}")
        );
    }

    [Fact]
    public void EveryCheckHasACaseInTheCorpus()
    {
        HashSet<string> expected = [.. CorpusReport.All.SelectMany(r => r.Expected).Select(e => e.Id)];
        SourceTree.NoOffender(
            AuditChecks.All.Where(c => !expected.Contains(c.Id)).Select(c => $"{c.GetType().Name}: {c.Id} is marked in no report")
        );
    }

    /// <summary>The first two digits of an id, the folder and the family say the same.</summary>
    [Fact]
    public void FamilyIsThatOfTheFolderAndOfTheId() =>
        SourceTree.NoOffender(
            AuditChecks
                .All.Where(c =>
                    c.GetType().Namespace != $"{typeof(AuditChecks).Namespace}.Checks.{c.Family}" || c.Id[3..5] != $"{(int)c.Family:D2}"
                )
                .Select(c => $"{c.GetType().FullName}: {c.Id}, {c.Family}")
        );

    [Fact]
    public void IdsAreInOrderAndGivenOnce() =>
        SourceTree.NoOffender(
            AuditChecks
                .All.Zip(AuditChecks.All.Skip(1))
                .Where(c => string.CompareOrdinal(c.First.Id, c.Second.Id) >= 0)
                .Select(c => c.Second.Id)
        );
}
