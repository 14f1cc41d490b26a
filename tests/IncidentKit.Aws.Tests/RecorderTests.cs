using System.Text;
using System.Text.Json;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Testing;
using Microsoft.AspNetCore.Http;

namespace IncidentKit.Aws.Tests;

[CollectionDefinition("freeze-open")]
public sealed class FreezeOpenTests : ICollectionFixture<FreezeOpenFixture>;

[Collection("freeze-open")]
public sealed class RecorderTests : IDisposable
{
    readonly FreezeOpenFixture _fixture;
    readonly TemporaryFolder _folder = new();

    public RecorderTests(FreezeOpenFixture fixture)
    {
        _fixture = fixture;
        fixture.Begin();
    }

    string Bundle => _folder.PathOf("bundle");

    public void Dispose() => _folder.Dispose();

    static int Count(BundleReader bundle, AwsOperation operation) => bundle.Records(operation.Service.Name, operation.Name).Count();

    static SourceCoverage Coverage(BundleManifest manifest, string source) => manifest.Coverage.Single(row => row.Source == source);

    /// <summary>The scenario has more RunTask events than the budget, and neither dead-letter queues nor rules with a schedule.</summary>
    static readonly string[] NotAsked = ["cloudtrail.runTask", "cloudwatch.rules", "sqs.messages", "sqs.queues"];

