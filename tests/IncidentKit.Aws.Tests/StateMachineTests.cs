using IncidentKit.Analysis;
using IncidentKit.Evidence;
using IncidentKit.Reports.Incident;
using IncidentKit.Testing;

namespace IncidentKit.Aws.Tests;

/// <summary>State machines that schedules start, recorded from moto through the front: what moto answers is what the readers read.</summary>
public sealed class StateMachineTests(AccountWithoutRunsFixture fixture) : IClassFixture<AccountWithoutRunsFixture>
{
    [Fact]
    public async Task ExecutionsAreListedAndWhatFailedIsDescribed()
    {
        fixture.Begin();
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("machines");
        await MachineAccount.SeedAsync(fixture.Front.Endpoint);
        var manifest = await fixture.RecordAsync(path);
        using var bundle = BundleReader.Open(path);
        Assert.Equal(
            (3, 2, 1),
            (Count(bundle, "DescribeStateMachine"), Count(bundle, "ListExecutions"), Count(bundle, "DescribeExecution"))
        );
        Assert.Equal(CoverageStatus.Complete, manifest.Coverage.Single(row => row.Source == "states.executions").Status);
        var report = IncidentDocument.Of(bundle, new AnalysisInputs { ToolVersion = "0.1.0" }).Model;
        Assert.All(
            report.Items("schedules").Where(s => s.Text("name") is "settle" or "nudge" or "gone" or "universal"),
            s => Assert.Equal("stepFunctions", s.Text("kind"))
        );
        var missing = report.Items("findings").Single(f => f.Text("ruleId") == "IK2004");
        Assert.Equal(["gone"], missing.Texts("subjects"));
    }

    static int Count(BundleReader bundle, string operation) => bundle.Records("states", operation).Count();
}
