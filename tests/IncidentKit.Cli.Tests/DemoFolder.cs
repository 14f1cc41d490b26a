using System.IO.Compression;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>What <c>demo</c> writes, for tests that read it or report on its recordings.</summary>
public sealed class DemoFolder : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string PathOf(params string[] parts) => Path.Combine([_folder.FullPath, .. parts]);

    /// <summary>The arguments that report on the recording made when the incident was over, as the demo did.</summary>
    public string[] ReportAfter(string output, params string[] more) =>
        [
            "report",
            PathOf("bundles", "freeze-closed.zip"),
            "--incident",
            PathOf("bundles", "incident.yaml"),
            "--config",
            PathOf("bundles", "incidentkit.yaml"),
            "--out",
            output,
            .. more,
        ];

    /// <summary>Unpacks a recording into a folder of the recording's name.</summary>
    public string Unpack(string bundle, TemporaryFolder into)
    {
        var path = into.PathOf(bundle);
        ZipFile.ExtractToDirectory(PathOf("bundles", bundle + ".zip"), path);
        return path;
    }

    public async ValueTask InitializeAsync() => Assert.Equal(ExitCode.Done, (await Cli.RunAsync("demo", "--out", _folder.FullPath)).Code);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
