using System.Net;
using System.Net.Sockets;
using System.Text;
using IncidentKit.Cli.Options;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>What an outside watchdog hears, from a server on this machine.</summary>
public sealed class PingTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    [Theory]
    [InlineData("https://hc.example/abc", 0, "https://hc.example/abc")]
    [InlineData("https://hc.example/abc", 1, "https://hc.example/abc/fail")]
    [InlineData("https://hc.example/abc/", 4, "https://hc.example/abc/4")]
    [InlineData("https://hc.example/abc?rid=1", 70, "https://hc.example/abc/70?rid=1")]
    [InlineData("https://hc.example", 6, "https://hc.example/6")]
    public void TheUrlTellsTheExitCode(string url, int code, string asked) =>
        Assert.Equal(asked, PingOption.For(new Uri(url), code).OriginalString.Replace(":443", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("2026-01-29", ExitCode.Findings, "GET /watch/fail HTTP/1.1")]
    [InlineData("2026-01-31", ExitCode.Done, "GET /watch HTTP/1.1")]
    [InlineData("2099-01-05", ExitCode.PartlyUnknown, "GET /watch/4 HTTP/1.1")]
    [InlineData("2026-01-32", ExitCode.CommandLine, "GET /watch/2 HTTP/1.1")]
    public async Task AWatchdogHearsHowTheDayEnded(string date, int code, string asked)
    {
        using var folder = new TemporaryFolder();
        using var watchdog = new Watchdog("204 No Content");
        var result = await Cli.RunAsync(Daily(folder, "--date", date, "--session", "--ping", watchdog.Url));
        Assert.Equal(code, result.Code);
        Assert.Equal(asked, await watchdog.FirstLine);
        Assert.DoesNotContain("--ping", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusalOfTheWatchdogIsALineAndNoMore()
    {
        using var folder = new TemporaryFolder();
        using var watchdog = new Watchdog("404 Not Found");
        var result = await Cli.RunAsync(Daily(folder, "--date", "2026-01-31", "--session", "--ping", watchdog.Url));
        Assert.Equal(ExitCode.Done, result.Code);
        Assert.Equal("incidentkit: --ping: 127.0.0.1 answered 404", result.ErrorLines[^1]);
    }

    [Fact]
    public async Task AWatchdogThatIsNotThereIsALineAndNoMore()
    {
        using var folder = new TemporaryFolder();
        string url;
        using (var watchdog = new Watchdog("204 No Content"))
            url = watchdog.Url;
        var result = await Cli.RunAsync(Daily(folder, "--date", "2026-01-29", "--ping", url));
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.StartsWith("incidentkit: --ping: 127.0.0.1 was not reached: ", result.ErrorLines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("/watch", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoUrlIsRefusedBeforeAnythingIsDone()
    {
        using var folder = new TemporaryFolder();
        var result = await Cli.RunAsync(Daily(folder, "--ping", "hc.example/abc"));
        Assert.Equal(ExitCode.CommandLine, result.Code);
        Assert.Equal(
            "incidentkit: --ping 'hc.example/abc' is not a URL: write https://host/path; see daily --help",
            Assert.Single(result.ErrorLines)
        );
        Assert.False(Directory.Exists(folder.PathOf("out")));
    }

    [Fact]
    public async Task TheHelpTellsNobody()
    {
        using var watchdog = new Watchdog("204 No Content");
        Assert.Equal(ExitCode.Done, (await Cli.RunAsync("check", "--ping", watchdog.Url, "--help")).Code);
        Assert.False(watchdog.WasAsked);
    }

    private string[] Daily(TemporaryFolder folder, params string[] more) =>
        [
            "daily",
            demo.PathOf("bundles", "freeze-closed.zip"),
            "--config",
            demo.PathOf("bundles", "incidentkit.yaml"),
            "--out",
            folder.PathOf("out"),
            .. more,
        ];

    /// <summary>A server on this machine that gives each question the same answer.</summary>
    private sealed class Watchdog : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Watchdog(string status)
        {
            _listener.Start();
            FirstLine = AnswerAsync(status);
        }

        public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/watch";

        public Task<string?> FirstLine { get; }

        public bool WasAsked => FirstLine.IsCompleted;

        public void Dispose() => _listener.Dispose();

        private async Task<string?> AnswerAsync(string status)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                using var stream = client.GetStream();
                using var reader = new StreamReader(stream);
                var first = await reader.ReadLineAsync();
                while (await reader.ReadLineAsync() is { Length: > 0 }) { }
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                return first;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return null;
            }
        }
    }
}
