using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Diagnosis;

/// <summary>
/// An account in which nothing is wrong and of which everything was recorded: one schedule <c>job</c> that runs every minute, with a
/// dead-letter queue, a role that may do what it has to, a network that exists, and an alarm. A scenario breaks one thing of it.
/// </summary>
internal sealed class FaultAccount
{
    public const string Role = "arn:aws:iam::123456789012:role/scheduler";
    public const string TaskRole = "arn:aws:iam::123456789012:role/task";
    public const string ExecutionRole = "arn:aws:iam::123456789012:role/execution";
    public const string Queue = "arn:aws:sqs:us-west-2:123456789012:dead";
    public const string BrokenAt = "14:09:40";
    public const string MendedAt = "14:19:40";
    public static readonly (string From, string To) Hole = ("14:10", "14:20");
    public static readonly (string From, string To) Open = ("14:10", "16:00");

    public FaultAccount(string? noLogGroup = null) => Account = new TestAccount { NoLogGroup = noLogGroup };

    public TestAccount Account { get; }

    /// <summary>The whole healthy account with runs except in a hole, and what a scenario changes.</summary>
    public static TestAccount With(
        (string From, string To)? except,
        Action<TestAccount>? more = null,
        Action<JsonObject>? live = null,
        Action<JsonObject>? created = null,
        Action<JsonObject>? definition = null,
        string? scheduler = "run",
        string? trust = "scheduler.amazonaws.com",
        string[]? networks = null,
        string? noLogGroup = null,
        bool metrics = true,
        string expression = "rate(1 minute)",
        bool runs = true,
        JsonNode? execution = null
    )
    {
        var account = new FaultAccount(noLogGroup).Account;
        account.TaskDefinition(
            "job",
            d =>
            {
                d["taskDefinitionArn"] = TestAccount.Definition("job") + ":1";
                d["requiresCompatibilities"] = new JsonArray("FARGATE");
                d["networkMode"] = "awsvpc";
                d["taskRoleArn"] = TaskRole;
                d["executionRoleArn"] = ExecutionRole;
                d["containerDefinitions"]![0]!["image"] = "123456789012.dkr.ecr.us-west-2.amazonaws.com/job:42";
                definition?.Invoke(d);
            }
        );
        account.Schedule(
            "job",
            expression,
            s =>
            {
                Complete(s);
                live?.Invoke(s);
            }
        );
        account.Created(
            "job",
            expression: expression,
            change: s =>
            {
                Complete(s);
                created?.Invoke(s);
            }
        );
        if (runs)
            account.Runs("job", except: except);
        RoleRecord(account, "scheduler", trust, scheduler is null ? [] : [scheduler == "run" ? Allowed() : JsonNode.Parse(scheduler)!]);
        RoleRecord(account, "task", "ecs-tasks.amazonaws.com", []);
        RoleRecord(account, "execution", "ecs-tasks.amazonaws.com", execution is null ? [] : [execution]);
        Networks(account, networks ?? ["subnet-1", "sg-1"]);
        Alarm(account, "AWS/Scheduler", "TargetErrorCount", "default");
        if (metrics)
        {
            Metric(account, "InvocationAttemptCount", EveryMinute().Select(m => (m, 1.0)));
            Metric(account, "TargetErrorCount", []);
            Metric(account, "TargetErrorThrottledCount", []);
            Metric(account, "InvocationThrottleCount", []);
        }

        more?.Invoke(account);
        return account;
    }

    /// <summary>What a healthy schedule has besides what every test's has.</summary>
    public static void Complete(JsonObject schedule)
    {
        var target = schedule["Target"]!;
        target["DeadLetterConfig"] = new JsonObject { ["Arn"] = Queue };
        target["EcsParameters"]!["LaunchType"] = "FARGATE";
        target["EcsParameters"]!["NetworkConfiguration"] = new JsonObject
        {
            ["awsvpcConfiguration"] = new JsonObject
            {
                ["Subnets"] = new JsonArray("subnet-1"),
                ["SecurityGroups"] = new JsonArray("sg-1"),
            },
        };
    }

    public static Action<JsonObject> Both(params Action<JsonObject>[] changes) => s => Array.ForEach(changes, c => c(s));

    public static Action<JsonObject> Modified(string at) => s => s["LastModificationDate"] = $"2026-01-29T{at}Z";

