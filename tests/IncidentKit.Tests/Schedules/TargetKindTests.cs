using System.Text.Json;
using IncidentKit.Recorded;
using IncidentKit.Schedules.Targets;
using IncidentKit.Tests.Executions;
using IncidentKit.Tests.Rendering;

namespace IncidentKit.Tests.Schedules;

/// <summary>What each kind of target answers. A new kind is a sample here; the tests name it where it is left out.</summary>
public sealed class TargetKindTests
{
    private const string Cluster = "arn:aws:ecs:us-west-2:123456789012:cluster/main";
    private const string Definition = "arn:aws:ecs:us-west-2:123456789012:task-definition/quotes:7";
    private const string Machine = "arn:aws:states:us-west-2:123456789012:stateMachine:nightly";
    private const string Queue = "arn:aws:batch:us-west-2:123456789012:job-queue/nightly";
    private const string Function = "arn:aws:lambda:us-west-2:123456789012:function:close:live";

    private static readonly Dictionary<Type, string> Samples = new()
    {
        [typeof(EcsTarget)] = $$$"""{"Arn":"{{{Cluster}}}","EcsParameters":{"TaskDefinitionArn":"{{{Definition}}}"}}""",
        [typeof(LambdaTarget)] = $$"""{"Arn":"{{Function}}"}""",
        [typeof(SfnTarget)] = $$"""{"Arn":"{{Machine}}:live"}""",
        [typeof(BatchTarget)] = $$$"""{"Arn":"{{{Queue}}}","BatchParameters":{"JobName":"close","JobDefinition":"close:4"}}""",
        [typeof(OtherTarget)] = """{"Arn":"arn:aws:sqs:us-west-2:123456789012:nightly"}""",
    };

