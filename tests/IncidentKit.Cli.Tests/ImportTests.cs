using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>What the AWS CLI prints leads to the same report as a recording.</summary>
public sealed class ImportTests(AccountWithoutRuns account) : IClassFixture<AccountWithoutRuns>, IDisposable
{
    private static readonly JsonSerializerOptions Printed = new() { WriteIndented = true, IndentSize = 4 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReportOnPrintedAnswersHasTheNumbersOfTheRecording()
    {
        var recorded = Recording();
        await PrintAsync(recorded);
        var import = await ImportAsync("bundle", _folder.PathOf("printed"));
        Assert.True(import.Code == 0, import.Error);

        using var expected = await ReportAsync(recorded, "expected");
        using var actual = await ReportAsync(_folder.PathOf("bundle"), "actual");
        foreach (var part in new[] { "window", "incident", "totals", "schedules", "outages", "changes" })
            Assert.Equal(WithoutEvidence(expected.RootElement.GetProperty(part)), WithoutEvidence(actual.RootElement.GetProperty(part)));
        // What refused the runs stands in the Scheduler's metrics, which were not printed.
        Assert.Equal(
            WithoutEvidence(expected.RootElement.GetProperty("gaps")).Replace("\"refused\"", "\"undetermined\"", StringComparison.Ordinal),
            WithoutEvidence(actual.RootElement.GetProperty("gaps"))
        );
        foreach (var rule in new[] { "IK2001", "IK5002" })
            Assert.Equal(WithoutEvidence(Finding(expected, rule)), WithoutEvidence(Finding(actual, rule)));
        Assert.DoesNotContain(
            actual.RootElement.GetProperty("findings").EnumerateArray(),
            f => f.GetProperty("ruleId").GetString() is not ("IK2001" or "IK5002") && f.GetProperty("certainty").GetString() == "confirmed"
        );
        var skipped = actual
            .RootElement.GetProperty("coverage")
            .EnumerateArray()
            .Where(c => c.GetProperty("status").GetString() == "skipped");
        Assert.Equal(
            [
                "batch.jobs",
                "cloudwatch.alarms",
                "ec2.networks",
                "ecs.tasks",
                "events.rules",
                "iam.roles",
                "sqs.messages",
                "sqs.queues",
                "states.executions",
                "sts",
            ],
            skipped.Select(c => c.GetProperty("source").GetString())
        );
    }

    /// <summary>The script's commands run as printed, and what they write is all understood.</summary>
    [Fact]
    public async Task TheCommandsForAwsWriteWhatIsRead()
    {
        account.Begin();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the commands are tested on Linux only");
        string[] window = ["--from", $"{account.Scenario.Window.Start}", "--to", $"{account.Scenario.Window.End}"];
        var printed = await Cli.RunAsync(["import", "--commands", .. window, "--region", FreezeScenario.Region]);
        Assert.True(printed.Code == 0, printed.Error);
        var script = _folder.PathOf("answers.sh");
        await WriteAsync("answers.sh", printed.Output);
        var checkedScript = await Programs.RunAsync(Programs.Info("shellcheck", [script]));
        Assert.True(checkedScript.Code == 0, checkedScript.Output);
        var asked = await Programs.RunAsync(
            Programs.Info(
                "sh",
                [script, _folder.PathOf("answers")],
                [
                    ("AWS_ENDPOINT_URL", account.Front.Endpoint.ToString()),
                    ("AWS_ACCESS_KEY_ID", "testing"),
                    ("AWS_SECRET_ACCESS_KEY", "testing"),
                    AwsCli.Path,
                ]
            )
        );
        Assert.True(asked.Code == 0, asked.Error);
        Assert.DoesNotContain("not answered", asked.Error, StringComparison.Ordinal);
        var import = await Cli.RunAsync(["import", _folder.PathOf("answers"), .. window, "--out", _folder.PathOf("bundle")]);
        Assert.True(import.Code == 0, import.Error);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        Assert.Equal(FreezeScenario.Schedules.Count, bundle.Records("scheduler", "GetSchedule").Count());
        Assert.Equal(12, bundle.Records("ecs", "DescribeTaskDefinition").Count());
        Assert.NotEmpty(Recorded.TrailEvent.ReadAll(bundle));
        string[] without = [SourceNames.Tasks, SourceNames.TaskEvents, SourceNames.Executions, SourceNames.Queues, SourceNames.RuleMetrics];
        Assert.All(
            Imports.AnswersScript.Sources.Except(without),
            source => Assert.NotEqual(CoverageStatus.Skipped, bundle.Manifest.Coverage.Single(row => row.Source == source).Status)
        );
    }

    [Fact]
    public async Task RunsThatNoFileShowsAreUnknownAndNotMissed()
    {
        await PrintAsync(Recording(), "scheduler", "cloudtrail");
        var import = await ImportAsync("bundle", _folder.PathOf("printed"));
        Assert.True(import.Code == 0, import.Error);
        using var report = await ReportAsync(_folder.PathOf("bundle"), "report");
        var totals = report.RootElement.GetProperty("totals");
        Assert.Equal(totals.GetProperty("expected").GetInt32(), totals.GetProperty("unknown").GetInt32());
    }

    [Fact]
    public async Task LogsBecomeRunsAndActivity()
    {
        Directory.CreateDirectory(_folder.PathOf("ecs-job-0123456789abcdef0123456789abcdef"));
        var export = _folder.PathOf("ecs-job-0123456789abcdef0123456789abcdef/000000.gz");
        await using (var gzip = new GZipStream(File.Create(export), CompressionLevel.Fastest))
            await gzip.WriteAsync(
                "2026-01-29T16:36:40.000Z START\nmore\n2026-01-29T16:38:00.500Z END\n"u8.ToArray(),
                TestContext.Current.CancellationToken
            );
        var import = await ImportAsync(
            "bundle",
            export,
            "--log-group",
            "/ecs/job",
            "--region",
            "us-west-2",
            "--account",
            FreezeScenario.Account
        );
        Assert.True(import.Code == 0, import.Error);
        Assert.Contains(
            "2 events in 3 lines: lines of text with ISO 8601 times at their beginning",
            import.Error,
            StringComparison.Ordinal
        );

        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        var streams = Assert.Single(bundle.Records("logs", "DescribeLogStreams"));
        Assert.Equal(
            """{"logStreams":[{"logStreamName":"ecs/job/0123456789abcdef0123456789abcdef","firstEventTimestamp":1769704600000,"lastEventTimestamp":1769704680500}]}""",
            Encoding.UTF8.GetString(streams.Body.Span)
        );
        var activity = Assert.Single(Recorded.RecordedActivity.ReadAll(bundle, Recorded.RecordedLogGroup.ReadAll(bundle)));
        Assert.Equal(("/ecs/job", 2L, 2), (activity.LogGroup, activity.Minutes.Sum(m => m.Events), activity.Minutes.Count));
        Assert.Equal(new Interval(Instant.FromUtc(2026, 1, 29, 16, 36, 40), Instant.FromUtc(2026, 1, 29, 16, 39)), activity.Covered);
    }

    [Fact]
    public async Task DeliveredTrailIsReadWithoutItsReads()
    {
        var record = new JsonObject
        {
            ["eventID"] = "a",
            ["eventName"] = "UpdateSchedule",
            ["eventTime"] = "2026-01-29T16:36:40Z",
            ["eventSource"] = "scheduler.amazonaws.com",
            ["awsRegion"] = "us-west-2",
            ["recipientAccountId"] = FreezeScenario.Account,
            ["readOnly"] = false,
        };
        var read = record.DeepClone();
        (read["eventID"], read["readOnly"]) = ("b", true);
        var path = _folder.PathOf("trail.json.gz");
        await using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            await gzip.WriteAsync(
                Encoding.UTF8.GetBytes(new JsonObject { ["Records"] = new JsonArray(record, read) }.ToJsonString()),
                TestContext.Current.CancellationToken
            );
        var import = await ImportAsync("bundle", path);
        Assert.True(import.Code == 0, import.Error);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        Assert.Equal((FreezeScenario.Account, "us-west-2"), (bundle.Manifest.Account, bundle.Manifest.Regions.Single()));
        Assert.Equal("a", Assert.Single(Recorded.TrailEvent.ReadAll(bundle)).Id);
    }

    [Theory]
    [InlineData("notes.txt", "nothing of use\n", 3, "none of its first 1 lines holds a time")]
    [InlineData("broken.json", "{\"logStreams\": [", 3, "is not JSON")]
    [InlineData("local.log", "2026-01-29 16:36:40 a\n", 2, "give --zone")]
    [InlineData("trail.json.gz", "\u001F", 3, "none of its first 1 lines")]
    public async Task FileThatIsNotUnderstoodIsOneErrorAndLeavesNothing(string name, string content, int code, string message)
    {
        await File.WriteAllTextAsync(_folder.PathOf(name), content, TestContext.Current.CancellationToken);
        var import = await ImportAsync("bundle", _folder.PathOf(name), "--region", "us-west-2", "--account", FreezeScenario.Account);
        Assert.Equal((code, 1), (import.Code, import.ErrorLines.Length));
        Assert.Contains(message, import.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(_folder.PathOf("bundle")) || Path.Exists(_folder.PathOf("bundle.partial")));
    }

    /// <summary>Whatever events of CloudTrail are wrapped in, they are events; JSON is never taken for lines of text.</summary>
    [Theory]
    [InlineData("[EVENT,EVENT]", 2)]
    [InlineData("EVENT", 1)]
    [InlineData("EVENT\nEVENT\n", 2)]
    [InlineData("{\"Records\":[EVENT]}", 1)]
    [InlineData("{\"detail-type\":\"AWS API Call via CloudTrail\",\"source\":\"aws.scheduler\",\"detail\":EVENT}", 1)]
    [InlineData("[{\"detail-type\":\"AWS API Call via CloudTrail\",\"source\":\"aws.scheduler\",\"detail\":EVENT}]", 1)]
    [InlineData(
        "{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"trail\",\"logEvents\":[{\"id\":\"1\",\"timestamp\":1769704600000,\"message\":TEXT}]}",
        1
    )]
    [InlineData("{\"events\":[{\"timestamp\":1769704600000,\"message\":TEXT}],\"nextForwardToken\":\"f\"}", 1)]
    [InlineData(
        "{\"status\":\"Complete\",\"results\":[[{\"field\":\"@timestamp\",\"value\":\"2026-01-29 16:36:40.000\"},{\"field\":\"@message\",\"value\":TEXT}]]}",
        1
    )]
    [InlineData("[{\"@timestamp\":\"2026-01-29 16:36:40.000\",\"@message\":TEXT}]", 1)]
    [InlineData("{\"Events\":[{\"EventId\":\"a\",\"EventName\":\"UpdateSchedule\",\"EventTime\":1769704600,\"CloudTrailEvent\":TEXT}]}", 1)]
    public async Task EventsOfCloudTrailAreReadOutOfTheirWrapping(string wrapping, int events)
    {
        var number = 0;
        const string mark = "EVENT";
        var content = wrapping.Replace("TEXT", JsonSerializer.Serialize(TrailEvent(0)), StringComparison.Ordinal);
        while (content.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at)
            content = content.Remove(at, mark.Length).Insert(at, TrailEvent(number++));
        await WriteAsync("trail.json", content);
        var import = await ImportAsync(
            "bundle",
            _folder.PathOf("trail.json"),
            "--region",
            "us-west-2",
            "--account",
            FreezeScenario.Account
        );
        Assert.True(import.Code == 0, import.Error);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        Assert.Equal(events, Recorded.TrailEvent.ReadAll(bundle).Count);
        Assert.Empty(bundle.Records("logs", "DescribeLogStreams"));
    }

    /// <summary>Log events in the forms of CloudWatch Logs are counted once each, at their own time.</summary>
    [Theory]
    [InlineData(
        """{"events":[{"timestamp":1769704600123,"message":"a","ingestionTime":1769704603000},{"timestamp":1769704601123,"message":"b","ingestionTime":1769704604000}],"nextForwardToken":"f"}"""
    )]
    [InlineData(
        """{"events":[{"logStreamName":"s","timestamp":1769704600123,"message":"a","eventId":"1"},{"logStreamName":"s","timestamp":1769704601123,"message":"{\"a\":1}","eventId":"2"}],"searchedLogStreams":[]}"""
    )]
    [InlineData(
        """{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"g","logStream":"s","logEvents":[{"id":"1","timestamp":1769704600123,"message":"a"},{"id":"2","timestamp":1769704601123,"message":"b"}]}"""
    )]
    [InlineData(
        """{"results":[[{"field":"@timestamp","value":"2026-01-29 16:36:40.123"},{"field":"@message","value":"a"}],[{"field":"@timestamp","value":"2026-01-29 16:36:41.123"}]],"status":"Complete"}"""
    )]
    [InlineData(
        """[{"@timestamp":"2026-01-29 16:36:40.123","@message":"a","@logStream":"s"},{"@timestamp":"2026-01-29 16:36:41.123","@message":"b","@logStream":"s"}]"""
    )]
    public async Task EventsOfLogsInJsonAreCountedOnce(string content)
    {
        await WriteAsync("events.json", content);
        var import = await ImportAsync(
            "bundle",
            _folder.PathOf("events.json"),
            "--region",
            "us-west-2",
            "--account",
            FreezeScenario.Account
        );
        Assert.True(import.Code == 0, import.Error);
        Assert.Contains("2 events of logs", import.Error, StringComparison.Ordinal);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        var activity = Assert.Single(Recorded.RecordedActivity.ReadAll(bundle, Recorded.RecordedLogGroup.ReadAll(bundle)));
        Assert.Equal(
            (2L, Instant.FromUtc(2026, 1, 29, 16, 36)),
            (activity.Minutes.Sum(m => m.Events), Assert.Single(activity.Minutes).Minute)
        );
    }

    /// <summary>What one file is not stops no other; all that is left out is named, with its line.</summary>
    [Fact]
    public async Task WhatIsNotUnderstoodIsNamedAndTheRestImported()
    {
        Directory.CreateDirectory(_folder.PathOf("files"));
        await WriteAsync("files/rules.json", """{"Rules":[{"Name":"nightly","State":"ENABLED","ScheduleExpression":"rate(1 day)"}]}""");
        await WriteAsync(
            "files/targets-nightly.json",
            """{"Targets":[{"Id":"1","Arn":"arn:aws:lambda:us-west-2:123456789012:function:f"}]}"""
        );
        await WriteAsync(
            "files/camel.json",
            """{"name":"job","groupName":"default","scheduleExpression":"rate(1 hour)","state":"ENABLED","target":{"arn":"arn:aws:lambda:us-west-2:123456789012:function:f"}}"""
        );
        await WriteAsync("files/half.ndjson", TrailEvent(1) + "\n{\"eventName\":\n" + TrailEvent(2) + "\n");
        await WriteAsync("files/package.json", """{"name":"app","version":"1.0.0"}""");
        await WriteAsync("files/answer.json", """{"Buckets":[],"time":"2026-01-29T16:00:00Z"}""");
        await WriteAsync("files/broken.json", """{"Schedules":[""");
        await WriteAsync("files/notes.txt", "nothing of use\n");
        await File.WriteAllBytesAsync(_folder.PathOf("files/x.gz"), [0x1F, 0x8B, 1, 2, 3], TestContext.Current.CancellationToken);
        var import = await ImportAsync("bundle", _folder.PathOf("files"), "--region", "us-west-2", "--account", FreezeScenario.Account);
        Assert.Equal(ExitCode.PartlyUnknown, import.Code);
        foreach (var name in (string[])["package.json", "answer.json", "broken.json", "notes.txt", "x.gz"])
            Assert.Contains(
                import.ErrorLines,
                line => line.Contains("not imported", StringComparison.Ordinal) && line.Contains(name, StringComparison.Ordinal)
            );
        Assert.Contains("not understood: line 2: no JSON object", import.Error, StringComparison.Ordinal);
        Assert.Contains("the members name, version", import.Error, StringComparison.Ordinal);
        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        Assert.Equal(2, Recorded.TrailEvent.ReadAll(bundle).Count);
        Assert.Equal("nightly", Assert.Single(bundle.Records("events", "ListTargetsByRule")).Parameters.Text("Rule"));
        Assert.Single(bundle.Records("scheduler", "GetSchedule"));
    }

    private static string TrailEvent(int number) =>
        new JsonObject
        {
            ["eventID"] = $"e{number}",
            ["eventName"] = "UpdateSchedule",
            ["eventTime"] = "2026-01-29T16:36:40Z",
            ["eventSource"] = "scheduler.amazonaws.com",
            ["awsRegion"] = "us-west-2",
            ["recipientAccountId"] = FreezeScenario.Account,
        }.ToJsonString();

    private Task WriteAsync(string name, string content) =>
        File.WriteAllTextAsync(_folder.PathOf(name), content, TestContext.Current.CancellationToken);

    private string Recording()
    {
        var path = _folder.PathOf("recording.zip");
        using var resource = typeof(CommandLine).Assembly.GetManifestResourceStream("demo/freeze-closed.zip")!;
        using var file = File.Create(path);
        resource.CopyTo(file);
        return path;
    }

    private async Task<Cli.Result> ImportAsync(string bundle, params string[] args)
    {
        foreach (var file in Directory.EnumerateFiles(_folder.FullPath, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, FreezeScenario.Closed.RecordedAt.ToDateTimeUtc());
        var window = FreezeScenario.Closed.Window;
        return await Cli.RunAtAsync(
            FreezeScenario.Closed.RecordedAt,
            ["import", .. args, "--from", $"{window.Start}", "--to", $"{window.End}", "--out", _folder.PathOf(bundle)]
        );
    }

    private async Task<JsonDocument> ReportAsync(string bundle, string output)
    {
        var report = await Cli.RunAsync("report", bundle, "--out", _folder.PathOf(output));
        Assert.True(report.Code == 0, report.Error);
        return JsonDocument.Parse(
            await File.ReadAllBytesAsync(
                Path.Combine(_folder.PathOf(output), "incident-report.json"),
                TestContext.Current.CancellationToken
            )
        );
    }

    /// <summary>Prints what a recording holds as the CLI would: pages put together, times in ISO 8601, indented.</summary>
    private async Task PrintAsync(string recorded, params string[] services)
    {
        Directory.CreateDirectory(_folder.PathOf("printed"));
        using var bundle = BundleReader.Open(recorded);
        foreach (
            var (service, operation) in bundle.Operations.Where(o =>
                o.Service != "sts" && o.Operation is not ("ListTasks" or "ListClusters")
            )
        )
        {
            if (services.Length > 0 && !services.Contains(service))
                continue;
            var answers = bundle
                .Records(service, operation)
                .Where(r => r.Succeeded && r.Region == FreezeScenario.Region && IsPrinted(r))
                .ToList();
            if (answers.Count == 0)
                continue;
            var questions = answers.GroupBy(
                r =>
                    operation switch
                    {
                        "DescribeLogStreams" => r.Parameters.Text("logGroupName"),
                        "LookupEvents" => r.Parameters.GetProperty("LookupAttributes").GetRawText(),
                        _ => r.Id,
                    },
                StringComparer.Ordinal
            );
            var texts = questions
                .Select(pages => Merge([.. pages.Select(page => JsonNode.Parse(page.Body.Span)!.AsObject())]).ToJsonString(Printed))
                .ToList();
            if (operation == "GetMetricData")
                await WriteAsync("metrics-input.json", answers[0].Parameters.GetRawText());
            // Some answers are appended to one file, as a loop in a shell does.
            if (operation is "GetSchedule" or "LookupEvents")
                await WriteAsync($"{operation}.json", string.Join('\n', texts) + "\n");
            else
                foreach (var (index, text) in texts.Index())
                    await WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{operation}-{index}.json"), text);
        }

        // The kinds of answers that import reads; of metrics those that count a function's runs.
        static bool IsPrinted(EvidenceRecord record) =>
            record.Operation == "GetMetricData"
                ? record.Parameters.GetRawText().Contains("\"Invocations\"", StringComparison.Ordinal)
                : record.Service is "scheduler" or "ecs" or "logs" or "cloudtrail" or "lambda";

        Task WriteAsync(string name, string text) =>
            File.WriteAllTextAsync(_folder.PathOf($"printed/{name}"), text, TestContext.Current.CancellationToken);
    }

    private static JsonElement Finding(JsonDocument report, string rule) =>
        Assert.Single(
            report.RootElement.GetProperty("findings").EnumerateArray().ToList(),
            f => f.GetProperty("ruleId").GetString() == rule
        );

    private static JsonObject Merge(IReadOnlyList<JsonObject> pages)
    {
        var merged = pages[0];
        foreach (var (name, items) in merged.Where(m => m.Value is JsonArray).Select(m => (m.Key, m.Value!.AsArray())).ToList())
        {
            foreach (var item in pages.Skip(1).SelectMany(page => page[name]!.AsArray()).ToList())
                items.Add(item!.DeepClone());
        }

        merged.Remove("nextToken");
        merged.Remove("NextToken");
        ToIso(merged);
        return merged;
    }

    private static void ToIso(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                ToIso(item);
        }

        if (node is not JsonObject members)
            return;
        foreach (var (name, value) in members.ToList())
        {
            if (
                name is "CreationDate" or "LastModificationDate" or "StartDate" or "EndDate" or "EventTime" or "registeredAt"
                && value?.GetValueKind() == JsonValueKind.Number
            )
                members[name] = Instant
                    .FromUnixTimeSeconds((long)value.GetValue<decimal>())
                    .ToDateTimeOffset()
                    .ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
            else
                ToIso(value);
        }
    }

    private static string WithoutEvidence(JsonElement element)
    {
        var node = JsonNode.Parse(element.GetRawText());
        Strip(node);
        return node!.ToJsonString();

        static void Strip(JsonNode? node)
        {
            if (node is JsonArray items)
            {
                foreach (var item in items)
                    Strip(item);
            }

            if (node is not JsonObject members)
                return;
            members.Remove("evidence");
            members.Remove("evidenceCount");
            foreach (var (_, value) in members)
                Strip(value);
        }
    }
}
