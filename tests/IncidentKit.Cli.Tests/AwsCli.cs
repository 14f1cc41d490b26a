using System.Diagnostics;
using IncidentKit.Cli.Tests;
using IncidentKit.Testing;

[assembly: AssemblyFixture(typeof(AwsCli))]

namespace IncidentKit.Cli.Tests;

/// <summary>The real AWS CLI for scripts of the tests: one process of it is kept, since it takes longer to start than to ask.</summary>
public sealed class AwsCli : IAsyncLifetime
{
    private static TemporaryFolder? s_folder;
    private Process? _server;

    /// <summary>A PATH whose <c>aws</c> is that process; the usual one where there is no AWS CLI.</summary>
    public static (string Name, string? Value) Path
    {
        get
        {
            var usual = Environment.GetEnvironmentVariable("PATH");
            return ("PATH", s_folder is null ? usual : $"{s_folder.FullPath}:{usual}");
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var folder = new TemporaryFolder();
        var script = System.IO.Path.Combine(Snapshot.ProjectDirectory(typeof(AwsCli).Assembly), "aws-server.py");
        try
        {
            _server = Process.Start(Programs.Info("python3", [script, folder.FullPath]))!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Without Python there is no AWS CLI either, and the tests that need it say so.
        }

        if (_server is not null && await _server.StandardOutput.ReadLineAsync() == "ready")
            s_folder = folder;
        else
            folder.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            return;
        _server.StandardInput.Close();
        await _server.WaitForExitAsync();
        _server.Dispose();
        s_folder?.Dispose();
    }
}