    [Fact]
    public void EveryKindIsReadFromItsSample()
    {
        var kinds = typeof(ScheduleTarget).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(ScheduleTarget))).ToHashSet();
        Assert.True(kinds.Count >= 3);
        Assert.Equal([], kinds.Except(Samples.Keys).Select(k => $"{k.Name} has no sample in {nameof(TargetKindTests)}"));
        Assert.Equal([], Samples.Where(s => Read(s.Value).GetType() != s.Key).Select(s => $"{s.Key.Name} is not in ScheduleTarget.Kinds"));
        Assert.Equal([], kinds.Where(k => !k.IsSealed).Select(k => $"{k.Name} is not sealed"));
    }

    [Fact]
    public void EveryKindHasAWordOfItsOwnThatTheSchemaNames()
    {
        var words = Samples.Values.Select(s => Read(s).Kind).ToList();
        Assert.Equal(words.Count, words.Distinct(StringComparer.Ordinal).Count());
        using var schema = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SampleModel.Folder, "../../../templates/schema/incident-report.schema.json"))
        );
        var said = schema
            .RootElement.GetProperty("properties")
            .GetProperty("schedules")
            .GetProperty("items")
            .GetProperty("properties")
            .GetProperty("kind")
            .GetProperty("description")
            .GetString()!
            .Split([' ', ',', ':'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([], words.Except(said).Select(w => $"the schema's schedules[].kind does not name '{w}'"));
    }

    [Fact]
    public void ATargetWhoseCallIsKnownSaysItsResource()
    {
        var states = new TestAccount().Read(TargetStates.Read);
        var calls = Samples.Values.Select(Read).Select(t => (t.Kind, t.Action, t.CalledResource("us-west-2", states)));
        Assert.Equal(
            [
                ("batch", "batch:SubmitJob", Queue),
                ("ecs", "ecs:RunTask", Definition),
                ("lambda", "lambda:InvokeFunction", Function),
                ("other", null, null),
                ("stepFunctions", "states:StartExecution", Machine),
            ],
            calls.OrderBy(c => c.Kind, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void ALatestRevisionThatIsNotOnRecordIsNoKnownResource()
    {
        var states = new TestAccount().Read(TargetStates.Read);
        Assert.Null(
            Read(Samples[typeof(EcsTarget)].Replace("quotes:7", "quotes", StringComparison.Ordinal)).CalledResource("us-west-2", states)
        );
    }

    [Theory]
    [InlineData("arn:aws:scheduler:::aws-sdk:ecs:runTask", true)]
    [InlineData("arn:aws:scheduler:::aws-sdk:lambda:invoke", true)]
    [InlineData("arn:aws:scheduler:::aws-sdk:sqs:sendMessage", false)]
    public void AUniversalTargetThatStartsTasksOrFunctionsMayWriteAnywhere(string arn, bool anywhere) =>
        Assert.Equal(anywhere, Read($$"""{"Arn":"{{arn}}"}""").LogGroups("us-west-2", new TestAccount().Read(TargetStates.Read)) is null);

    [Theory]
    [InlineData($$"""{"Arn":"arn:aws:scheduler:::aws-sdk:sfn:startExecution","Input":"{\"StateMachineArn\":\"{{Machine}}\"}"}""", true)]
    [InlineData("""{"Arn":"arn:aws:scheduler:::aws-sdk:sfn:startExecution","Input":"[redacted:token:1]"}""", false)]
    [InlineData("""{"Arn":"arn:aws:scheduler:::aws-sdk:sfn:startExecution"}""", false)]
    [InlineData($$"""{"Arn":"arn:aws:scheduler:::aws-sdk:sfn:stopExecution","Input":"{\"StateMachineArn\":\"{{Machine}}\"}"}""", false)]
    public void TheCallThatStartsAMachineIsOfItsKind(string target, bool isMachine) =>
        Assert.Equal(isMachine ? "stepFunctions" : "other", Read(target).Kind);

    [Theory]
    [InlineData("batch:submitJob", """{"JobName":"close","JobQueue":"nightly","JobDefinition":"close"}""", "batch")]
    [InlineData("batch:submitJob", """{"JobName":"close"}""", "other")]
    [InlineData("batch:cancelJob", """{"JobId":"1","JobName":"close","JobQueue":"nightly"}""", "other")]
    [InlineData("lambda:invoke", $$"""{"FunctionName":"{{Function}}"}""", "lambda")]
    [InlineData("lambda:invoke", """{"FunctionName":"close"}""", "lambda")]
    [InlineData("lambda:invoke", """{"Payload":"x"}""", "other")]
    [InlineData("lambda:deleteFunction", """{"FunctionName":"close"}""", "other")]
    [InlineData("ecs:runTask", $$"""{"Cluster":"{{Cluster}}","TaskDefinition":"{{Definition}}","Count":2}""", "ecs")]
    [InlineData("ecs:runTask", """{"TaskDefinition":"quotes"}""", "ecs")]
    [InlineData("ecs:stopTask", """{"Task":"x"}""", "other")]
    public void ACallIsOfTheKindOfWhatItStarts(string call, string input, string kind)
    {
        var target = Read(JsonSerializer.Serialize(new { Arn = $"arn:aws:scheduler:::aws-sdk:{call}", Input = input }));
        Assert.Equal(kind, target.Kind);
        if (target is EcsTarget { Started: var task })
            Assert.Equal(
                input.Contains("Count", StringComparison.Ordinal) ? (Cluster, "quotes", 2) : ("default", "quotes", 1),
                (task.ClusterArn, task.Family, task.Count)
            );
    }

    [Theory]
    [InlineData("close", "close", true)]
    [InlineData("close", "Close", false)]
    [InlineData("close", "close-2", false)]
    [InlineData("close-<aws.scheduler.execution-id>", "close-0a1b", true)]
    [InlineData("close-<aws.scheduler.execution-id>-a", "close-0a1b-a", true)]
    [InlineData("close-<aws.scheduler.execution-id>-a", "close-a", false)]
    [InlineData("close-<aws.scheduler.execution-id>", "open-0a1b", false)]
    public void AJobIsARunByItsName(string given, string name, bool isRun) =>
        Assert.Equal(isRun, new BatchTarget(Queue, given, null) { Arn = Queue }.IsNameOfRun(name));

    [Fact]
    public void AFunctionWritesToTheGroupOfItsName() =>
        Assert.Equal(
            ["/aws/lambda/close"],
            Read(Samples[typeof(LambdaTarget)]).LogGroups("us-west-2", new TestAccount().Read(TargetStates.Read))
        );

    private static ScheduleTarget Read(string json)
    {
        using var body = JsonDocument.Parse(json);
        return ScheduleTarget.Read(body.RootElement);
    }
}
