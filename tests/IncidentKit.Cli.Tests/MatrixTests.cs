using IncidentKit.Faults;
using IncidentKit.Faults.Matrix;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>The campaign <c>matrix</c> in a shortened form: other cases with another seed.</summary>
public sealed class MatrixTests
{
    [Fact]
    public async Task NothingLooksWellBecauseSomethingFailed()
    {
        var budget = new Budget(Seed: 14, Effort.Of(16), Duration.FromMinutes(10));
        var result = await MatrixCampaign.RunAsync(budget, withMemory: false, TestContext.Current.CancellationToken);
        Assert.Equal(budget.Cases, result.Cases);
        Assert.Empty(result.Wrong);
    }
}
