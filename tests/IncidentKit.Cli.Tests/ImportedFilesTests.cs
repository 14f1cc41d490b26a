using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>Tables of events, archives and bundles among the files of an import; what is hostile stops nothing.</summary>
public sealed class ImportedFilesTests : IDisposable
{
    private const string Account = "123456789012";
    private const string Lookup =
        """{"Events":[{"EventId":"e1","EventName":"UpdateSchedule","EventTime":"2026-01-29T16:36:40+00:00","CloudTrailEvent":"{\"eventID\":\"e1\",\"eventName\":\"UpdateSchedule\",\"eventTime\":\"2026-01-29T16:36:40Z\",\"eventSource\":\"scheduler.amazonaws.com\",\"awsRegion\":\"us-west-2\",\"recipientAccountId\":\"123456789012\"}"}]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The same event as Athena, CloudTrail Lake, the console and an export of a log group write it in a table.</summary>
    [Theory]
    [InlineData(
        "athena.csv",
        """
            "eventversion","useridentity","eventtime","eventsource","eventname","awsregion","sourceipaddress","errorcode","requestparameters","eventid","readonly","recipientaccountid"
            "1.08","{type=AssumedRole, principalid=AROA:ops, arn=arn:aws:sts::123456789012:assumed-role/Admin/ops, accountid=123456789012, invokedby=null, username=null, sessioncontext={attributes={mfaauthenticated=false, creationdate=2026-01-29T16:00:00Z}, sessionissuer={type=Role, arn=arn:aws:iam::123456789012:role/Admin, username=Admin}}}","2026-01-29T16:36:40Z","scheduler.amazonaws.com","UpdateSchedule","us-west-2","10.0.0.1","","{""name"":""job"",""groupName"":""default""}","e1","false","123456789012"
            """,
        true
    )]
    [InlineData(
        "lake.csv",
        """
            eventVersion,userIdentity,eventTime,eventSource,eventName,awsRegion,errorCode,requestParameters,eventID,readOnly,recipientAccountId
            1.09,"{type=AssumedRole, arn=arn:aws:sts::123456789012:assumed-role/Admin/ops, sessioncontext={sessionissuer={type=Role, username=Admin}}}",2026-01-29 16:36:40.000,scheduler.amazonaws.com,UpdateSchedule,us-west-2,,"{groupName=default, target={""Arn"":""a"",""Input"":""x, y=z""}, name=job}",e1,false,123456789012
            """,
        true
    )]
    [InlineData(
        "selected.tsv",
        "event_time\tevent_name\tevent_source\taws_region\tuser_identity.arn\trequest_parameters\trecipient_account_id\n"
            + "2026-01-29 16:36:40 UTC\tUpdateSchedule\tscheduler.amazonaws.com\tus-west-2\tarn:aws:iam::123456789012:user/Admin\t{\"name\":\"job\"}\t123456789012\n",
        true
    )]
    [InlineData(
        "event_history.csv",
        """
            User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id
            Admin,,2026-01-29T16:36:40Z,scheduler.amazonaws.com,UpdateSchedule,us-west-2,10.0.0.1,,"[{""resourceType"":""x""}]",r,e1,false,AwsApiCall,123456789012
            """,
        false
    )]
    [InlineData(
        "history-zone.csv",
        "Event name,Event time,User name,Event source,AWS region,Event ID\n"
            + "UpdateSchedule,\"January 29, 2026, 17:36:40 (UTC+01:00)\",Admin,scheduler.amazonaws.com,us-west-2,e1\n",
        false
    )]
    [InlineData(
        "log-events-viewer-result.csv",
        """
            timestamp,message
            1769704603000,"{""eventID"":""e1"",""eventName"":""UpdateSchedule"",""eventTime"":""2026-01-29T16:36:40Z"",""eventSource"":""scheduler.amazonaws.com"",""awsRegion"":""us-west-2"",""recipientAccountId"":""123456789012"",""userIdentity"":{""userName"":""Admin""},""requestParameters"":{""name"":""job""}}"
            """,
        true
    )]
    public async Task EventsInTablesAreEvents(string name, string content, bool tellsRequest)
    {
        await WriteAsync(name, content.TrimEnd() + "\n");
        var import = await ImportAsync("bundle", _folder.PathOf("files"));
        Assert.True(import.Code == 0, import.Error);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        var told = Assert.Single(TrailEvent.ReadAll(bundle));
        Assert.Equal(("UpdateSchedule", Instant.FromUtc(2026, 1, 29, 16, 36, 40), "us-west-2"), (told.Name, told.At, told.Region));
        Assert.Contains("Admin", told.By, StringComparison.Ordinal);
        Assert.Equal(tellsRequest ? "job" : null, told.Request.ValueKind == JsonValueKind.Undefined ? null : told.Request.Text("name"));
        Assert.Empty(bundle.Records("logs", "DescribeLogStreams"));
    }

    [Fact]
    public async Task EventsOfAnotherAccountAreLeftOutAndTold()
    {
        var other = Lookup.Replace("e1", "e2", StringComparison.Ordinal).Replace(Account, "210987654321", StringComparison.Ordinal);
        var records = string.Join(',', new[] { Lookup, other, Lookup.Replace("e1", "e3", StringComparison.Ordinal) }.Select(EventIn));
        await WriteAsync("trail.json", $"{{\"Records\":[{records}]}}");
        var import = await ImportAsync("bundle", _folder.PathOf("files"));
        Assert.True(import.Code == 0, import.Error);
        Assert.Contains("1 events are of account 210987654321, not of 123456789012, and left out", import.Error, StringComparison.Ordinal);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        Assert.Equal(["e1", "e3"], TrailEvent.ReadAll(bundle).Select(e => e.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WhatTwoFilesTellOtherwiseIsTold()
    {
        await WriteAsync("a.json", EventIn(Lookup));
        await WriteAsync("b.json", EventIn(Lookup).Replace("UpdateSchedule", "DeleteSchedule", StringComparison.Ordinal));
        await WriteAsync("c.json", Lookup);
        await WriteAsync("d.json", Lookup);
        var schedule =
            """{"Name":"job","GroupName":"default","ScheduleExpression":"rate(5 minutes)","Target":{"Arn":"arn:aws:lambda:us-west-2:123456789012:function:f"}}""";
        await WriteAsync("s1.json", schedule);
        await WriteAsync("s2.json", schedule.Replace("5 minutes", "9 minutes", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(_folder.PathOf("files/s1.json"), new DateTime(2026, 1, 29, 17, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(_folder.PathOf("files/s2.json"), new DateTime(2026, 1, 29, 18, 0, 0, DateTimeKind.Utc));
        var import = await ImportAsync("bundle", _folder.PathOf("files"), touch: false);
        Assert.True(import.Code == 0, import.Error);
        Assert.Contains("event e1 is told otherwise in", import.Error, StringComparison.Ordinal);
        Assert.Contains("the answer of LookupEvents is also in", import.Error, StringComparison.Ordinal);
        Assert.Contains("GetSchedule of default, job is answered otherwise in", import.Error, StringComparison.Ordinal);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        using var body = bundle.ParseBody(Assert.Single(bundle.Records("scheduler", "GetSchedule")));
        Assert.Equal("rate(9 minutes)", body.RootElement.Text("ScheduleExpression"));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    [InlineData("tar.zst")]
    [InlineData("json.zst")]
    [InlineData("zip in tar.gz")]
    public async Task ArchivesAreUnpacked(string form)
    {
        var content = Encoding.UTF8.GetBytes(Lookup);
        var packed = form switch
        {
            "zip" => Zip(("in/events.json", content)),
            "tar" => Tar(("in/events.json", content)),
            "tar.gz" => GZip(Tar(("in/events.json", content))),
            "tar.zst" => Zstd(Tar(("in/events.json", content))),
            "json.zst" => Zstd(content),
            _ => GZip(Tar(("in/events.zip", Zip(("events.json", content))))),
        };
        await WriteAsync("answers.bin", packed);
        var import = await ImportAsync("bundle", _folder.PathOf("files"));
        Assert.True(import.Code == 0, import.Error);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        Assert.Equal("e1", Assert.Single(TrailEvent.ReadAll(bundle)).Id);
        Assert.False(Directory.Exists(_folder.PathOf("bundle.unpacked")));
    }

    [Fact]
    public async Task HostileEntriesAreNamedAndTheRestImported()
    {
        var content = Encoding.UTF8.GetBytes(Lookup);
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link.json") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "hard.json") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "pipe"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.CharacterDevice, "device"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "../../out.json") { DataStream = new MemoryStream(content) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "/abs.json") { DataStream = new MemoryStream(content) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "good.json") { DataStream = new MemoryStream(content) });
        }

        await WriteAsync("a.tar", tar.ToArray());
        await WriteAsync("b.zip", Zip(("..\\up.json", content), ("zeros.log", new byte[100 << 20]), ("C:/x.json", content)));
        await WriteAsync("c.tar.gz", GZip(Tar(("zeros.log", new byte[100 << 20]))));
        await WriteAsync("d.zip", Zip(("1.zip", Zip(("2.zip", Zip(("3.zip", Zip(("deep.json", content)))))))));
        await WriteAsync("e.zip", [.. Zip(("cut.json", content))[..60]]);
        await WriteAsync("f.tar.zst", [.. Zstd(Tar(("cut.json", content)))[..40]]);
        var import = await ImportAsync("bundle", _folder.PathOf("files"));
        Assert.Equal(ExitCode.PartlyUnknown, import.Code);
        foreach (
            var told in new[]
            {
                "a.tar/link.json: it is a link",
                "a.tar/hard.json: it is a link",
                "a.tar/pipe: it is a pipe",
                "a.tar/device: it is a device",
                "a.tar/../../out.json: it leads out of the archive",
                "a.tar//abs.json: it leads out of the archive",
                "b.zip/..\\up.json: it leads out of the archive",
                "b.zip/C:/x.json: it leads out of the archive",
                "b.zip/zeros.log: it expands to more than 200 times its size",
                "c.tar.gz: it expands to more than 200 times its size",
                "d.zip/1.zip/2.zip/3.zip: it lies in 3 archives",
                "e.zip",
                "f.tar.zst",
            }
        )
            Assert.Contains(
                import.ErrorLines,
                line => line.Contains("not imported", StringComparison.Ordinal) && line.Contains(told, StringComparison.Ordinal)
            );
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        Assert.Equal("e1", Assert.Single(TrailEvent.ReadAll(bundle)).Id);
        Assert.False(Directory.Exists(_folder.PathOf("bundle.unpacked")));
        Assert.False(File.Exists(_folder.PathOf("out.json")) || File.Exists(_folder.PathOf("files/out.json")));
    }

    /// <summary>What collect recorded and what files tell become one bundle; what is given twice counts once.</summary>
    [Fact]
    public async Task BundlesAreMerged()
    {
        var recording = _folder.PathOf("recording.zip");
        using (var resource = typeof(CommandLine).Assembly.GetManifestResourceStream("demo/freeze-closed.zip")!)
        using (var file = File.Create(recording))
            resource.CopyTo(file);
        await ZipFile.ExtractToDirectoryAsync(recording, _folder.PathOf("files/unzipped"), TestContext.Current.CancellationToken);
        await WriteAsync(
            "lookup.json",
            Lookup.Replace("e1", "of-a-file", StringComparison.Ordinal).Replace(Account, FreezeScenario.Account, StringComparison.Ordinal)
        );
        var import = await ImportAsync("bundle", recording, _folder.PathOf("files"), FreezeScenario.Account, touch: false);
        Assert.True(import.Code == 0, import.Error);
        using var merged = BundleReader.Open(_folder.PathOf("bundle"));
        using var whole = BundleReader.Open(recording);
        foreach (var (service, operation) in whole.Operations.Where(o => o.Operation != "LookupEvents"))
            Assert.Equal(
                whole.Records(service, operation).Select(r => (r.Id, r.Status, r.Body.Length)),
                merged.Records(service, operation).Select(r => (r.Id, r.Status, r.Body.Length))
            );
        Assert.Equal(TrailEvent.ReadAll(whole).Count + 1, TrailEvent.ReadAll(merged).Count);
        Assert.Equal(
            whole.Manifest.Coverage.Select(row => (row.Source, row.Status)),
            merged
                .Manifest.Coverage.Where(row => whole.Manifest.Coverage.Any(w => w.Source == row.Source))
                .Select(row => (row.Source, row.Status))
        );
        using var expected = await ReportAsync(recording, "expected");
        using var actual = await ReportAsync(_folder.PathOf("bundle"), "actual");
        Assert.Equal(expected.RootElement.GetProperty("totals").GetRawText(), actual.RootElement.GetProperty("totals").GetRawText());
    }

    /// <summary>What the CLI prints in another form than JSON holds numbers and times, and is no log.</summary>
    [Theory]
    [InlineData("text", "LOGSTREAMS\tarn:aws:logs:us-west-2:123456789012:log-group:/g:log-stream:s\t1769704600000\t1769704600123\ts\n")]
    [InlineData("table", "-------------------------\n|  DescribeLogStreams   |\n+-----------------------+\n|| 1769704600000 | s ||\n")]
    [InlineData("yaml", "logStreams:\n- creationTime: 1769704600000\n  logStreamName: s\n")]
    public async Task AnswersInAnotherFormAreAskedForAsJson(string form, string content)
    {
        await WriteAsync("streams.txt", content);
        await WriteAsync("lookup.json", Lookup);
        var import = await ImportAsync("bundle", _folder.PathOf("files"));
        Assert.Equal(ExitCode.PartlyUnknown, import.Code);
        Assert.Contains($"streams.txt is what the AWS CLI prints with --output {form}", import.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswersInUtf16AreRead()
    {
        await WriteAsync("lookup.json", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Lookup)]);
        var import = await ImportAsync("bundle", _folder.PathOf("files"));
        Assert.True(import.Code == 0, import.Error);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        Assert.Equal("e1", Assert.Single(TrailEvent.ReadAll(bundle)).Id);
    }

    /// <summary>Files that name no region are of the one that their folder is named after.</summary>
    [Fact]
    public async Task FoldersNameTheRegion()
    {
        await WriteAsync("eu-west-1/rules.json", """{"Rules":[{"Name":"nightly","State":"ENABLED","ScheduleExpression":"rate(1 day)"}]}""");
        await WriteAsync("us-west-2/rules.json", """{"Rules":[{"Name":"weekly","State":"ENABLED","ScheduleExpression":"rate(7 days)"}]}""");
        var import = await ImportAsync("bundle", _folder.PathOf("files"));
        Assert.True(import.Code == 0, import.Error);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        Assert.Equal(
            [("eu-west-1", "nightly"), ("us-west-2", "weekly")],
            RecordedRule.ReadAll(bundle).Select(rule => (rule.Region, rule.Name))
        );
    }

    private static string EventIn(string lookup)
    {
        using var json = JsonDocument.Parse(lookup);
        return json.RootElement.GetProperty("Events")[0].GetProperty("CloudTrailEvent").GetString()!;
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    private static byte[] Tar(params (string Name, byte[] Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return packed.ToArray();
    }

    private static byte[] GZip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }

    private static byte[] Zstd(byte[] content)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(content).ToArray();
    }

    private Task WriteAsync(string name, string content) => WriteAsync(name, Encoding.UTF8.GetBytes(content));

    private async Task WriteAsync(string name, byte[] content)
    {
        var path = _folder.PathOf($"files/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
    }

    private Task<Cli.Result> ImportAsync(string bundle, string path, bool touch = true) => ImportAsync(bundle, path, null, Account, touch);

    private async Task<Cli.Result> ImportAsync(string bundle, string path, string? second, string account, bool touch)
    {
        var window = FreezeScenario.Closed.Window;
        if (touch)
            foreach (var file in Directory.EnumerateFiles(_folder.FullPath, "*", SearchOption.AllDirectories))
                File.SetLastWriteTimeUtc(file, FreezeScenario.Closed.RecordedAt.ToDateTimeUtc());
        string[] paths = second is null ? [path] : [path, second];
        return await Cli.RunAtAsync(
            FreezeScenario.Closed.RecordedAt,
            [
                "import",
                .. paths,
                "--from",
                $"{window.Start}",
                "--to",
                $"{window.End}",
                "--out",
                _folder.PathOf(bundle),
                "--region",
                "us-west-2",
                "--account",
                account,
            ]
        );
    }

    private async Task<JsonDocument> ReportAsync(string bundle, string output)
    {
        var report = await Cli.RunAsync("report", bundle, "--out", _folder.PathOf(output));
        Assert.True(report.Code == 0, string.Create(CultureInfo.InvariantCulture, $"{report.Error}"));
        return JsonDocument.Parse(
            await File.ReadAllBytesAsync(
                Path.Combine(_folder.PathOf(output), "incident-report.json"),
                TestContext.Current.CancellationToken
            )
        );
    }
}
