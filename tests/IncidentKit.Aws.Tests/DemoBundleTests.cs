using System.Reflection;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;
using IncidentKit.Evidence;
using IncidentKit.Testing;

namespace IncidentKit.Aws.Tests;

/// <summary>The demo's bundles are what the recorder records of the scenario. Set INCIDENTKIT_ACCEPT=1 to replace them.</summary>
public abstract class DemoBundleTests(FreezeFixture fixture)
{
    [Fact]
    public async Task DemoBundleIsWhatIsRecorded()
    {
        fixture.Begin();
        using var folder = new TemporaryFolder();
        var bundle = folder.PathOf(fixture.Scenario.Name);
        await fixture.RecordAsync(bundle);
        var demo = Path.Combine(ProjectDirectory(), "../../src/IncidentKit.Cli/Demo", fixture.Scenario.Name + ".zip");
        if (Environment.GetEnvironmentVariable("INCIDENTKIT_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(demo)!);
            await using var zip = File.Create(demo);
            BundleZip.Write(bundle, zip);
        }
        using var shipped = BundleReader.Open(demo);
        using var recorded = BundleReader.Open(bundle);
        Assert.Equal(shipped.Sha256, recorded.Sha256);
    }

    static string ProjectDirectory() =>
        typeof(DemoBundleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDir").Value!;
}

[Collection("freeze-open")]
public sealed class FreezeOpenDemoTests(FreezeOpenFixture fixture) : DemoBundleTests(fixture);

public sealed class FreezeClosedDemoTests(FreezeClosedFixture fixture) : DemoBundleTests(fixture), IClassFixture<FreezeClosedFixture>;
