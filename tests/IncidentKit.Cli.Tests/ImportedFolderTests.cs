using System.IO.Compression;
using System.Text;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Testing;

namespace IncidentKit.Cli.Tests;

/// <summary>A folder as people send it: forty kinds of files, some foreign, some hostile. All of use is in the bundle, the rest is named.</summary>
public sealed class ImportedFolderTests : IDisposable
{
    private const string Function = "arn:aws:lambda:us-west-2:123456789012:function:job";

    /// <summary>Files of use: what each is, by the name that it has.</summary>
    private static readonly (string Name, string Content)[] OfUse =
    [
        ("list-schedules.json", """{"Schedules":[{"Name":"job","GroupName":"default","State":"ENABLED","Target":{"Arn":"FUNCTION"}}]}"""),
        (
            "get-schedule.json",
            """{"Name":"job","GroupName":"default","ScheduleExpression":"rate(5 minutes)","State":"ENABLED","Target":{"Arn":"FUNCTION","RoleArn":"arn:aws:iam::123456789012:role/Caller"}}"""
        ),
        ("schedule-groups.json", """{"ScheduleGroups":[{"Name":"default"}]}"""),
        ("rules.json", """{"Rules":[{"Name":"nightly","State":"ENABLED","ScheduleExpression":"rate(1 day)","EventBusName":"default"}]}"""),
        ("targets-nightly.json", """{"Targets":[{"Id":"1","Arn":"FUNCTION"}]}"""),
        ("clusters.json", """{"clusters":[{"clusterArn":"arn:aws:ecs:us-west-2:123456789012:cluster/main","status":"ACTIVE"}]}"""),
        ("tasks.json", """{"tasks":[],"failures":[]}"""),
        (
            "definition.json",
            """{"taskDefinition":{"taskDefinitionArn":"arn:aws:ecs:us-west-2:123456789012:task-definition/job:3","containerDefinitions":[]}}"""
        ),
        ("function.json", """{"FunctionName":"job","FunctionArn":"FUNCTION","State":"Active"}"""),
        (
            "role.json",
            """{"Role":{"RoleName":"Caller","CreateDate":"2025-01-29T16:36:40+00:00","AssumeRolePolicyDocument":{"Statement":[]}}}"""
        ),
        ("role-policies.json", """{"PolicyNames":[]}"""),
        ("attached-policies-Caller.json", """{"AttachedPolicies":[]}"""),
        (
            "gone-function.txt",
            "\nAn error occurred (ResourceNotFoundException) when calling the GetFunction operation: Function not found: arn:aws:lambda:us-west-2:123456789012:function:gone\n"
        ),
        ("subnets.json", """{"Subnets":[{"SubnetId":"subnet-0abc","VpcId":"vpc-1"}]}"""),
        ("groups.json", """{"SecurityGroups":[{"GroupId":"sg-0abc","VpcId":"vpc-1"}]}"""),
        ("queue.json", """{"Attributes":{"QueueArn":"arn:aws:sqs:us-west-2:123456789012:dlq","ApproximateNumberOfMessages":"1"}}"""),
        ("messages.json", """{"Messages":[{"MessageId":"1","Body":"{}"}]}"""),
        ("alarms.json", """{"MetricAlarms":[],"CompositeAlarms":[]}"""),
        (
            "machine.json",
            """{"stateMachineArn":"arn:aws:states:us-west-2:123456789012:stateMachine:flow","definition":"{}","type":"STANDARD","status":"ACTIVE"}"""
        ),
        ("executions-flow.json", """{"executions":[]}"""),
        ("identity.json", """{"UserId":"A","Account":"123456789012","Arn":"arn:aws:iam::123456789012:user/a"}"""),
        ("log-groups.json", """{"logGroups":[{"logGroupName":"/ecs/job","creationTime":1700000000000}]}"""),
        ("log-streams-_ecs_job.json", """{"logStreams":[]}"""),
        ("lookup.json", """{"Events":[{"EventId":"l","EventName":"UpdateSchedule","EventTime":1769704600}]}"""),
        ("trail.json", """{"Records":[EVENT1]}"""),
        ("trail.ndjson", "EVENT2\nEVENT3\n"),
        ("eventbridge.json", """{"detail-type":"AWS API Call via CloudTrail","source":"aws.scheduler","detail":EVENT4}"""),
        (
            "athena.csv",
            "\"eventtime\",\"eventname\",\"eventsource\",\"eventid\"\n\"2026-01-29T16:36:40Z\",\"UpdateSchedule\",\"scheduler.amazonaws.com\",\"5\"\n"
        ),
        ("get-log-events.json", """{"events":[{"timestamp":1769704600123,"message":"a"}],"nextForwardToken":"f"}"""),
        (
            "insights.json",
            """{"status":"Complete","results":[[{"field":"@timestamp","value":"2026-01-29 16:36:40.000"},{"field":"@message","value":"a"}]]}"""
        ),
        ("log-events-viewer-result.csv", "timestamp,message\n1769704600123,a\n1769704601123,b\n"),
        ("app.log", "2026-01-29T16:36:40Z start\n2026-01-29T16:37:40Z end\n"),
        ("mixed.log", "2026-01-29T16:36:40Z start\nJan 29 16:36:50 host app[1]: up\n2026-01-29T16:37:40Z end\n"),
        ("lines.json", "{\"time\":\"2026-01-29T16:36:40Z\",\"m\":1}\n{\"time\":\"2026-01-29T16:37:40Z\",\"m\":2}\n"),
        ("access.log", "192.0.2.1 - - [29/Jan/2026:16:36:40 +0000] \"GET / HTTP/1.1\" 200 1\n"),
    ];

