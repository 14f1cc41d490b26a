using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentKit.Rendering.Templates;
using IncidentKit.Testing;
using Microsoft.AspNetCore.Http;

namespace IncidentKit.Cli.Tests;

/// <summary>Every command of every rule's page, in an account in which the rule's fault is, with the answer that the page says.</summary>
public sealed partial class RulePageCommandTests(AccountWithoutRuns account) : IClassFixture<AccountWithoutRuns>
{
    private const string Arn = $"arn:aws:ecs:{FreezeScenario.Region}:{FreezeScenario.Account}";
    private const string Definition = "ops-pipeline-dispatcher";

    /// <summary>What a placeholder of the pages stands for in the emulated account, where the rule's case does not say otherwise.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["AWS_REGION"] = FreezeScenario.Region,
        ["SCHEDULE_GROUP"] = "default",
        ["CLUSTER_ARN"] = FreezeScenario.GoodCluster,
        ["TASK_DEFINITION_ARN"] = $"{Arn}:task-definition/{Definition}:1",
        ["FUNCTION_ARN"] = $"arn:aws:lambda:{FreezeScenario.Region}:{FreezeScenario.Account}:function:trade-alert-checker",
        ["ROLE_ARN"] = $"arn:aws:iam::{FreezeScenario.Account}:role",
        ["SCHEDULE_ROLE"] = "ops-pipeline-scheduler",
        ["SUBNET_ID"] = "subnet-0a1b2c3d4e5f60718",
        ["SECURITY_GROUP_ID"] = "sg-0a1b2c3d4e5f60718",
        ["LOG_GROUP"] = "/ecs/ops-pipeline/dispatcher",
        ["TASK_EXECUTION_ROLE"] = "ops-pipeline-execution",
        ["TASK_EXECUTION_ROLE_ARN"] = $"arn:aws:iam::{FreezeScenario.Account}:role/ops-pipeline-execution",
        ["TASK_ROLE"] = "ops-pipeline-execution",
        ["EXECUTION_ROLE"] = "ops-pipeline-execution",
        ["ROLE"] = "ops-pipeline-scheduler",
        ["REPOSITORY"] = "dispatcher",
        ["TAG"] = "43",
        ["SECRET"] = "db",
        ["SECRET_ARN"] = $"arn:aws:secretsmanager:{FreezeScenario.Region}:{FreezeScenario.Account}:secret:db",
        ["ACTION"] = "secretsmanager:GetSecretValue",
        ["RESOURCE"] = "'*'",
        ["ADDRESS"] = "on-call@example.com",
        ["FAMILY"] = Definition,
    };

    private static readonly (string, string?) Refused = ("InvalidParameterException", null);

    /// <summary>How the account differs from a sound one where the rule holds.</summary>
    private static readonly Dictionary<string, PageCase> Cases = new(StringComparer.Ordinal)
    {
        ["IK1001"] = new() { Schedule = s => s["State"] = "DISABLED", Request = """{"state":"DISABLED"}""" },
        ["IK1002"] = new() { Schedule = null, Request = "{}" },
        ["IK1003"] = new() { Schedule = s => s["EndDate"] = 1767225600 },
        ["IK1004"] = new()
        {
            Schedule = s => s["ScheduleExpression"] = "cron(0 9 * * ? *)",
            Request = """{"scheduleExpression":"cron(0 9 * * ? *)","scheduleExpressionTimezone":"UTC"}""",
        },
        ["IK1005"] = new()
        {
            Schedule = s => (s["ScheduleExpression"], s["ScheduleExpressionTimezone"]) = ("cron(30 2 * * ? *)", "America/New_York"),
        },
        ["IK1006"] = new() { Schedule = s => s.Remove("StartDate"), Request = """{"name":"x","target":{}}""" },
        ["IK1007"] = new()
        {
            Request = """{"name":"page-rule","rule":"page-rule","state":"DISABLED"}""",
            Names = { ["RULE"] = "page-rule" },
            Seed = "aws events put-rule --name page-rule --state DISABLED --schedule-expression 'rate(5 minutes)' > /dev/null",
        },
        ["IK2001"] = new()
        {
            Schedule = s => s["Target"]!["Arn"] = FreezeScenario.BadCluster,
            Request = "{\"target\":{\"arn\":\"" + FreezeScenario.BadCluster + "\"}}",
        },
        ["IK2002"] = new()
        {
            Schedule = s => s["Target"]!["EcsParameters"]!["TaskDefinitionArn"] = $"{Arn}:task-definition/page:1",
            Request = """{"taskDefinition":"page:1"}""",
            Seed = """
                aws ecs register-task-definition --family page --container-definitions '[{"name":"x","image":"y","memory":128}]' > /dev/null
                aws ecs deregister-task-definition --task-definition page:1 > /dev/null
                """,
        },
        ["IK2003"] = new() { Request = """{"subnetId":"subnet-0a1b2c3d4e5f60718"}""", MissingSubnet = true },
        ["IK2004"] = new()
        {
            Schedule = s => s["Target"]!["Arn"] = $"arn:aws:lambda:{FreezeScenario.Region}:{FreezeScenario.Account}:function:gone",
            Request = """{"functionName":"gone"}""",
        },
        ["IK2005"] = new()
        {
            Schedule = s => s["Target"]!["Input"] = """{"containerOverrides":[{"name":"dispatch"}]}""",
            Error = Refused.Item1,
        },
        ["IK2006"] = new() { Error = Refused.Item1 },
        ["IK3001"] = new() { Names = { ["SCHEDULE_ROLE"] = "gone" }, Request = """{"roleName":"gone"}""" },
        ["IK3002"] = new() { Error = "AccessDenied", Simulated = "implicitDeny" },
        ["IK3003"] = new() { Error = "AccessDenied", Message = "is not authorized to perform: iam:PassRole on resource" },
        ["IK3004"] = new() { Request = """{"functionName":"trade-alert-checker","statementId":"x"}""" },
        ["IK4001"] = new() { Response = """{"failures":[{"reason":"RESOURCE:MEMORY"}],"tasks":[]}""" },
        ["IK4002"] = new()
        {
            Response =
                """{"failures":[{"reason":"You've reached the limit on the number of vCPUs you can run concurrently"}],"tasks":[]}""",
            Tasks = [Task("RUNNING")],
        },
        ["IK2007"] = new(),
        ["IK4003"] = new()
        {
            Tasks = [Task("STOPPED", "TaskFailedToStart", "CannotPullContainerError: not found")],
            Seed = """
                aws ecr create-repository --repository-name dispatcher > /dev/null
                aws ecr put-image --repository-name dispatcher --image-tag 42 --image-manifest '{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":1,"digest":"sha256:aaaa"},"layers":[]}' > /dev/null
                """,
        },
        ["IK4004"] = new()
        {
            Names = { ["TASK_DEFINITION_ARN"] = "page-secret:1" },
            Seed = """
                aws ecs register-task-definition --family page-secret --container-definitions '[{"name":"x","image":"y","memory":128,"secrets":[{"name":"DB","valueFrom":"db"}]}]' > /dev/null
                aws secretsmanager create-secret --name db --secret-string x > /dev/null
                aws secretsmanager delete-secret --secret-id db > /dev/null
                """,
        },
        ["IK4005"] = new() { Names = { ["LOG_GROUP"] = "/page/gone" }, Request = """{"logGroupName":"/page/gone"}""" },
        ["IK4006"] = new()
        {
            Tasks = [Task("STOPPED", "EssentialContainerExited", "Essential container in task exited", 1)],
            Request = """{"family":"ops-pipeline-dispatcher"}""",
        },
        ["IK4007"] = new()
        {
            Tasks = [Task("STOPPED", "UserInitiated", "Task stopped by user", 143)],
            Request = """{"reason":"by hand"}""",
        },
        ["IK4008"] = new()
        {
            Seed = """
                aws cloudwatch put-metric-data --namespace AWS/Scheduler --metric-data '[{"MetricName":"TargetErrorThrottledCount","Timestamp":"2026-01-29T15:00:00Z","Value":3,"Dimensions":[{"Name":"ScheduleGroup","Value":"default"}]}]'
                """,
        },
        ["IK4009"] = new() { Simulated = "implicitDeny" },
        ["IK4010"] = new()
        {
            Request = """{"reservedConcurrentExecutions":0}""",
            Seed = "aws lambda put-function-concurrency --function-name trade-alert-checker --reserved-concurrent-executions 0 > /dev/null",
        },
        ["IK4011"] = new() { Tasks = [Task("RUNNING"), Task("RUNNING")] },
        ["IK4012"] = new()
        {
            Schedule = s => s["Target"]!["EcsParameters"]!["TaskCount"] = 2,
            Response = """{"failures":[{"reason":"RESOURCE:MEMORY"}],"tasks":[{}]}""",
            Tasks = [Task("RUNNING"), Task("RUNNING")],
        },
        ["IK5001"] = new() { Response = """{"failures":[],"tasks":[{}]}""" },
        ["IK5002"] = new(),
        ["IK5003"] = new(),
        ["IK5004"] = new(),
        ["IK6001"] = new() { Schedule = s => s["ScheduleExpression"] = "cron(35 14 ? * MON-FRI *)" },
        ["IK6002"] = new(),
        ["IK7001"] = new() { Error = "ServiceUnavailable", Tasks = [Task("STOPPED", "ServiceSchedulerInitiated", "who knows", 1)] },
    };

    public static TheoryData<string> Rules => [.. RuleCatalogue.Ids.Where(id => !id.StartsWith("IKA", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task EveryCommandAnswersAsThePageSays(string rule)
    {
        account.Begin();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the commands are tested on Linux only");
        Assert.True(Cases.TryGetValue(rule, out var given), "the rule has no case");
        var schedule = "page-" + rule;
        await SeedAsync(given, schedule);
        Arrange(given, schedule);
        var blocks = RunbookCommands
            .Read(RuleCatalogue.Page(rule))
            .Select(b => new RunbookBlock(Filled(b.Text, given, schedule), b.Expected))
            .ToList();
        Assert.NotEmpty(blocks);
        if (given.Seed.Length > 0)
            blocks.Insert(
                0,
                new RunbookBlock(
                    given.Seed.Replace("aws ", $"aws --region {FreezeScenario.Region} ", StringComparison.Ordinal),
                    ["(nothing)"]
                )
            );
        var differences = await RunbookCommands.DifferencesAsync(blocks, account.Front.Endpoint);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static string Filled(string text, PageCase given, string schedule) =>
        Word()
            .Replace(
                text,
                word =>
                    word.Value == "SCHEDULE" ? schedule
                    : given.Names.TryGetValue(word.Value, out var own) ? own
                    : Names.GetValueOrDefault(word.Value, word.Value)
            );

    private static JsonObject Task(string status, string? code = null, string? reason = null, int? exitCode = null) =>
        new()
        {
            ["taskArn"] = $"{Arn}:task/ops-pipeline-cluster/0123456789abcdef",
            ["group"] = "family:" + Definition,
            ["lastStatus"] = status,
            ["desiredStatus"] = status,
            ["stopCode"] = code,
            ["stoppedReason"] = reason,
            ["createdAt"] = FreezeScenario.Open.RecordedAt.ToUnixTimeSeconds(),
            ["containers"] = new JsonArray(new JsonObject { ["exitCode"] = exitCode }),
        };

    private async Task SeedAsync(PageCase given, string name)
    {
        if (given.Schedule is not { } change)
            return;
        var body = FreezeScenario.Closed.ScheduleBody(FreezeScenario.Schedules[0]);
        body["Name"] = name;
        body["StartDate"] = FreezeScenario.RatesStart.ToUnixTimeSeconds();
        change(body);
        // The emulator takes a start only of a rate.
        if (((string)body["ScheduleExpression"]!).StartsWith("cron", StringComparison.Ordinal))
            body.Remove("StartDate");
        using var http = new HttpClient { BaseAddress = account.Front.Endpoint };
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=testing/20260129/us-west-2/scheduler/aws4_request, SignedHeaders=host, Signature=0"
        );
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var made = await http.PostAsync($"schedules/{name}", content, TestContext.Current.CancellationToken);
        made.EnsureSuccessStatusCode();
    }

    /// <summary>What the emulator cannot: the trail, tasks, quotas, the simulation of policies, and a subnet that is gone.</summary>
    private void Arrange(PageCase given, string schedule)
    {
        account.Front.Before("LookupEvents", context => AnswerAsync(context, Events(context, given, schedule)));
        account.Front.Before(
            "ListTasks",
            context =>
                AnswerAsync(
                    context,
                    new JsonObject
                    {
                        ["taskArns"] = new JsonArray([
                            .. given
                                .Tasks.Where(t => (string?)t["desiredStatus"] == (string?)Asked(context)["desiredStatus"])
                                .Select(t => t["taskArn"]!.DeepClone()),
                        ]),
                    }
                )
        );
        account.Front.Before(
            "DescribeTasks",
            context => AnswerAsync(context, new JsonObject { ["tasks"] = new JsonArray([.. given.Tasks.Select(t => t.DeepClone())]) })
        );
        account.Front.Before(
            "ListServiceQuotas",
            context =>
                AnswerAsync(
                    context,
                    JsonNode.Parse("""{"Quotas":[{"QuotaName":"Fargate On-Demand vCPU resource count","Value":6.0}]}""")!.AsObject()
                )
        );
        account.Front.Before(
            "SimulatePrincipalPolicy",
            context =>
                AnswerAsync(
                    context,
                    "<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><EvaluationResults><member>"
                        + $"<EvalActionName>{(context.Items["body"]!.ToString()!.Contains("RunTask", StringComparison.Ordinal) ? "ecs:RunTask" : Names["ACTION"])}</EvalActionName>"
                        + $"<EvalDecision>{given.Simulated}</EvalDecision></member></EvaluationResults></SimulatePrincipalPolicyResult>"
                        + "</SimulatePrincipalPolicyResponse>"
                )
        );
        // It has none of AWS's own policies.
        account.Front.Before("AttachRolePolicy", context => AnswerAsync(context, "<AttachRolePolicyResponse></AttachRolePolicyResponse>"));
        if (given.MissingSubnet)
            account.Front.Before(
                "DescribeSubnets",
                context =>
                {
                    context.Response.StatusCode = 400;
                    return AnswerAsync(
                        context,
                        "<Response><Errors><Error><Code>InvalidSubnetID.NotFound</Code><Message>The subnet ID does not exist</Message>"
                            + "</Error></Errors><RequestID>0</RequestID></Response>"
                    );
                }
            );
    }

    private static JsonObject Events(HttpContext context, PageCase given, string schedule)
    {
        var name = (string)Asked(context)["LookupAttributes"]![0]!["AttributeValue"]!;
        var request = JsonNode.Parse(given.Request)!.AsObject();
        if (name == "RunTask")
            request["taskDefinition"] = $"{Arn}:task-definition/{Definition}:1";
        else if (name is "UpdateSchedule" or "DeleteSchedule")
            request["name"] = schedule;
        var detail = new JsonObject
        {
            ["eventTime"] = "2026-01-29T16:37:02Z",
            ["eventName"] = name,
            ["userIdentity"] = new JsonObject { ["arn"] = $"arn:aws:iam::{FreezeScenario.Account}:user/platform-deploy" },
            ["errorCode"] = given.Error,
            ["errorMessage"] = given.Message,
            ["requestParameters"] = request,
            ["responseElements"] = given.Response is { } response ? JsonNode.Parse(response) : null,
        };
        return new JsonObject
        {
            ["Events"] = new JsonArray(new JsonObject { ["EventId"] = "1", ["CloudTrailEvent"] = detail.ToJsonString() }),
        };
    }

    private static JsonNode Asked(HttpContext context) => JsonNode.Parse((string)context.Items["body"]!)!;

    private static Task<bool> AnswerAsync(HttpContext context, JsonObject json) =>
        AnswerAsync(context, json.ToJsonString(), "application/x-amz-json-1.1");

    private static async Task<bool> AnswerAsync(HttpContext context, string text, string type = "text/xml")
    {
        context.Response.ContentType = type;
        await context.Response.WriteAsync(text);
        return true;
    }

    [GeneratedRegex(@"\b[A-Z]+(?:_[A-Z]+)*\b", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    /// <summary>What is given where a rule holds.</summary>
    private sealed class PageCase
    {
        /// <summary>Changes a sound schedule; null where there is none.</summary>
        public Action<JsonObject>? Schedule { get; init; } = static _ => { };

        /// <summary>What the recorded call of a change asked for.</summary>
        public string Request { get; init; } = "{}";

        public string? Response { get; init; }

        public string? Error { get; init; }

        public string? Message { get; init; } = "it says why";

        public string Seed { get; init; } = "";

        public string Simulated { get; init; } = "allowed";

        public bool MissingSubnet { get; init; }

        public IReadOnlyList<JsonObject> Tasks { get; init; } = [];

        public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);
    }
}
