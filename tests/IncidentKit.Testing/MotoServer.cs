using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace IncidentKit.Testing;

/// <summary>moto's AWS emulator on a free loopback port, under a fake clock.</summary>
public sealed class MotoServer : IAsyncDisposable
{
    static readonly Lazy<string?> Missing = new(FindMissing);
    readonly Process _process;

    MotoServer(Process process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? SkipReason => Missing.Value;

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts one and waits until it answers. Another program may take the free port first: then it is tried with another.</summary>
    /// <param name="at">What its clock says at the start.</param>
    public static async Task<MotoServer> StartAsync(Instant at)
    {
        const int attempts = 3;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(at);
            }
            catch (InvalidOperationException) when (attempt < attempts) { }
        }
    }

    static async Task<MotoServer> StartOnceAsync(Instant at)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("faketime")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var argument in (string[])
                ["-f", $"@{at.ToDateTimeUtc():yyyy-MM-dd HH:mm:ss}", "python3", "-m", "moto.server", "-H", "127.0.0.1", "-p", $"{port}"]
        )
            start.ArgumentList.Add(argument);
        start.Environment["TZ"] = "UTC";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new MotoServer(process, new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await server.WaitUntilReadyAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Endpoint, Timeout = TimeSpan.FromSeconds(5) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(100))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"moto ended with exit code {_process.ExitCode}");
            try
            {
                using var answer = await http.GetAsync("/moto-api/");
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            catch (TaskCanceledException)
            {
                // Listening, but busy with its imports.
            }
        }
        throw new TimeoutException("moto did not answer within 60 s");
    }

    /// <summary>A port of the loopback address that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string? FindMissing() =>
        !Runs("faketime", "--version") ? "faketime is not installed (Debian package faketime)"
        : !Runs("python3", "-c", "import moto.server") ? "moto is not installed (pip install 'moto[server]')"
        : null;

    static bool Runs(string file, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(file, arguments)
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