    private static readonly (string Name, string Content)[] Foreign =
    [
        ("package.json", """{"name":"app","version":"1.0.0"}"""),
        ("notes.md", "# Notes\n\nwhat we saw\n"),
        ("buckets.json", """{"Buckets":[],"Owner":{"ID":"a"}}"""),
        ("report.pdf", "%PDF-1.7\n1 0 obj\n"),
        ("table.csv", "name,price\na,1\nb,2\n"),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AllOfUseIsInTheBundleAndTheRestIsNamed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a pipe is made on Linux only");
        var ct = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(_folder.PathOf("files"));
        foreach (var (name, content) in OfUse.Concat(Foreign))
            await File.WriteAllTextAsync(_folder.PathOf($"files/{name}"), With(content), ct);
        string[] hostile = ["bomb.gz", "pipe", "deep.json", "bytes.log", "endless.json"];
        await using (var bomb = new GZipStream(File.Create(_folder.PathOf("files/bomb.gz")), CompressionLevel.Fastest))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 400; i++)
                await bomb.WriteAsync(zeros, ct);
        }

        Assert.Equal(0, (await Programs.RunAsync(Programs.Info("mkfifo", [_folder.PathOf("files/pipe")]))).Code);
        await File.WriteAllTextAsync(_folder.PathOf("files/deep.json"), new string('[', 100_000), ct);
        await File.WriteAllBytesAsync(_folder.PathOf("files/bytes.log"), [0xFF, 0xFE, 0x00, 0xC3, 0x28, 0x80, 0x00, 0x00], ct);
        await File.WriteAllTextAsync(_folder.PathOf("files/endless.json"), "{\"a\":\"" + new string('x', 8 << 20), ct);
        Assert.Equal(40, OfUse.Length + Foreign.Length);
        var import = await Cli.RunAsync(
            "import",
            _folder.PathOf("files"),
            "--from",
            "2026-01-29T14:00Z",
            "--to",
            "2026-01-29T23:10Z",
            "--zone",
            "UTC",
            "--region",
            "us-west-2",
            "--out",
            _folder.PathOf("bundle")
        );
        Assert.Equal(ExitCode.PartlyUnknown, import.Code);
        foreach (var (name, _) in OfUse)
        {
            var line = Assert.Single(
                import.ErrorLines,
                l => l.Contains($"/{name}:", StringComparison.Ordinal) && !l.StartsWith("    ", StringComparison.Ordinal)
            );
            Assert.DoesNotContain("not imported", line, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("not understood", import.Error, StringComparison.Ordinal);
        foreach (var name in Foreign.Select(f => f.Name).Concat(hostile))
            Assert.Single(
                import.ErrorLines,
                l => l.Contains("not imported", StringComparison.Ordinal) && l.Contains(name, StringComparison.Ordinal)
            );

        using var bundle = BundleReader.Open(_folder.PathOf("bundle"));
        Assert.Equal(["1", "2", "3", "4", "5", "l"], TrailEvent.ReadAll(bundle).Select(e => e.Id).Order(StringComparer.Ordinal));
        var resources = RecordedResources.Read(bundle);
        Assert.True(resources.Role("Caller")!.PoliciesComplete);
        Assert.Equal(
            "DOES_NOT_EXIST",
            TargetStates.Read(bundle).Function("us-west-2", "gone")?.Status is { } s && s == ResourceState.Missing
                ? "DOES_NOT_EXIST"
                : "there"
        );
        Assert.Single(resources.Rules.Single().Targets!);
        var events = RecordedActivity
            .ReadAll(bundle, RecordedLogGroup.ReadAll(bundle))
            .ToDictionary(a => a.LogGroup, a => a.Minutes.Sum(m => m.Events), StringComparer.Ordinal);
        Assert.Equal(
            [
                ("access.log", 1L),
                ("app.log", 2L),
                ("get-log-events.json", 1L),
                ("insights.json", 1L),
                ("lines.json", 2L),
                ("log-events-viewer-result.csv", 2L),
                ("mixed.log", 3L),
            ],
            events.Select(e => (e.Key, e.Value)).Order()
        );
    }

    private static string With(string content)
    {
        var text = new StringBuilder(content.Replace("FUNCTION", Function, StringComparison.Ordinal));
        for (var number = 1; number <= 4; number++)
            text.Replace(
                $"EVENT{number}",
                $$"""{"eventID":"{{number}}","eventName":"UpdateSchedule","eventTime":"2026-01-29T16:36:40Z","eventSource":"scheduler.amazonaws.com","awsRegion":"us-west-2","recipientAccountId":"123456789012"}"""
            );
        return text.ToString();
    }
}