    void AssertNothingLeft() => Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullPath));

    async Task<BundleManifest> CancelledAfter(int calls, string? operation = null)
    {
        using var stop = new CancellationTokenSource();
        var progress = new Immediate(p =>
        {
            if (operation is not null && p.Source != operation)
                return;
            if (Interlocked.Decrement(ref calls) <= 0)
                stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fixture.RecordAsync(Bundle, progress: progress, ct: stop.Token));
        using var partial = BundleReader.Open(BundleWriter.PartialPath(Bundle));
        return partial.Manifest;
    }

    sealed class Immediate(Action<CollectionProgress> action) : IProgress<CollectionProgress>
    {
        public void Report(CollectionProgress value) => action(value);
    }

    // ------------------------------------------------------------ what is recorded

    [Fact]
    public async Task BundleHoldsEverythingTheStoryNeeds()
    {
        var manifest = await _fixture.RecordAsync(Bundle);
        using var bundle = BundleReader.Open(Bundle);
        bundle.VerifyAll();
        Assert.True(bundle.Manifest.Complete);
        Assert.Equal(FreezeScenario.Account, manifest.Account);
        Assert.Equal(
            (1, 2, 1, 12, 13, 14, 1, 3),
            (
                Count(bundle, AwsOperation.ListClusters),
                Count(bundle, AwsOperation.ListTasks),
                Count(bundle, AwsOperation.DescribeClusters),
                Count(bundle, AwsOperation.DescribeTaskDefinition),
                Count(bundle, AwsOperation.GetSchedule),
                Count(bundle, AwsOperation.DescribeLogGroups),
                Count(bundle, AwsOperation.GetFunctionConfiguration),
                Count(bundle, AwsOperation.GetMetricData)
            )
        );
        var streams = bundle
            .Records("logs", "DescribeLogStreams")
            .SelectMany(r => JsonElement.Parse(r.Body.Span).Items("logStreams"))
            .Select(s => s.Text("logStreamName"))
            .ToList();
        Assert.Equal(_fixture.Scenario.Streams().Select(s => s.Name).Order(StringComparer.Ordinal), streams.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ManualRunsEventNamesItsStream()
    {
        await _fixture.RecordAsync(Bundle);
        using var bundle = BundleReader.Open(Bundle);
        var runs = bundle
            .Records("cloudtrail", "LookupEvents")
            .Where(r => r.Parameters.ToString().Contains("ops-admin", StringComparison.Ordinal))
            .SelectMany(r => JsonElement.Parse(r.Body.Span).Items("Events"))
            .Where(e => e.Text("EventName") == "RunTask")
            .ToList();
        var run = JsonElement.Parse(Assert.Single(runs).Text("CloudTrailEvent")!);
        var task = run.Member("responseElements")!.Value.Items("tasks").Single().Text("taskArn")!.Split('/')[^1];
        Assert.Contains(_fixture.Scenario.Streams(), stream => stream.Name == $"ecs/ops-pipeline-dispatcher/{task}");
    }

    [Fact]
    public async Task ClusterThatWasNeverThereIsAskedFor()
    {
        await _fixture.RecordAsync(Bundle);
        using var bundle = BundleReader.Open(Bundle);
        var failure = bundle.Records("ecs", "DescribeClusters").SelectMany(r => JsonElement.Parse(r.Body.Span).Items("failures")).Single();
        Assert.Equal((FreezeScenario.BadCluster, "MISSING"), (failure.Text("arn"), failure.Text("reason")));
    }

    [Fact]
    public async Task NoCallIsMadeTwice()
    {
        await _fixture.RecordAsync(Bundle);
        using var bundle = BundleReader.Open(Bundle);
        Assert.Equal(
            AwsOperation
                .All.GroupBy(o => o.Name)
                .ToDictionary(g => g.Key, g => g.Sum(o => Count(bundle, o)))
                .Where(o => o.Value > 0)
                .OrderBy(o => o.Key),
            _fixture.Front.Counts.OrderBy(o => o.Key)
        );
    }

    [Fact]
    public async Task SourcesAreNamedAndComplete()
    {
        var manifest = await _fixture.RecordAsync(Bundle);
        Assert.Equal(
            "cloudtrail.changes cloudtrail.principals cloudtrail.roles cloudtrail.runTask cloudwatch.alarms cloudwatch.logs cloudwatch.rules cloudwatch.scheduler ec2.networks ecs.clusters ecs.taskDefinitions ecs.tasks events.rules iam.roles lambda.functions lambda.invocations logs.groups logs.streams logs.taskEvents scheduler sqs.messages sqs.queues sts",
            string.Join(' ', manifest.Coverage.Select(row => row.Source))
        );
        Assert.All(
            manifest.Coverage.Where(row => !NotAsked.Contains(row.Source)),
            row => Assert.Equal(CoverageStatus.Complete, row.Status)
        );
    }

    [Fact]
    public async Task RunTaskEventsBeyondTheBudgetAreLeftOutAndSaidSo()
    {
        var manifest = await _fixture.RecordAsync(Bundle, request: r => r with { RunTaskCalls = 7 });
        var row = Coverage(manifest, "cloudtrail.runTask");
        Assert.Equal(CoverageStatus.Partial, row.Status);
        Assert.Matches("^over the call budget: about [0-9]+ pages of RunTask events, 7 allowed; raise --run-task-calls$", row.Reason);
        Assert.True(row.From > _fixture.Scenario.Window.Start);
        // One look-up for each kind of change, two for the calls, and one more page of what was changed often; no target is a machine or submits jobs.
        var changes =
            ChangeEvents.RegionalNames.Count
            - ChangeEvents.MachineNames.Count
            - ChangeEvents.BatchNames.Count
            + ChangeEvents.GlobalNames.Count;
        Assert.Equal(1 + changes + 2, _fixture.Front.Counts["LookupEvents"]);
    }

    [Fact]
    public async Task RunTaskEventsWithinTheBudgetAreAllRead()
    {
        var manifest = await _fixture.RecordAsync(Bundle, request: r => r with { RunTaskCalls = 1000 });
        var row = Coverage(manifest, "cloudtrail.runTask");
        Assert.Equal(CoverageStatus.Complete, row.Status);
        Assert.True(row.From < _fixture.Scenario.Window.Start);
    }

    [Fact]
    public async Task EventsOfTasksAreAskedForSinceTheRecorderKeepsThem()
    {
        var manifest = await _fixture.RecordAsync(Bundle);
        var row = Coverage(manifest, "logs.taskEvents");
        Assert.Equal((CoverageStatus.Complete, _fixture.Scenario.RecordedAt), (row.Status, row.To));
        Assert.True(row.From < _fixture.Scenario.Window.Start);
        using var bundle = BundleReader.Open(Bundle);
        var asked = bundle.Records("logs", "FilterLogEvents").Select(r => r.Parameters.GetProperty("logGroupName").GetString()).Distinct();
        Assert.Equal([IncidentKit.Recorded.TaskEvents.LogGroup], asked);
    }

    /// <summary>A team's own rule writes the events of tasks where the team wants them.</summary>
    [Fact]
    public async Task EventsOfTasksAreAskedForWhereverARuleWritesThem()
    {
        const string group = "/trading/what-became-of-tasks";
        var arn = $"arn:aws:logs:{FreezeScenario.Region}:{FreezeScenario.Account}:log-group:{group}";
        _fixture.Front.Before(
            "ListRules",
            context =>
                AnswerAsync(
                    context,
                    """
                    {"Rules":[{"Name":"tasks","Arn":"arn:aws:events:us-west-2:123456789012:rule/tasks","State":"ENABLED",
                    "EventPattern":"{\"source\":[\"aws.ecs\"],\"detail-type\":[\"ECS Task State Change\"]}"},
                    {"Name":"images","Arn":"arn:aws:events:us-west-2:123456789012:rule/images","State":"ENABLED",
                    "EventPattern":"{\"source\":[\"aws.ecr\"]}"}]}
                    """
                )
        );
        _fixture.Front.Before(
            "ListTargetsByRule",
            context => AnswerAsync(context, $$"""{"Targets":[{"Id":"1","Arn":"{{arn}}"},{"Id":"2","Arn":"{{arn}}:*"}]}""")
        );
        _fixture.Front.Before(
            "DescribeLogGroups",
            async context =>
                Asks(context, group)
                && await AnswerAsync(
                    context,
                    $$"""{"logGroups":[{"logGroupName":"{{group}}","creationTime":0,"arn":"{{arn}}:*","storedBytes":0}]}"""
                )
        );
        _fixture.Front.Before(
            "FilterLogEvents",
            async context => Asks(context, group) && await AnswerAsync(context, """{"events":[],"searchedLogStreams":[]}""")
        );
        var manifest = await _fixture.RecordAsync(Bundle);
        Assert.Equal(CoverageStatus.Complete, Coverage(manifest, "logs.taskEvents").Status);
        using var bundle = BundleReader.Open(Bundle);
        Assert.Equal(1, Count(bundle, AwsOperation.ListTargetsByRule));
        var asked = bundle.Records("logs", "FilterLogEvents").Select(r => r.Parameters.GetProperty("logGroupName").GetString()).Distinct();
        Assert.Equal([IncidentKit.Recorded.TaskEvents.LogGroup, group], asked.Order(StringComparer.Ordinal));
    }

    static bool Asks(HttpContext context, string text) => ((string)context.Items["body"]!).Contains(text, StringComparison.Ordinal);

    static async Task<bool> AnswerAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.WriteAsync(json);
        return true;
    }

    [Fact]
    public async Task SeveralRegionsAreToldApart()
    {
        var manifest = await _fixture.RecordAsync(Bundle, request: r => r with { Regions = ["us-west-2", "us-east-1"] });
        Assert.Equal(["us-east-1", "us-west-2"], manifest.Regions);
        Assert.Equal(CoverageStatus.Complete, Coverage(manifest, "scheduler[us-east-1]").Status);
        Assert.Equal(CoverageStatus.Complete, Coverage(manifest, "logs.streams[us-west-2]").Status);
    }

    [Fact]
    public async Task SdksOwnHttpClientsServeAsWell()
    {
        var manifest = await _fixture.RecordAsync(Bundle, options: o => o with { HttpHandler = null });
        Assert.All(
            manifest.Coverage.Where(row => !NotAsked.Contains(row.Source)),
            row => Assert.Equal(CoverageStatus.Complete, row.Status)
        );
    }

    // ------------------------------------------------------------ failures

    [Fact]
    public async Task DeniedSourceStopsNoOther()
    {
        _fixture.Front.Deny("DescribeLogStreams");
        var manifest = await _fixture.RecordAsync(Bundle);
        var row = Coverage(manifest, "logs.streams");
        Assert.Equal((CoverageStatus.Denied, "not allowed: logs:DescribeLogStreams"), (row.Status, row.Reason));
        Assert.Equal(CoverageStatus.Complete, Coverage(manifest, "lambda.invocations").Status);
        using var bundle = BundleReader.Open(Bundle);
        Assert.All(bundle.Records("logs", "DescribeLogStreams"), record => Assert.Equal(400, record.Status));
    }

    [Fact]
    public async Task ThrottledCallMakesItsSourcePartial()
    {
        _fixture.Front.Before(
            "GetSchedule",
            async context =>
            {
                if (!context.Request.Path.Value!.EndsWith("/ops-pipeline-classifier", StringComparison.Ordinal))
                    return false;
                context.Response.StatusCode = 429;
                await context.Response.Body.WriteAsync("""{"__type":"ThrottlingException","message":"Rate exceeded"}"""u8.ToArray());
                return true;
            }
        );
        var row = Coverage(await _fixture.RecordAsync(Bundle), "scheduler");
        Assert.Equal(
            (CoverageStatus.Partial, "1 of 15 calls failed, the first with scheduler:GetSchedule: ThrottlingException: Rate exceeded"),
            (row.Status, row.Reason)
        );
    }

    [Fact]
    public async Task CallWithoutAnswerInTimeFailsItsSource()
    {
        _fixture.Front.Before(
            "GetFunctionConfiguration",
            async context =>
            {
                await Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return true;
            }
        );
        var row = Coverage(
            await _fixture.RecordAsync(
                Bundle,
                options: o =>
                    o with
                    {
                        Limits = new() { CallTime = Duration.FromSeconds(3), Retries = 0 },
                    }
            ),
            "lambda.functions"
        );
        Assert.Equal((CoverageStatus.Failed, "lambda:GetFunctionConfiguration: Timeout: no whole answer in 3 s"), (row.Status, row.Reason));
    }

    [Fact]
    public async Task UnknownSchedulesAreNotTakenForNone()
    {
        _fixture.Front.Deny("ListScheduleGroups");
        _fixture.Front.Fail("LookupEvents", 500, "InternalError", "broken");
        var row = Coverage(await _fixture.RecordAsync(Bundle), "lambda.functions");
        Assert.Equal(
            (CoverageStatus.Skipped, "the schedules are not all known (not allowed: scheduler:ListScheduleGroups)"),
            (row.Status, row.Reason)
        );
    }

    [Fact]
    public async Task NothingIsWrittenWhenTheAccountIsNotKnown()
    {
        _fixture.Front.Fail("GetCallerIdentity", 403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        var e = await Assert.ThrowsAsync<InputException>(() => _fixture.RecordAsync(Bundle));
        Assert.Equal(
            (
                InputProblem.NoAnswer,
                "AWS does not accept the credentials (InvalidClientTokenId): The security token included in the request is invalid."
            ),
            (e.Problem, e.Message)
        );
        AssertNothingLeft();
    }

    [Fact]
    public async Task NothingIsLeftWhenEveryCallFails()
    {
        foreach (var operation in AwsOperation.All.Where(operation => operation != AwsOperation.GetCallerIdentity))
            _fixture.Front.Deny(operation.Name);
        var e = await Assert.ThrowsAsync<InputException>(() => _fixture.RecordAsync(Bundle));
        Assert.Equal(InputProblem.NoAnswer, e.Problem);
        Assert.StartsWith("no call was answered, nothing is written: not allowed: ", e.Message, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Fact]
    public async Task NothingIsWrittenWhenTheEndpointCannotBeReached()
    {
        var e = await Assert.ThrowsAsync<InputException>(() =>
            _fixture.RecordAsync(
                Bundle,
                options: o =>
                    o with
                    {
                        EndpointUrl = new("http://127.0.0.1:9"),
                        Limits = new() { Retries = 0 },
                    }
            )
        );
        Assert.Equal(InputProblem.NoAnswer, e.Problem);
        Assert.StartsWith("AWS cannot be reached", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        AssertNothingLeft();
    }

    // ------------------------------------------------------------ interruption

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(75)]
    public async Task ResumedBundleEqualsAnUninterruptedOne(int calls)
    {
        Assert.False((await CancelledAfter(calls)).Complete);
        var asked = _fixture.Front.Counts.Values.Sum();
        await _fixture.RecordAsync(Bundle, resume: true);
        var whole = _folder.PathOf("whole");
        var before = _fixture.Front.Counts.Values.Sum();
        await _fixture.RecordAsync(whole);
        Assert.True(before - asked < _fixture.Front.Counts.Values.Sum() - before, "recorded answers are asked again");
        using var resumed = BundleReader.Open(Bundle);
        using var uninterrupted = BundleReader.Open(whole);
        Assert.Equal(uninterrupted.Sha256, resumed.Sha256);
    }

    [Fact]
    public async Task ListingWhoseTokenHasExpiredBeginsAgain()
    {
        await CancelledAfter(6, "logs.streams");
        var refused = 0;
        _fixture.Front.Before(
            "DescribeLogStreams",
            async context =>
            {
                if (
                    !((string)context.Items["body"]!).Contains("nextToken", StringComparison.Ordinal)
                    || Interlocked.Exchange(ref refused, 1) == 1
                )
                    return false;
                context.Response.StatusCode = 400;
                await context.Response.Body.WriteAsync(
                    Encoding.UTF8.GetBytes("""{"__type":"InvalidParameterException","message":"The specified nextToken is invalid."}""")
                );
                return true;
            }
        );
        var manifest = await _fixture.RecordAsync(Bundle, resume: true);
        Assert.Equal(1, refused);
        Assert.Equal(CoverageStatus.Complete, Coverage(manifest, "logs.streams").Status);
        _fixture.Front.Reset();
        var whole = _folder.PathOf("whole");
        await _fixture.RecordAsync(whole);
        using var resumed = BundleReader.Open(Bundle);
        using var uninterrupted = BundleReader.Open(whole);
        Assert.Equal(uninterrupted.Sha256, resumed.Sha256);
    }

    [Fact]
    public async Task BundleOfAnotherWindowIsNotResumed()
    {
        await CancelledAfter(3);
        var e = await Assert.ThrowsAsync<InputException>(() =>
            _fixture.RecordAsync(
                Bundle,
                resume: true,
                request: r => r with { Window = new Interval(r.Window.Start, r.Window.End - Duration.FromHours(1)) }
            )
        );
        Assert.Equal(InputProblem.CommandLine, e.Problem);
    }
}
