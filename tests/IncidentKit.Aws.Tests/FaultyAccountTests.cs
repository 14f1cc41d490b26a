using IncidentKit.Analysis;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;
using IncidentKit.Evidence;
using IncidentKit.Reports.Incident;
using IncidentKit.Testing;

namespace IncidentKit.Aws.Tests;

/// <summary>Faults that the emulator can hold, recorded through the front and diagnosed: what moto answers is what the rules
/// read.</summary>
public sealed class FaultyAccountTests(AccountWithoutRunsFixture fixture) : IClassFixture<AccountWithoutRunsFixture>
{
    [Fact]
    public async Task EachScheduleBringsItsOwnFinding()
    {
        fixture.Begin();
        await FaultyAccount.SeedAsync(fixture.Front.Endpoint);
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("faulty");
        await fixture.RecordAsync(path);
        using var bundle = BundleReader.Open(path);
        var report = IncidentDocument.Of(bundle, new AnalysisInputs { ToolVersion = "0.1.0" }).Model;
        var found = report
            .Items("findings")
            .Where(f => f.Text("certainty") != "notExcluded" && f.Text("severity") != "low")
            .SelectMany(f => f.Texts("subjects").Select(s => (Schedule: s, Rule: f.Text("ruleId"))))
            .Where(f => FaultyAccount.Schedules.Any(s => s.Schedule == f.Schedule));
        Assert.Equal(FaultyAccount.Schedules.Where(s => s.Rule is not null).Order(), found.Order());
    }
}
