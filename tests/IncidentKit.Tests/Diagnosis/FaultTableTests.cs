using System.Text.Json.Nodes;
using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Tests.Executions;
using static IncidentKit.Tests.Diagnosis.FaultAccount;

namespace IncidentKit.Tests.Diagnosis;

/// <summary>
/// The ways to lose a run, each recorded in the shape in which AWS would answer and diagnosed: the right rule first, the right layer and
/// onset, and nothing else confirmed. Decoys look like a fault and are none.
/// </summary>
public sealed class FaultTableTests
{
    private const string OtherCluster = "arn:aws:ecs:us-west-2:123456789012:cluster/other";

    private const string DeniedParameter =
        "ResourceInitializationError: unable to retrieve secrets from ssm: AccessDeniedException: User: "
        + "arn:aws:sts::123456789012:assumed-role/execution/x is not authorized to perform: ssm:GetParameters on resource: "
        + "arn:aws:ssm:us-west-2:123456789012:parameter/db because no identity-based policy allows it";

    private static readonly JsonNode Logs = JsonNode.Parse(
        """{"Statement":{"Effect":"Allow","Action":["logs:*","ecr:*"],"Resource":"*"}}"""
    )!;

    private static readonly FaultScenario[] Scenarios =
    [
        .. RuleScenarios.All,
        new(
            "disabled by a person",
            "§7 row 7",
            "IK1001",
            () =>
                With(
                    Open,
                    a =>
                    {
                        Update(a, BrokenAt, s => s["State"] = "DISABLED", "ops-admin");
                        Silence(a);
                    },
                    Both(s => s["State"] = "DISABLED", Modified(BrokenAt))
                )
        )
        {
            Layer = FailureLayer.NotScheduled,
            Since = BrokenAt,
        },
        new("deleted by a person", "§7 row 9", "IK1002", Deleted) { Layer = FailureLayer.NotScheduled, Since = BrokenAt },
        new(
            "past its EndDate",
            "§7 row 10",
            "IK1003",
            () => With(Open, null, s => s["EndDate"] = "2026-01-29T14:09:00Z", s => s["EndDate"] = "2026-01-29T14:09:00Z")
        )
        {
            Layer = null,
            Onset = null,
            Explains = false,
        },
        new(
            "cron changed to another hour",
            "§7 row 11",
            "IK1004",
            () =>
                With(
                    null,
                    a =>
                    {
                        a.Streams("job", "13:30:05", "14:00:05");
                        Update(a, BrokenAt, expression: "cron(0/30 9 * * ? *)");
                    },
                    s =>
                    {
                        s["ScheduleExpression"] = "cron(0/30 9 * * ? *)";
                        Modified(BrokenAt)(s);
                    },
                    expression: "cron(0/30 * * * ? *)",
                    runs: false
                )
        )
        {
            Layer = null,
            Onset = null,
            Explains = false,
            Certainty = Certainty.Supported,
            Since = BrokenAt,
        },
        new(
            "zone reset by a partial update",
            "§1.6, §7 row 8",
            "IK1006",
            () =>
                With(
                    null,
                    a =>
                    {
                        a.Streams("job", "13:30:05", "14:00:05");
                        a.Updated(
                            "job",
                            BrokenAt,
                            s =>
                            {
                                Complete(s);
                                s.Remove("ScheduleExpressionTimezone");
                            },
                            "cron(0/30 9 * * ? *)"
                        );
                    },
                    s =>
                    {
                        s["ScheduleExpressionTimezone"] = "UTC";
                        Modified(BrokenAt)(s);
                    },
                    s => s["ScheduleExpressionTimezone"] = "America/New_York",
                    expression: "cron(0/30 9 * * ? *)",
                    runs: false
                )
        )
        {
            Layer = null,
            Onset = null,
            Explains = false,
            Since = BrokenAt,
        },
        new(
            "queue and retry policy reset by a partial update",
            "§1.6",
            "IK1006",
            () =>
                With(
                    null,
                    a =>
                        a.Updated(
                            "job",
                            BrokenAt,
                            s =>
                            {
                                Complete(s);
                                s["Target"]!.AsObject().Remove("DeadLetterConfig");
                            }
                        ),
                    s =>
                    {
                        s["Target"]!.AsObject().Remove("DeadLetterConfig");
                        Modified(BrokenAt)(s);
                    },
                    s => s["Target"]!["RetryPolicy"] = JsonNode.Parse("""{"MaximumRetryAttempts":3,"MaximumEventAgeInSeconds":600}""")
                )
        )
        {
            Layer = null,
            Onset = null,
            Explains = false,
            Since = BrokenAt,
            Also = ["IK5002"],
        },
        new(
            "sent to a cluster that does not exist",
            "§7 row 1",
            "IK2001",
            () =>
                With(
                    Open,
                    a =>
                    {
                        a.Cluster(TestAccount.Gone, null);
                        Update(a, BrokenAt, s => TestAccount.SendTo(s, TestAccount.Gone));
                        Refusals(a, to: "15:00");
                    },
                    Both(s => TestAccount.SendTo(s, TestAccount.Gone), Modified(BrokenAt))
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "sent away and back",
            "§7 row 1",
            "IK2001",
            () =>
                With(
                    Hole,
                    a =>
                    {
                        a.Cluster(TestAccount.Gone, null);
                        Update(a, BrokenAt, s => TestAccount.SendTo(s, TestAccount.Gone));
                        Update(a, MendedAt, by: "ops-admin");
                        Refusals(a);
                    },
                    Modified(MendedAt)
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "cluster deleted and made again",
            "§6.4",
            "IK2001",
            () =>
                With(
                    Hole,
                    a =>
                    {
                        a.Event(BrokenAt, "DeleteCluster", new { cluster = "main" })
                            .Event(MendedAt, "CreateCluster", new { clusterName = "main" }, "ops-admin");
                        Refusals(a);
                    }
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "cluster missing, told by the dead-letter queue",
            "§2.2",
            "IK2001",
            () => With(Hole, a => DeadLetter(a, "14:10", "ClusterNotFoundException", "Cluster not found."), metrics: false)
        )
        {
            Explains = false,
        },
        new(
            "pinned revision deregistered",
            "§7 row 5",
            "IK2002",
            () =>
                With(
                    Open,
                    a =>
                    {
                        a.Event(BrokenAt, "DeregisterTaskDefinition", new { taskDefinition = TestAccount.Definition("job") });
                        Refusals(a, to: "15:00");
                    },
                    definition: d => d["status"] = "INACTIVE"
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "subnet deleted",
            "§7 row 14",
            "IK2003",
            () =>
                With(
                    Open,
                    a =>
                    {
                        a.Event(BrokenAt, "DeleteSubnet", new { subnetId = "subnet-1" });
                        Refusals(a, to: "15:00");
                    },
                    networks: ["sg-1"]
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "security group changed to one that does not exist",
            "§7 row 14",
            "IK2003",
            () =>
                With(
                    Open,
                    a =>
                    {
                        Update(a, BrokenAt, s => Groups(s, "sg-2"));
                        Refusals(a, to: "15:00");
                    },
                    Both(s => Groups(s, "sg-2"), Modified(BrokenAt))
                )
        )
        {
            Since = BrokenAt,
        },
        new("reserved concurrency set to 0", "§9", "IK4010", () => FunctionWithout(Concurrency0))
        {
            Layer = FailureLayer.Undetermined,
            Since = BrokenAt,
            Certainty = Certainty.Supported,
        },
        new("one of three tasks not placed", "§2.3", "IK4012", () => With(null, TwoOfThree, Three, Three))
        {
            Layer = null,
            Onset = null,
            Explains = false,
            Certainty = Certainty.Supported,
        },
        new("tasks that never end", "§4.3", "IK4011", () => With(null, PileUp))
        {
            Layer = null,
            Onset = null,
            Explains = false,
            Certainty = Certainty.Supported,
        },
        new("function deleted", "§7", "IK2004", FunctionDeleted) { Layer = FailureLayer.Undetermined, Since = BrokenAt },
        new(
            "override of a container that is not there",
            "§7 row 25",
            "IK2005",
            () =>
                With(
                    Open,
                    a =>
                    {
                        Update(a, BrokenAt, s => Input(s, "jbo"));
                        Refusals(a, to: "15:00");
                    },
                    Both(s => Input(s, "jbo"), Modified(BrokenAt))
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "Input that is not JSON",
            "§7 row 25",
            "IK2005",
            () =>
                With(
                    Open,
                    a =>
                    {
                        Update(a, BrokenAt, s => s["Target"]!["Input"] = "{");
                        Refusals(a, to: "15:00");
                    },
                    Both(s => s["Target"]!["Input"] = "{", Modified(BrokenAt))
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "EC2 launch of a Fargate task",
            "§7 row 26",
            "IK2006",
            () =>
                With(
                    Open,
                    a =>
                    {
                        Update(a, BrokenAt, s => s["Target"]!["EcsParameters"]!["LaunchType"] = "EC2");
                        Refusals(a, to: "15:00");
                    },
                    Both(s => s["Target"]!["EcsParameters"]!["LaunchType"] = "EC2", Modified(BrokenAt))
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "role deleted",
            "§7 row 4",
            "IK3001",
            () =>
                With(
                    Open,
                    a =>
                    {
                        a.Event(BrokenAt, "DeleteRole", new { roleName = "scheduler" }, "ops-admin");
                        Refusals(a, to: "15:00");
                    },
                    trust: null
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "trust given to another service",
            "§7 row 4",
            "IK3001",
            () =>
                With(
                    Open,
                    a =>
                    {
                        a.Event(BrokenAt, "UpdateAssumeRolePolicy", new { roleName = "scheduler" });
                        Refusals(a, to: "15:00");
                    },
                    trust: "events.amazonaws.com"
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "trust bound to another account",
            "§7 row 4",
            "IK3001",
            () =>
                With(
                    Open,
                    a =>
                    {
                        a.Event(BrokenAt, "UpdateAssumeRolePolicy", new { roleName = "scheduler" });
                        Refusals(a, to: "15:00");
                    },
                    trust: """{"Statement":[{"Effect":"Allow","Principal":{"Service":["scheduler.amazonaws.com"]},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"210987654321"}}}]}"""
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "RunTask taken away",
            "§7 row 2",
            "IK3002",
            () =>
                With(
                    Open,
                    a =>
                    {
                        a.Event(BrokenAt, "DeleteRolePolicy", new { roleName = "scheduler", policyName = "p0" }, "ops-admin");
                        Refusals(a, to: "15:00");
                    },
                    scheduler: null
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "RunTask taken away and given back",
            "§7 row 2",
            "IK3002",
            () =>
                With(
                    Hole,
                    a =>
                    {
                        a.Event(
                                BrokenAt,
                                "DetachRolePolicy",
                                new { roleName = "scheduler", policyArn = "arn:aws:iam::123456789012:policy/run" }
                            )
                            .Event(
                                MendedAt,
                                "AttachRolePolicy",
                                new { roleName = "scheduler", policyArn = "arn:aws:iam::123456789012:policy/run" }
                            );
                        Refusals(a);
                    }
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "RunTask denied, told by a call without a request",
            "§6.3",
            "IK3002",
            () =>
                With(
                    Hole,
                    a =>
                        Refused(
                            a,
                            "14:10:03",
                            "AccessDenied",
                            $"User: x is not authorized to perform: ecs:RunTask on resource: {TestAccount.Definition("job")}:1 because no identity-based policy allows the ecs:RunTask action",
                            requestKnown: false
                        )
                )
        )
        {
            Explains = false,
        },
        new(
            "allowed for one revision, and a new one is in force",
            "§7 row 6",
            "IK3002",
            () =>
                With(
                    Open,
                    a =>
                    {
                        a.Event(BrokenAt, "PutRolePolicy", new { roleName = "scheduler" });
                        Refusals(a, to: "15:00");
                    },
                    scheduler: $$"""{"Statement":[{"Effect":"Allow","Action":["ecs:Run*"],"Resource":"{{TestAccount.Definition("job")}}:7"}]}"""
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "explicit Deny of everything but reading",
            "§7 row 2",
            "IK3002",
            () =>
                With(
                    Open,
                    a =>
                    {
                        a.Event(BrokenAt, "PutRolePolicy", new { roleName = "scheduler" });
                        Refusals(a, to: "15:00");
                    },
                    scheduler: """{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","NotAction":["ecs:Describe*","iam:*"],"Resource":"*"}]}"""
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "PassRole missing for a new task role",
            "§7 row 3",
            "IK3003",
            () =>
                With(
                    Open,
                    a =>
                    {
                        a.Event(BrokenAt, "RegisterTaskDefinition", new { family = "job" });
                        Refusals(a, to: "15:00");
                    },
                    scheduler: Allowed(passRole: false).ToJsonString()
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "PassRole taken away",
            "§7 row 3",
            "IK3003",
            () =>
                With(
                    Open,
                    a =>
                    {
                        a.Event(BrokenAt, "PutRolePolicy", new { roleName = "scheduler" });
                        Refusals(a, to: "15:00");
                    },
                    scheduler: Allowed(passRole: false).ToJsonString()
                )
        )
        {
            Since = BrokenAt,
        },
        new(
            "no Fargate capacity",
            "§7 row 20",
            "IK4001",
            () =>
                With(
                    Hole,
                    a =>
                        Array.ForEach(
                            (string[])["14:10:02", "14:11:02"],
                            at =>
                                NotPlaced(
                                    a,
                                    at,
                                    "Capacity is unavailable at this time. Please try again later or in a different availability zone"
                                )
                        )
                )
        )
        {
            Layer = FailureLayer.NotPlaced,
            Explains = false,
        },
        new("no room on EC2", "§7 row 22", "IK4001", () => With(Hole, a => NotPlaced(a, "14:10:02", "RESOURCE:MEMORY")))
        {
            Layer = FailureLayer.NotPlaced,
            Explains = false,
        },
        new(
            "Fargate quota reached",
            "§7 row 21",
            "IK4002",
            () => With(Hole, a => NotPlaced(a, "14:10:02", "You've reached the limit on the number of tasks you can run concurrently"))
        )
        {
            Layer = FailureLayer.NotPlaced,
            Explains = false,
        },
        new(
            "image deleted",
            "§7 row 17",
            "IK4003",
            () =>
                With(
                    Hole,
                    a =>
                    {
                        a.Event(BrokenAt, "BatchDeleteImage", new { repositoryName = "job" });
                        StoppedAll(a, "TaskFailedToStart", "CannotPullContainerError: image not found");
                    }
                )
        )
        {
            Layer = FailureLayer.FailedToStart,
            Since = BrokenAt,
        },
        new(
            "secret deleted",
            "§7 row 18",
            "IK4004",
            () =>
                With(
                    Hole,
                    a =>
                    {
                        a.Event(BrokenAt, "DeleteSecret", new { secretId = "db" }, "ops-admin");
                        StoppedAll(
                            a,
                            "TaskFailedToStart",
                            "ResourceInitializationError: unable to pull secrets or registry auth: ResourceNotFoundException"
                        );
                    },
                    definition: d =>
                        d["containerDefinitions"]![0]!["secrets"] = new JsonArray(
                            new JsonObject { ["name"] = "DB", ["valueFrom"] = "arn:aws:secretsmanager:us-west-2:123456789012:secret:db" }
                        )
                )
        )
        {
            Layer = FailureLayer.FailedToStart,
            Since = BrokenAt,
        },
        new(
            "subnet without free addresses",
            "§7 row 15",
            "IK4004",
            () =>
                With(
                    Hole,
                    a =>
                        StoppedAll(
                            a,
                            "TaskFailedToStart",
                            "Unexpected EC2 error while attempting to Create Network Interface: InsufficientFreeAddressesInSubnet"
                        )
                )
        )
        {
            Layer = FailureLayer.FailedToStart,
            Explains = false,
        },
        new("log group deleted", "§7 row 19", "IK4005", LogGroupDeleted) { Layer = FailureLayer.FailedToStart, Since = BrokenAt },
        new(
            "exit code 1 after a new revision",
            "§7 row 27",
            "IK4006",
            () =>
                With(
                    Hole,
                    a =>
                    {
                        a.Event(BrokenAt, "RegisterTaskDefinition", new { family = "job" });
                        StoppedAll(a, "EssentialContainerExited", "Essential container in task exited", 1, started: true);
                    }
                )
        )
        {
            Layer = FailureLayer.FailedRunning,
            Since = BrokenAt,
        },
        new(
            "out of memory",
            "§4.3",
            "IK4006",
            () =>
                With(
                    Hole,
                    a =>
                        StoppedAll(
                            a,
                            "EssentialContainerExited",
                            "OutOfMemoryError: Container killed due to memory usage",
                            137,
                            started: true
                        )
                )
        )
        {
            Layer = FailureLayer.FailedRunning,
            Explains = false,
        },
        new(
            "stopped by a person",
            "§7 row 28",
            "IK4007",
            () => With(Hole, a => StoppedAll(a, "UserInitiated", "Task stopped by ops-admin", 137, started: true))
        )
        {
            Layer = FailureLayer.FailedRunning,
            Explains = false,
        },
        new(
            "Spot capacity taken back",
            "§7 row 28",
            "IK4007",
            () => With(Hole, a => StoppedAll(a, "SpotInterruption", "Your Spot Task was interrupted.", 143, started: true))
        )
        {
            Layer = FailureLayer.FailedRunning,
            Explains = false,
        },
        new(
            "stopped for a reason that no rule knows",
            "§8.3",
            "IK7001",
            () => With(Hole, a => StoppedAll(a, "TaskFailedToStart", "The flux of this task is not what its capacitor asks for"))
        )
        {
            Layer = FailureLayer.FailedToStart,
            Explains = false,
        },
        new(
            "refused for a reason that no rule knows",
            "§8.1",
            "IK7001",
            () =>
                With(
                    Hole,
                    a =>
                        Array.ForEach(
                            (string[])["14:10:02", "14:11:02"],
                            at => Refused(a, at, "BlockedException", "Your account is currently blocked.")
                        )
                )
        )
        {
            Explains = false,
        },
        new(
            "a denial of the task's start is not one of the call",
            "§8.3",
            "IK4004",
            () =>
                With(
                    Hole,
                    a =>
                        StoppedAll(
                            a,
                            "TaskFailedToStart",
                            "ResourceInitializationError: unable to pull secrets or registry auth: AccessDeniedException: User: "
                                + "arn:aws:sts::123456789012:assumed-role/exec/x is not authorized to perform: ssm:GetParameters"
                        )
                )
        )
        {
            Layer = FailureLayer.FailedToStart,
            Explains = false,
        },
        new(
            "the task execution role may not read the parameter",
            "§8.3",
            "IK4009",
            () =>
                With(
                    Hole,
                    a =>
                    {
                        a.Event(
                            BrokenAt,
                            "PutRolePolicy",
                            new
                            {
                                roleName = "execution",
                                policyName = "p0",
                                policyDocument = Logs.ToJsonString(),
                            },
                            "ops-admin"
                        );
                        StoppedAll(a, "TaskFailedToStart", DeniedParameter);
                    },
                    execution: Logs
                )
        )
        {
            Layer = FailureLayer.FailedToStart,
            Since = BrokenAt,
        },
        new(
            "the role may read it, and something else denies",
            "§8.3",
            "IK4004",
            () =>
                With(
                    Hole,
                    a => StoppedAll(a, "TaskFailedToStart", DeniedParameter),
                    execution: JsonNode.Parse("""{"Statement":{"Effect":"Allow","Action":"ssm:*","Resource":"*"}}""")
                )
        )
        {
            Layer = FailureLayer.FailedToStart,
            Explains = false,
        },
        new(
            "a registry's rate is not the Scheduler's",
            "§8.3",
            "IK4003",
            () =>
                With(
                    Hole,
                    a => StoppedAll(a, "TaskFailedToStart", "CannotPullContainerError: unexpected status code: 429 Too Many Requests")
                )
        )
        {
            Layer = FailureLayer.FailedToStart,
            Explains = false,
        },
        new(
            "RunTask throttled, told by the calls",
            "§7 row 23",
            "IK4008",
            () =>
                With(
                    Hole,
                    a => Array.ForEach((string[])["14:10:02", "14:11:02"], at => Refused(a, at, "ThrottlingException", "Rate exceeded"))
                )
        )
        {
            Explains = false,
        },
        new(
            "calls throttled, told by the counts of the group",
            "§3.1",
            "IK4008",
            () =>
                With(
                    Hole,
                    a =>
                    {
                        Refusals(a, metric: "TargetErrorThrottledCount");
                        Refusals(a);
                    }
                )
        )
        {
            Certainty = Certainty.Supported,
            Explains = false,
        },
        new("runs without logs", "§7 row 30", "IK5001", () => With(Hole, a => a.Tasks("job", "14:10", "14:20")))
        {
            Layer = null,
            Onset = null,
            Explains = false,
        },
        new(
            "no dead-letter queue",
            "§2.2",
            "IK5002",
            () =>
                With(
                    null,
                    null,
                    s => s["Target"]!.AsObject().Remove("DeadLetterConfig"),
                    s => s["Target"]!.AsObject().Remove("DeadLetterConfig")
                )
        )
        {
            Layer = null,
            Onset = null,
            Explains = false,
        },
        new("no alarm", "§3.1", "IK5004", () => With(null, a => Alarm(a, "AWS/Scheduler", "TargetErrorCount", "another-group")))
        {
            Layer = null,
            Onset = null,
            Explains = false,
        },
        new(
            "second fault hidden behind the first",
            "§7",
            "IK2001",
            () =>
                With(
                    Open,
                    a =>
                    {
                        a.Cluster(TestAccount.Gone, null)
                            .Event("14:30:00", "DeregisterTaskDefinition", new { taskDefinition = TestAccount.Definition("job") });
                        Update(a, BrokenAt, s => TestAccount.SendTo(s, TestAccount.Gone));
                        Refusals(a, to: "15:00");
                    },
                    Both(s => TestAccount.SendTo(s, TestAccount.Gone), Modified(BrokenAt)),
                    definition: d => d["status"] = "INACTIVE"
                )
        )
        {
            Since = BrokenAt,
            Later = ["IK2002"],
        },
        // Decoys.
        new("nothing is wrong", "", null, () => With(null)) { Layer = null, Onset = null },
        new(
            "a wrong-looking cluster that is fine",
            "",
            null,
            () =>
                With(
                    null,
                    a => a.Cluster(OtherCluster, "ACTIVE"),
                    s => TestAccount.SendTo(s, OtherCluster),
                    s => TestAccount.SendTo(s, OtherCluster)
                )
        )
        {
            Layer = null,
            Onset = null,
        },
        new("disabled all along", "", null, () => With(null, null, s => s["State"] = "DISABLED", s => s["State"] = "DISABLED"))
        {
            Layer = null,
            Onset = null,
        },
        new("a log gap without missed runs", "", "IK5001", () => With(Hole, a => Calls(a, "14:10", "14:20")))
        {
            Layer = null,
            Onset = null,
            Explains = false,
            Certainty = Certainty.Supported,
        },
        new(
            "a role made again under the same name",
            "",
            null,
            () =>
                With(
                    null,
                    a =>
                        a.Event("14:30:00", "DeleteRole", new { roleName = "scheduler" })
                            .Event("14:30:10", "CreateRole", new { roleName = "scheduler" })
                )
        )
        {
            Layer = null,
            Onset = null,
        },
        new(
            "a task definition deregistered before the window that runs go on with",
            "",
            "IK2002",
            () =>
                With(
                    null,
                    definition: d =>
                    {
                        d["status"] = "INACTIVE";
                        d["deregisteredAt"] = "2026-01-20T00:00:00Z";
                    }
                )
        )
        {
            Layer = null,
            Onset = null,
            Explains = false,
            Certainty = Certainty.Supported,
            Since = "2026-01-20T00:00:00Z",
        },
        new(
            "a policy condition that cannot be settled",
            "",
            null,
            () =>
                With(
                    null,
                    scheduler: """{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}"""
                )
        )
        {
            Layer = null,
            Onset = null,
        },
    ];

    public static TheoryData<string> Names => [.. Scenarios.Select(s => s.Name)];

    /// <summary>Rules tested by themselves: they need another window or another clock.</summary>
    private static readonly string[] Elsewhere = ["IK1005", "IK2007", "IK5003", "IK6001", "IK6002"];

    /// <summary>The ids of the rules that a scenario here, or a test of their own, shows to speak.</summary>
    internal static IReadOnlySet<string> RulesShown =>
        Scenarios.Select(s => s.Rule).OfType<string>().Concat(Elsewhere).ToHashSet(StringComparer.Ordinal);

    [Fact]
    public void EveryRuleHasAScenario()
    {
        Assert.True(Scenarios.Length >= 35);
        Assert.Empty(FindingRules.All.Select(r => r.Id).Except(RulesShown));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RightRuleComesFirst(string name)
    {
        var scenario = Scenarios.Single(s => s.Name == name);
        var analysis = scenario.Account().Analyse();
        var first = analysis.Findings.Count == 0 ? null : analysis.Findings[0];
        Assert.Equal(scenario.Rule, first?.RuleId);
        Assert.Equal(scenario.Onset, analysis.Outages.Count == 0 ? null : TestAnalysis.Clock(analysis.Outages[0].Onset));
        Assert.Equal(
            scenario.Layer,
            analysis.Outages.Count == 0
                ? null
                : analysis.Outages[0].Gaps.Select(g => analysis["job"].Gaps.Single(x => x.Start == g.Start).Layer).First()
        );
        if (first is not null)
        {
            Assert.Equal((scenario.Certainty, scenario.Explains), (first.Certainty, first.ExplainsOnset));
            if (scenario.Since is { } since)
                Assert.Equal(TestAccount.T(since), first.Since);
        }

        Assert.Subset(
            analysis.Findings.Where(f => f.Certainty == Certainty.Supported).Select(f => f.RuleId).ToHashSet(),
            scenario.Later.ToHashSet()
        );
        Assert.Equal(scenario.Also, analysis.Findings.Skip(1).Where(f => f.Certainty == Certainty.Confirmed).Select(f => f.RuleId));
    }

    [Theory]
    [InlineData("cron(30 2 * * ? *)", "2026-03-08T02:30:00 in America/New_York, which the clocks skipped")]
    [InlineData("cron(0 * * * ? *)", null)]
    [InlineData("cron(0/15 * * * ? *)", null)]
    [InlineData("cron(30 4 * * ? *)", null)]
    [InlineData("at(2026-03-08T02:30:00)", "2026-03-08T02:30:00 in America/New_York, which the clocks skipped")]
    public void FireTimeInTheSkippedHourIsLost(string expression, string? found)
    {
        void Zone(JsonObject s) => Both(Complete, x => x["ScheduleExpressionTimezone"] = "America/New_York")(s);
        var account = new TestAccount("2026-03-08T00:00:00Z", "2026-03-09T00:00:00Z").Schedule("job", expression, Zone);
        var findings = account.Analyse().Findings.Where(f => f.RuleId == "IK1005").ToList();
        Assert.Equal(found is null ? [] : [found], findings.Select(f => f.Found));
        Assert.All(
            findings,
            f => Assert.Equal((Certainty.Confirmed, TestAccount.T("2026-03-08T07:00:00Z")), (f.Certainty, f.Since!.Value))
        );
    }

    [Fact]
    public void RetentionThatEndsInsideTheWindowIsFound()
    {
        var account = With(
            null,
            a =>
            {
                a.LogGroup("/ecs/job", retentionDays: 1);
                a.AskedAt = TestAccount.T("2026-01-31T00:00:00Z");
            }
        );
        Assert.Equal("/ecs/job keeps 1 days", account.Analyse().Finding("IK5003").Found);
    }

    [Fact]
    public void DeniedCloudTrailLeavesCausesNotExcluded()
    {
        var account = With(Open, metrics: false);
        account.Coverage.AddRange([
            new("cloudtrail.changes", CoverageStatus.Denied, "not allowed: cloudtrail:LookupEvents", null, null),
            new("cloudtrail.runTask", CoverageStatus.Denied, "not allowed: cloudtrail:LookupEvents", null, null),
            .. (
                (string[])
                    [
                        "ecs.clusters",
                        "ecs.taskDefinitions",
                        "iam.roles",
                        "ec2.networks",
                        "logs.groups",
                        "cloudwatch.scheduler",
                        "cloudwatch.alarms",
                        "lambda.functions",
                    ]
            ).Select(s => new SourceCoverage(s, CoverageStatus.Complete, null, null, null)),
            new("ecs.tasks", CoverageStatus.Complete, null, TestAccount.T("17:00"), TestAccount.T("18:00")),
        ]);
        var findings = account.Analyse().Findings;
        Assert.DoesNotContain(findings, f => f.Certainty == Certainty.Confirmed);
        var capacity = findings.Single(f => f.RuleId == "IK4001");
        Assert.Equal(
            (Certainty.NotExcluded, "unknown: cloudtrail.runTask was denied (not allowed: cloudtrail:LookupEvents)"),
            (capacity.Certainty, capacity.Found)
        );
        Assert.Equal(
            "unknown: ecs.tasks covers 2026-01-29T17:00:00Z to 2026-01-29T18:00:00Z",
            findings.Single(f => f.RuleId == "IK4003").Found
        );
        Assert.DoesNotContain(findings, f => f.RuleId == "IK2001");
    }

    [Fact]
    public void TwoSchedulesAlikeInNineteenCharactersAreToldApartByTheirTasks()
    {
        const string one = "nightly-aggregation-eu",
            two = "nightly-aggregation-us";
        var account = new TestAccount()
            .Cluster(TestAccount.Gone, null)
            .Schedule(one)
            .Created(one)
            .Runs(one)
            .Schedule(
                two,
                change: s =>
                {
                    TestAccount.SendTo(s, TestAccount.Gone);
                    Modified(BrokenAt)(s);
                }
            )
            .Created(two)
            .Updated(two, BrokenAt, s => TestAccount.SendTo(s, TestAccount.Gone))
            .Runs(two, except: Open)
            .Event(
                "14:10:02",
                "RunTask",
                new { taskDefinition = TestAccount.Definition(two), startedBy = $"chronos-schedule/{two}"[..36] },
                error: "ClusterNotFoundException",
                message: "Cluster not found.",
                invokedBy: "scheduler.amazonaws.com"
            );
        var finding = account.Analyse().Finding("IK2001");
        Assert.Equal((Certainty.Confirmed, two), (finding.Certainty, Assert.Single(finding.Subjects).Name));
    }

    [Fact]
    public void FlappingIsOneOutageWithTheSameTrigger()
    {
        var account = new TestAccount().Cluster(TestAccount.Gone, null).Schedule("job", change: Modified("14:39:40")).Created("job");
        foreach (
            var (at, cluster) in new[]
            {
                ("14:09:40", TestAccount.Gone),
                ("14:19:40", TestAccount.Good),
                ("14:29:40", TestAccount.Gone),
                ("14:39:40", TestAccount.Good),
            }
        )
            account.Updated("job", at, s => TestAccount.SendTo(s, cluster));
        foreach (
            var minute in EveryMinute("13:00", "15:20")
                .Where(m =>
                    !(string.CompareOrdinal(m, "14:10") >= 0 && string.CompareOrdinal(m, "14:20") < 0)
                    && !(string.CompareOrdinal(m, "14:30") >= 0 && string.CompareOrdinal(m, "14:40") < 0)
                )
        )
            account.Streams("job", $"{minute}:10");
        var analysis = account.Analyse();
        Assert.Equal("14:10-14:20 14:30-14:40", analysis.Gaps("job"));
        Assert.Single(analysis.Outages);
        var finding = analysis.Finding("IK2001");
        Assert.Equal(
            (Certainty.Confirmed, true, 2, 2),
            (finding.Certainty, finding.ExplainsOnset, finding.Causes.Count, finding.Recoveries.Count)
        );
    }

    [Fact]
    public void TwoFaultsOfTwoSchedulesAreTwoConfirmedFindings()
    {
        var account = new TestAccount()
            .Cluster(TestAccount.Gone, null)
            .TaskDefinition("b", status: "INACTIVE")
            .Schedule(
                "a",
                change: s =>
                {
                    TestAccount.SendTo(s, TestAccount.Gone);
                    Modified(BrokenAt)(s);
                }
            )
            .Created("a")
            .Updated("a", BrokenAt, s => TestAccount.SendTo(s, TestAccount.Gone))
            .Schedule("b")
            .Created("b")
            .Event("14:19:40", "DeregisterTaskDefinition", new { taskDefinition = TestAccount.Definition("b") })
            .Runs("a", except: Open)
            .Runs("b", except: ("14:20", "16:00"));
        var confirmed = account.Analyse().Findings.Where(f => f.Certainty == Certainty.Confirmed && f.ExplainsOnset);
        Assert.Equal(["IK2001 a", "IK2002 b"], confirmed.Select(f => $"{f.RuleId} {string.Join(' ', f.Subjects.Select(s => s.Name))}"));
    }

    private static void Groups(JsonObject schedule, string id) =>
        schedule["Target"]!["EcsParameters"]!["NetworkConfiguration"]!["awsvpcConfiguration"]!["SecurityGroups"] = new JsonArray(id);

    private static void Input(JsonObject schedule, string container) =>
        schedule["Target"]!["Input"] = $$"""{"containerOverrides":[{"name":"{{container}}"}]}""";

    private static void StoppedAll(TestAccount account, string code, string reason, int? exitCode = null, bool started = false)
    {
        foreach (var minute in EveryMinute("14:10", "14:20"))
            Stopped(account, $"{minute}:05", code, reason, exitCode, started: started);
    }

    /// <summary>RunTask calls that started a task each.</summary>
    private static void Calls(TestAccount account, string from, string to)
    {
        foreach (var minute in EveryMinute(from, to))
            account.RunTask("job", $"{minute}:02", "chronos-schedule/job");
    }

    /// <summary>No attempt in the hole.</summary>
    private static void Silence(TestAccount account) =>
        Metric(account, "InvocationAttemptCount", EveryMinute("13:00", "14:10").Select(m => (m, 1.0)));

    private static TestAccount Deleted() =>
        new TestAccount().TaskDefinition("job").Created("job").Deleted("job", BrokenAt).Runs("job", except: Open);

    private static TestAccount LogGroupDeleted() =>
        With(
            null,
            a =>
            {
                a.Event(BrokenAt, "DeleteLogGroup", new { logGroupName = "/ecs/job" })
                    .Record(
                        "logs",
                        "DescribeLogGroups",
                        new { logGroupNamePrefix = "/ecs/job" },
                        new JsonObject { ["logGroups"] = new JsonArray() }
                    );
                a.Tasks("job", "13:50", "14:10");
                StoppedAll(
                    a,
                    "TaskFailedToStart",
                    "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: The specified log group does not exist."
                );
            },
            noLogGroup: "/ecs/job",
            runs: false
        );

    private static void Concurrency0(TestAccount account, string arn) =>
        account.Event(BrokenAt, "PutFunctionConcurrency20171031", new { functionName = arn, reservedConcurrentExecutions = 0 });

    private static void Three(JsonObject schedule) => schedule["Target"]!["EcsParameters"]!["TaskCount"] = 3;

    /// <summary>A second task of every run, and a third of those outside ten minutes.</summary>
    private static void TwoOfThree(TestAccount account) =>
        account.Runs("job", delaySeconds: 11).Runs("job", delaySeconds: 12, except: ("14:10", "14:20"));

    /// <summary>Ten tasks that were still running when it was recorded, hours later.</summary>
    private static void PileUp(TestAccount account)
    {
        for (var minute = 40; minute < 50; minute++)
            account.Task("job", $"14:{minute}:02", "chronos-schedule/job", change: t => t["lastStatus"] = "RUNNING");
    }

    private static TestAccount FunctionDeleted() =>
        FunctionWithout(
            (account, arn) =>
                account
                    .Event(BrokenAt, "DeleteFunction20150331", new { functionName = arn })
                    .Record(
                        "lambda",
                        "GetFunctionConfiguration",
                        new { FunctionName = arn },
                        JsonNode.Parse("""{"Type":"User","Message":"Function not found"}""")!,
                        404
                    )
        );

    private static TestAccount FunctionWithout(Action<TestAccount, string> broken)
    {
        var arn = TestAccount.Function("job");
        void Lambda(JsonObject s) =>
            s["Target"] = new JsonObject
            {
                ["Arn"] = arn,
                ["DeadLetterConfig"] = new JsonObject { ["Arn"] = Queue },
            };
        var account = new TestAccount()
            .Schedule("job", change: Lambda)
            .Created("job", change: Lambda)
            .Invocations("job", EveryMinute("13:00", "14:10").Select(m => (m, 1)));
        broken(account, arn);
        Alarm(account, "AWS/Lambda", "Errors", "job");
        return account;
    }
}
