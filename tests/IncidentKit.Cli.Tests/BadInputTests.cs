using CsCheck;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>A mistake of the user is one line on standard error and an exit code; nothing is written.</summary>
public sealed class BadInputTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    private const string Day = "--from 2026-01-29 --to 2026-01-29";

    [Theory]
    [InlineData("reprot", ExitCode.CommandLine, "unknown command 'reprot'; did you mean 'report'?")]
    [InlineData("", ExitCode.CommandLine, "which command? demo, collect,")]
    [InlineData("report", ExitCode.CommandLine, "'BUNDLE'")]
    [InlineData("report nowhere --out OUT", ExitCode.CommandLine, "nowhere does not exist")]
    [InlineData("report CLOSED --ot OUT", ExitCode.CommandLine, "unknown option '--ot'; did you mean '--out'?")]
    [InlineData("report CLOSED OUT", ExitCode.CommandLine, "unexpected argument")]
    [InlineData("report CLOSED --out OUT --fail-on hihg", ExitCode.CommandLine, "'hihg'")]
    [InlineData("report CLOSED --out OUT --outage 9", ExitCode.CommandLine, "9")]
    [InlineData("report CLOSED --out OUT --templates nowhere", ExitCode.Content, "'nowhere' does not exist")]
    [InlineData("report CLOSED --out OUT --config nowhere.yaml", ExitCode.Content, "nowhere.yaml")]
    [InlineData("explain IK2010", ExitCode.CommandLine, "there is no rule 'IK2010'; did you mean 'IK2001'?")]
    [InlineData(
        "collect --from 2026-01-29T14:00Z --to 2026-01-29T13:59Z --out OUT",
        ExitCode.CommandLine,
        "the window ends before it starts"
    )]
    [InlineData("collect --from 2026-01-29T14:00Z --to 2026-01-29T14:00Z --out OUT", ExitCode.CommandLine, "the window is empty")]
    [InlineData("collect --from 2026-01-29T14:00 --to 2026-01-30 --out OUT", ExitCode.CommandLine, "2026-01-29T14:00:00Z if it is UTC")]
    [InlineData("collect --from yesterday --to 2026-01-30 --out OUT", ExitCode.CommandLine, "--from 'yesterday' is not a time")]
    [InlineData("collect --from 2026-02-30 --to 2026-03-01 --out OUT", ExitCode.CommandLine, "--from '2026-02-30' is not a time")]
    [InlineData("collect --from 9999-12-31 --to 9999-12-31 --out OUT", ExitCode.CommandLine, "is not a time")]
    [InlineData($"collect {Day} --zone America/New_Yorc --out OUT", ExitCode.CommandLine, "did you mean 'America/New_York'?")]
    [InlineData($"collect {Day}", ExitCode.CommandLine, "--out")]
    [InlineData($"collect {Day} --out OUT --endpoint-url ftp://x", ExitCode.CommandLine, "'ftp://x' is not a URL")]
    [InlineData($"collect {Day} --out OUT --run-task-calls -1", ExitCode.CommandLine, "'-1' is not a whole number")]
    [InlineData(
        $"collect {Day} --out OUT --region us-west-2 --endpoint-url http://127.0.0.1:9",
        ExitCode.NoAnswer,
        "AWS cannot be reached"
    )]
    [InlineData($"collect {Day} --out OUT --region us-west-2 --profile nobody", ExitCode.NoAnswer, "'nobody'")]
    [InlineData($"collect {Day} --out OUT --region us/west", ExitCode.CommandLine, "--region 'us/west' is not a region")]
    [InlineData($"schedule rate(1minute) {Day}", ExitCode.CommandLine, "column", 3)]
    [InlineData($"schedule rate(1_minute) {Day}", ExitCode.CommandLine, "give --start")]
    [InlineData("market", ExitCode.CommandLine, "what of the market? sessions, status, overlap, holidays, list, diff")]
    [InlineData("market status", ExitCode.CommandLine, "which market?")]
    [InlineData("market XNIS status", ExitCode.CommandLine, "did you mean")]
    [InlineData("market XNYS list", ExitCode.CommandLine, "leave 'XNYS' out")]
    [InlineData("market XNYS sessions --from 2026-01-30 --to 2026-01-29", ExitCode.CommandLine, "the range ends before it starts")]
    [InlineData("market XNYS sessions --from 2026-1-30 --to 2026-01-31", ExitCode.CommandLine, "--from '2026-1-30' is not a date")]
    [InlineData("market XNYS overlap --from 2026-01-30", ExitCode.CommandLine, "either --from and --to, or --windows")]
    [InlineData("market XNYS overlap --windows nowhere.csv", ExitCode.Content, "nowhere.csv: cannot be read")]
    [InlineData("market XNYS status --at 2026-01-29T16:00", ExitCode.CommandLine, "has no offset")]
    [InlineData("market XNYS status --calendars nowhere", ExitCode.CommandLine, "there is no folder 'nowhere'")]
    [InlineData("@file", ExitCode.CommandLine, "unknown command '@file'")]
    public async Task IsToldInOneLine(string commandLine, int code, string message, int lines = 1)
    {
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            .. commandLine
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(argument =>
                    argument switch
                    {
                        "OUT" => folder.PathOf("out"),
                        "CLOSED" => demo.PathOf("bundles", "freeze-closed.zip"),
                        _ => argument.Replace('_', commandLine.StartsWith("schedule", StringComparison.Ordinal) ? ' ' : '_'),
                    }
                ),
        ];
        AssertTold(await Cli.RunAsync(arguments), folder, code, message, lines);
    }

    [Theory]
    [InlineData("report", "")]
    [InlineData("explain", " ")]
    [InlineData("demo", "--out", "")]
    public async Task AnEmptyValueIsAMistake(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        AssertTold(await Cli.RunAsync(arguments), folder, ExitCode.CommandLine, "is empty");
    }

    [Fact]
    public async Task NoCredentials()
    {
        using var folder = new TemporaryFolder();
        var info = Programs.Info(
            "dotnet",
            [Programs.Tool, "collect", .. Day.Split(' '), "--region", "us-west-2", "--out", folder.PathOf("out")],
            ("AWS_ACCESS_KEY_ID", null),
            ("AWS_SECRET_ACCESS_KEY", null),
            ("AWS_EC2_METADATA_DISABLED", "true")
        );
        AssertTold(await Programs.RunAsync(info), folder, ExitCode.NoAnswer, "no AWS credentials");
    }

    [Fact]
    public async Task MisspeltKeyOfTheSettings()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            demo.PathOf("misspelt.yaml"),
            "market: XNYS\nalowance: PT60S\n",
            TestContext.Current.CancellationToken
        );
        AssertTold(
            await Cli.RunAsync(
                "report",
                demo.PathOf("bundles", "freeze-open.zip"),
                "--config",
                demo.PathOf("misspelt.yaml"),
                "--out",
                folder.PathOf("out")
            ),
            folder,
            ExitCode.Content,
            "misspelt.yaml:2:1: unknown key 'alowance'; did you mean 'allowance'?"
        );
    }

    [Theory]
    [InlineData("{{ if }}")]
    [InlineData("{{ incident.tilte }}")]
    [InlineData("{{ for x in 1..1000000000 }}{{ end }}")]
    public async Task TemplateWithAMistake(string template)
    {
        using var folder = new TemporaryFolder();
        var templates = Directory.CreateDirectory(demo.PathOf("own-templates")).FullName;
        await File.WriteAllTextAsync(Path.Combine(templates, "runbook.md.sbn"), $"\n  {template}\n", TestContext.Current.CancellationToken);
        AssertTold(
            await Cli.RunAsync(demo.ReportAfter(folder.PathOf("out"), "--templates", templates)),
            folder,
            ExitCode.Content,
            "template runbook.md.sbn(2,"
        );
    }

    [Fact]
    public void AnyByteOfABundleChanged()
    {
        using var source = new TemporaryFolder();
        var bundle = demo.Unpack("freeze-open", source);
        string[] files = [.. Directory.EnumerateFiles(bundle).Order(StringComparer.Ordinal)];
        Gen.Select(Gen.Int[0, files.Length - 1].Select(index => files[index]), Gen.UInt, Gen.Byte[1, 255])
            .Sample(
                (file, position, difference) =>
                {
                    var original = File.ReadAllBytes(file);
                    byte[] changed = [.. original];
                    changed[position % (uint)original.Length] ^= difference;
                    File.WriteAllBytes(file, changed);
                    using var folder = new TemporaryFolder();
                    AssertTold(
                        Cli.RunAsync("report", bundle, "--out", folder.PathOf("out")).GetAwaiter().GetResult(),
                        folder,
                        ExitCode.DamagedBundle,
                        "freeze-open is damaged"
                    );
                    File.WriteAllBytes(file, original);
                },
                iter: Effort.Of(40),
                threads: 1
            );
    }

    [Theory]
    [InlineData("ecs.DescribeClusters.ndjson")]
    [InlineData("logs.DescribeLogStreams.ndjson")]
    [InlineData("manifest.json")]
    [InlineData("SHA256SUMS")]
    public async Task BundleWithAFileCutShort(string name)
    {
        using var folder = new TemporaryFolder();
        using var source = new TemporaryFolder();
        var bundle = demo.Unpack("freeze-open", source);
        using (var file = File.OpenWrite(Path.Combine(bundle, name)))
            file.SetLength(file.Length / 2);
        AssertTold(
            await Cli.RunAsync("report", bundle, "--out", folder.PathOf("out")),
            folder,
            ExitCode.DamagedBundle,
            "freeze-open is damaged"
        );
    }

    [Fact]
    public async Task ZipCutShort()
    {
        using var folder = new TemporaryFolder();
        using var source = new TemporaryFolder();
        var whole = await File.ReadAllBytesAsync(demo.PathOf("bundles", "freeze-open.zip"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(source.PathOf("cut.zip"), whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);
        AssertTold(
            await Cli.RunAsync("report", source.PathOf("cut.zip"), "--out", folder.PathOf("out")),
            folder,
            ExitCode.DamagedBundle,
            "cut"
        );
    }

    [Fact]
    public async Task AFolderThatCannotBeWrittenIsLeftAsItWas()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("out/fix.sh"));
        var result = await Cli.RunAsync(demo.ReportAfter(folder.PathOf("out")));
        Assert.Equal(ExitCode.Output, result.Code);
        Assert.Contains("fix.sh cannot be written", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal([folder.PathOf("out/fix.sh")], Directory.EnumerateFileSystemEntries(folder.PathOf("out")));
    }

    [Fact]
    public async Task WhatATerminalWouldObeyIsShown()
    {
        var result = await Cli.RunAsync("re\u001b[31m\u202Eport\n");
        Assert.Contains(@"re\u001B[31m\u202Eport", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private static void AssertTold(Cli.Result result, TemporaryFolder written, int code, string message, int lines = 1)
    {
        Assert.Equal((code, ""), (result.Code, result.Output));
        Assert.Equal(lines, result.ErrorLines.Length);
        Assert.StartsWith("incidentkit: ", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains(message, result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(written.FullPath));
    }
}