    /// <summary>An update that sends the whole configuration, changed.</summary>
    public static void Update(
        TestAccount account,
        string at,
        Action<JsonObject>? change = null,
        string by = "platform-deploy",
        string expression = "rate(1 minute)"
    ) =>
        account.Updated(
            "job",
            at,
            s =>
            {
                Complete(s);
                change?.Invoke(s);
            },
            expression,
            by
        );

    public static JsonNode Allowed(bool runTask = true, bool passRole = true)
    {
        var statements = new JsonArray();
        if (runTask)
            statements.Add(
                new JsonObject
                {
                    ["Effect"] = "Allow",
                    ["Action"] = "ecs:RunTask",
                    ["Resource"] = TestAccount.Definition("job") + ":*",
                }
            );
        if (passRole)
        {
            statements.Add(
                new JsonObject
                {
                    ["Effect"] = "Allow",
                    ["Action"] = "iam:PassRole",
                    ["Resource"] = "*",
                    ["Condition"] = new JsonObject
                    {
                        ["StringLike"] = new JsonObject { ["iam:PassedToService"] = "ecs-tasks.amazonaws.com" },
                    },
                }
            );
        }

        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statements };
    }

    /// <summary>A role as IAM answers; a null trust stands for a role that does not exist.</summary>
    public static void RoleRecord(TestAccount account, string name, string? trust, IReadOnlyList<JsonNode> policies)
    {
        if (trust is null)
        {
            account.Record(
                "iam",
                "GetRole",
                new { RoleName = name },
                JsonValue.Create("<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>"),
                404
            );
            return;
        }

        var document = trust.StartsWith('{')
            ? trust
            : $$"""{"Statement":[{"Effect":"Allow","Principal":{"Service":"{{trust}}"},"Action":"sts:AssumeRole"}]}""";
        Xml(
            "GetRole",
            new { RoleName = name },
            $"<Role><CreateDate>2026-01-12T09:00:00Z</CreateDate><AssumeRolePolicyDocument>{Uri.EscapeDataString(document)}</AssumeRolePolicyDocument></Role>"
        );
        Xml(
            "ListRolePolicies",
            new { RoleName = name },
            $"<PolicyNames>{string.Concat(policies.Select((_, i) => $"<member>p{i}</member>"))}</PolicyNames><IsTruncated>false</IsTruncated>"
        );
        Xml("ListAttachedRolePolicies", new { RoleName = name }, "<AttachedPolicies/><IsTruncated>false</IsTruncated>");
        for (var i = 0; i < policies.Count; i++)
            Xml(
                "GetRolePolicy",
                new { RoleName = name, PolicyName = $"p{i}" },
                $"<PolicyDocument>{Uri.EscapeDataString(policies[i].ToJsonString())}</PolicyDocument>"
            );

        void Xml(string operation, object asked, string inner) =>
            account.Record(
                "iam",
                operation,
                asked,
                JsonValue.Create(
                    $"<{operation}Response xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><{operation}Result>{inner}</{operation}Result></{operation}Response>"
                )
            );
    }

    public static void Alarm(TestAccount account, string space, string metric, string value) =>
        account.Record(
            "cloudwatch",
            "DescribeAlarms",
            new { },
            JsonSerializer.SerializeToNode(
                new
                {
                    MetricAlarms = new[]
                    {
                        new
                        {
                            AlarmName = "missed",
                            Namespace = space,
                            MetricName = metric,
                            Dimensions = new[] { new { Name = "d", Value = value } },
                            ActionsEnabled = true,
                            AlarmActions = new[] { "arn:aws:sns:us-west-2:123456789012:pager" },
                        },
                    },
                }
            )!
        );

    public static void Metric(
        TestAccount account,
        string name,
        IEnumerable<(string Minute, double Value)> points,
        string space = "AWS/Scheduler",
        string dimension = "ScheduleGroup",
        string of = "default"
    )
    {
        var all = points.ToList();
        account.Record(
            "cloudwatch",
            "GetMetricData",
            new
            {
                StartTime = "2026-01-29T13:00:00Z",
                EndTime = "2026-01-29T15:10:00Z",
                MetricDataQueries = new[]
                {
                    new
                    {
                        Id = "m0",
                        MetricStat = new
                        {
                            Metric = new
                            {
                                Namespace = space,
                                MetricName = name,
                                Dimensions = new[] { new { Name = dimension, Value = of } },
                            },
                            Period = 60,
                            Stat = "Sum",
                        },
                    },
                },
            },
            JsonSerializer.SerializeToNode(
                new
                {
                    MetricDataResults = new[]
                    {
                        new
                        {
                            Id = "m0",
                            StatusCode = "Complete",
                            Timestamps = all.Select(p => $"2026-01-29T{p.Minute}:00Z"),
                            Values = all.Select(p => p.Value),
                        },
                    },
                }
            )!
        );
    }

    public static IEnumerable<string> EveryMinute(string from = "13:00", string to = "15:10")
    {
        for (var at = TestAccount.T(from); at < TestAccount.T(to); at += Duration.FromMinutes(1))
            yield return at.ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The target refused every call of the hole: the counts that the Scheduler keeps.</summary>
    public static void Refusals(TestAccount account, string from = "14:10", string to = "14:20", string metric = "TargetErrorCount") =>
        Metric(account, metric, EveryMinute(from, to).Select(m => (m, 1.0)));

    /// <summary>A message that the Scheduler put into the dead-letter queue. Shape: facts §2.2.</summary>
    public static void DeadLetter(TestAccount account, string due, string code, string message) =>
        account.Record(
            "sqs",
            "ReceiveMessage",
            new { QueueUrl = "https://sqs/dead" },
            JsonSerializer.SerializeToNode(
                new
                {
                    Messages = new[]
                    {
                        new
                        {
                            MessageId = "1",
                            Body = "{}",
                            MessageAttributes = new
                            {
                                ERROR_CODE = new { DataType = "String", StringValue = code },
                                ERROR_MESSAGE = new { DataType = "String", StringValue = message },
                                RETRY_ATTEMPTS = new { DataType = "String", StringValue = "0" },
                                SCHEDULED_TIME = new { DataType = "String", StringValue = $"2026-01-29T{due}:00Z" },
                                SCHEDULE_ARN = new
                                {
                                    DataType = "String",
                                    StringValue = "arn:aws:scheduler:us-west-2:123456789012:schedule/default/job",
                                },
                            },
                        },
                    },
                }
            )!
        );

    /// <summary>A task of <c>job</c> that the Scheduler started and that stopped. Shape: facts §4.3.</summary>
    public static void Stopped(
        TestAccount account,
        string at,
        string stopCode,
        string reason,
        int? exitCode = null,
        string? containerReason = null,
        bool started = false
    ) =>
        account.Task(
            "job",
            at,
            "chronos-schedule/job",
            change: t =>
            {
                t["stopCode"] = stopCode;
                t["stoppedReason"] = reason;
                if (started)
                    t["startedAt"] = t["createdAt"]!.DeepClone();
                t["containers"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "job",
                        ["exitCode"] = exitCode,
                        ["reason"] = containerReason,
                    }
                );
            }
        );

    /// <summary>A RunTask call that the Scheduler made and ECS refused.</summary>
    public static void Refused(TestAccount account, string at, string code, string message, bool requestKnown = true) =>
        account.Event(
            at,
            "RunTask",
            requestKnown ? new { taskDefinition = TestAccount.Definition("job"), startedBy = "chronos-schedule/job" } : null,
            error: code,
            message: message,
            invokedBy: "scheduler.amazonaws.com",
            role: Role
        );

    /// <summary>A RunTask call that ECS accepted without placing a task.</summary>
    public static void NotPlaced(TestAccount account, string at, string reason) =>
        account.Event(
            at,
            "RunTask",
            new { taskDefinition = TestAccount.Definition("job"), startedBy = "chronos-schedule/job" },
            response: new
            {
                tasks = Array.Empty<object>(),
                failures = new[] { new { arn = "arn:aws:ecs:us-west-2:123456789012:container-instance/1", reason } },
            },
            invokedBy: "scheduler.amazonaws.com",
            role: Role
        );

    private static void Networks(TestAccount account, string[] there)
    {
        Set("DescribeSubnets", "subnetSet", "subnetId", "subnet-");
        Set("DescribeSecurityGroups", "securityGroupInfo", "groupId", "sg-");

        void Set(string operation, string set, string element, string prefix) =>
            account.Record(
                "ec2",
                operation,
                new { Filter = new[] { new { Name = "id", Value = new[] { $"{prefix}1", $"{prefix}2" } } } },
                JsonValue.Create(
                    $"<{operation}Response><{set}>{string.Concat(there.Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).Select(id => $"<item><{element}>{id}</{element}></item>"))}</{set}></{operation}Response>"
                )
            );
    }
}
