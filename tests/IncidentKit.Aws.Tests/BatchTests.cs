using IncidentKit.Analysis;
using IncidentKit.Evidence;
using IncidentKit.Reports.Incident;
using IncidentKit.Testing;

namespace IncidentKit.Aws.Tests;

/// <summary>Jobs that schedules submit, recorded from moto through the front: what moto answers is what the readers read.</summary>
public sealed class BatchTests(AccountWithoutRunsFixture fixture) : IClassFixture<AccountWithoutRunsFixture>
{
    [Fact]
    public async Task JobsAreListedAndWhatTheyNeedIsDescribed()
    {
        fixture.Begin();
        using var folder = new TemporaryFolder();
        var before = folder.PathOf("before");
        var without = await fixture.RecordAsync(before);
        Assert.DoesNotContain(without.Coverage, row => row.Source.StartsWith("batch", StringComparison.Ordinal));
        await BatchAccount.SeedAsync(fixture.Front.Endpoint);
        var path = folder.PathOf("jobs");
        var manifest = await fixture.RecordAsync(path);
        using var bundle = BundleReader.Open(path);
        Assert.Equal(CoverageStatus.Complete, manifest.Coverage.Single(row => row.Source == "batch.jobs").Status);
        Assert.Equal(
            (1, 1, 1, 1),
            (
                Count(bundle, "DescribeJobQueues"),
                Count(bundle, "DescribeComputeEnvironments"),
                Count(bundle, "DescribeJobDefinitions"),
                Count(bundle, "ListJobs")
            )
        );
        using (var listed = bundle.ParseBody(bundle.Records("batch", "ListJobs").Single()))
            Assert.Equal(2, listed.RootElement.Items("jobSummaryList").Count());
        var report = IncidentDocument.Of(bundle, new AnalysisInputs { ToolVersion = "0.1.0" }).Model;
        Assert.All(
            report.Items("schedules").Where(s => s.Text("name") is "books" or "lost-books"),
            s => Assert.Equal("batch", s.Text("kind"))
        );
        var missing = report.Items("findings").Single(f => f.Text("ruleId") == "IK2004");
        Assert.Equal(["lost-books"], missing.Texts("subjects"));
    }

    static int Count(BundleReader bundle, string operation) => bundle.Records("batch", operation).Count();
}
