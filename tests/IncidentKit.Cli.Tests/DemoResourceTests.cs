using System.Reflection;
using IncidentKit.Evidence;

namespace IncidentKit.Cli.Tests;

public sealed class DemoResourceTests
{
    [Theory]
    [InlineData("freeze-open")]
    [InlineData("freeze-closed")]
    public void EveryEmbeddedRecordingIsCompleteAndUndamaged(string name)
    {
        var stream = Assembly.Load("IncidentKit.Cli").GetManifestResourceStream($"demo/{name}.zip");
        Assert.NotNull(stream);
        using var bundle = BundleReader.Open(stream, name);
        bundle.VerifyAll();
        Assert.True(bundle.Manifest.Complete);
    }
}
