using System.Diagnostics;
using IncidentKit.Testing;
using NodaTime.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>Printing, with a browser where there is one, and with scripts that behave as browsers may.</summary>
public sealed class PdfTests(DemoFolder demo) : IClassFixture<DemoFolder>, IDisposable
{
    /// <summary>Finds the file that it shall print, and writes it whole.</summary>
    private const string Prints = """
        for a; do case $a in --print-to-pdf=*) out=${a#*=};; file://*) page=$a;; esac; done
        printf '%%PDF-1.4\n%s\n%%%%EOF\n' "$page" > "$out"
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARealBrowserPrints()
    {
        var found = new[] { "chromium", "google-chrome", "microsoft-edge" }.Any(n =>
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, n)))
        );
        Assert.SkipUnless(found, "no browser is here");
        var result = await Cli.RunAsync(demo.ReportAfter(_folder.PathOf("out"), "--pdf"));
        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        Assert.EndsWith(_folder.PathOf("out/incident-report.pdf") + "\n", result.Output, StringComparison.Ordinal);
        Assert.True(new FileInfo(_folder.PathOf("out/incident-report.pdf")).Length > 10_000);
    }

    [Fact]
    public async Task ThePdfIsWhatTheBrowserWroteAndItsProfileIsGone()
    {
        SkipOnWindows();
        var result = await PrintAsync("echo \"$@\" > \"$0.said\"\nmkdir profile; echo x > profile/x\n" + Prints);
        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        Assert.StartsWith("%PDF-", await ReadAsync("out/incident-report.pdf"), StringComparison.Ordinal);
        var said = await ReadAsync("browser.said");
        var profile = said.Split(' ').Single(a => a.StartsWith("--user-data-dir=", StringComparison.Ordinal)).Split('=')[1];
        Assert.False(Directory.Exists(Path.GetDirectoryName(profile)));
        Assert.Equal(Environment.IsPrivilegedProcess, said.Contains("--no-sandbox", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DailyPrintsToo()
    {
        SkipOnWindows();
        var browser = Script(Prints);
        var result = await RunAsync(
            TimeSpan.FromSeconds(20),
            browser,
            "daily",
            demo.PathOf("bundles", "freeze-closed.zip"),
            "--date",
            "2026-01-29",
            "--out",
            _folder.PathOf("out"),
            "--pdf"
        );
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.StartsWith("%PDF-", await ReadAsync("out/daily-gap-report.pdf"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 3", "exit code 3")]
    [InlineData("echo 'No usable sandbox!' >&2; exit 1", "(No usable sandbox!)")]
    [InlineData("exit 0", "wrote nothing")]
    [InlineData("for a; do case $a in --print-to-pdf=*) : > ${a#*=};; esac; done", "no whole PDF")]
    [InlineData("for a; do case $a in --print-to-pdf=*) echo '%PDF-1.4 torn' > ${a#*=};; esac; done", "no whole PDF")]
    [InlineData("for a; do case $a in --print-to-pdf=*) mkdir ${a#*=};; esac; done", "wrote nothing")]
    [InlineData("for a; do case $a in --print-to-pdf=*) mkfifo ${a#*=};; esac; done", "cannot be read")]
    [InlineData("sleep 300", "longer than 3 s")]
    [InlineData("sleep 300 & sleep 300", "longer than 3 s")]
    [InlineData("trap '' TERM INT; while :; do sleep 1; done", "longer than 3 s")]
    [InlineData("while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx >&2; done", "longer than 3 s")]
    [InlineData("head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2; exit 4", "exit code 4")]
    [InlineData("kill -9 $$", "exit code 137")]
    public async Task AFailureIsOneLineAndTheOtherDocumentsStand(string script, string told)
    {
        SkipOnWindows();
        Directory.CreateDirectory(_folder.PathOf("out"));
        await File.WriteAllTextAsync(_folder.PathOf("out/incident-report.pdf"), "of yesterday", TestContext.Current.CancellationToken);
        var clock = Stopwatch.StartNew();
        var result = await PrintAsync(script);
        Assert.Equal(ExitCode.Output, result.Code);
        Assert.Contains(told, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60));
        Assert.False(File.Exists(_folder.PathOf("out/incident-report.pdf")));
        Assert.True(File.Exists(_folder.PathOf("out/incident-report.html")));
    }

    [Fact]
    public async Task AChildThatKeepsTheStreamsOpenIsNotWaitedFor()
    {
        SkipOnWindows();
        var clock = Stopwatch.StartNew();
        var result = await PrintAsync(Prints + "\nsleep 25 &", TimeSpan.FromSeconds(60));
        Assert.Equal(ExitCode.Done, result.Code);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("--browser", "nowhere/chrome")]
    [InlineData("--browser", "no-such-program")]
    public async Task ABrowserThatIsNotThereIsAMistakeBeforeAnythingIsWritten(params string[] more)
    {
        var result = await Cli.RunAsync(demo.ReportAfter(_folder.PathOf("out"), ["--pdf", .. more]));
        Assert.Equal(ExitCode.CommandLine, result.Code);
        Assert.Contains(more[1], Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.PathOf("out")));
    }

    [Fact]
    public async Task WhatIsNoProgramIsTold()
    {
        SkipOnWindows();
        await File.WriteAllTextAsync(_folder.PathOf("text"), "hello", TestContext.Current.CancellationToken);
        var result = await RunAsync(
            TimeSpan.FromSeconds(20),
            null,
            demo.ReportAfter(_folder.PathOf("out"), "--pdf", "--browser", _folder.PathOf("text"))
        );
        Assert.Equal(ExitCode.Output, result.Code);
        Assert.Contains("cannot be started", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void PlacesAreLookedAtInOrder()
    {
        SkipOnWindows();
        Directory.CreateDirectory(_folder.PathOf("bin"));
        File.WriteAllText(_folder.PathOf("bin/microsoft-edge"), "");
        File.WriteAllText(_folder.PathOf("bin/chrome"), "");
        string? At(string name) => name == "PATH" ? $"relative::{_folder.PathOf("bin")}" : null;
        Assert.Equal(_folder.PathOf("bin/chrome"), BrowserPlaces.Find(null, At));
        Assert.Equal(_folder.PathOf("bin/microsoft-edge"), BrowserPlaces.Find("microsoft-edge", At));
        Assert.Equal(
            _folder.PathOf("bin/microsoft-edge"),
            BrowserPlaces.Find(null, name => name == BrowserPlaces.Variable ? _folder.PathOf("bin/microsoft-edge") : At(name))
        );
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the browsers are shell scripts");

    private Task<Cli.Result> PrintAsync(string script, TimeSpan? limit = null) =>
        RunAsync(limit ?? TimeSpan.FromSeconds(3), Script(script), demo.ReportAfter(_folder.PathOf("out"), "--pdf"));

    private string Script(string script)
    {
        var path = _folder.PathOf("browser");
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static async Task<Cli.Result> RunAsync(TimeSpan limit, string? browser, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var host = new CliHost(output, error, new FakeClock(FreezeScenario.Open.RecordedAt), Interactive: false)
        {
            PrintLimit = limit,
            Environment = name => name == BrowserPlaces.Variable ? browser : Environment.GetEnvironmentVariable(name),
        };
        var code = await CommandLine.RunAsync(arguments, host, TestContext.Current.CancellationToken);
        return new Cli.Result(code, output.ToString(), error.ToString());
    }

    private Task<string> ReadAsync(string path) => File.ReadAllTextAsync(_folder.PathOf(path), TestContext.Current.CancellationToken);
}
