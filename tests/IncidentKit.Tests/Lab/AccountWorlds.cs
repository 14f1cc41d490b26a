using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>
/// Incidents that people told of in public, in this account: public issues of the ECS agent, of the containers roadmap and of Terraform
/// modules, AWS's own summaries, and what its documentation says of Lambda.
/// </summary>
internal static class AccountWorlds
{
    private static Death Starting(string reason) => new("TaskFailedToStart", reason, Never: true);

    private const string NoSecret =
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ";

    public static Story[] All =>
        [
            new(
                "agent-is-disconnected",
                "B",
                "on EC2 the agents of some instances are disconnected: three calls of digest-like ledger place nothing, reason AGENT",
                w =>
                {
                    w.Fleet();
                    w.NotPlaced("ledger", "11:00", "15:00", "AGENT", n => n % 20 == 3);
                }
            )
            {
                Lost = "ledger 3",
                Cause = "IK4001",
                Sure = true,
                Outages = 1,
                Summary = ["(?i)\\b3 of \\d+"],
                TriggerNot = ".",
            },
            new(
                "tag-was-moved-and-digest-deleted",
                "D",
                "jenkins pushes the tag of ledger's image anew at 15:10 and a lifecycle rule deletes the old digest at 15:20:30",
                w =>
                    w.Fleet()
                        .Near()
                        .Event("15:10", "PutImage", "jenkins", new { repositoryName = "ledger", imageTag = "12" })
                        .Event(
                            "15:20:30",
                            "BatchDeleteImage",
                            "ecr-lifecycle",
                            new { repositoryName = "ledger", imageIds = new[] { new { imageDigest = "sha256:863fd1" } } }
                        )
                        .Die(
                            "ledger",
                            "15:20:30",
                            null,
                            Starting(
                                "CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref 123456789012.dkr.ecr.us-west-2.amazonaws.com/ledger:12@sha256:863fd1: 123456789012.dkr.ecr.us-west-2.amazonaws.com/ledger:12@sha256:863fd1: not found"
                            )
                        )
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK4003",
                Sure = true,
                Trigger = "BatchDeleteImage.*ecr-lifecycle",
                Ready = "notReady",
            },
            new(
                "secret-has-a-new-key",
                "D",
                "data-eng gives ledger's secret a key of their own at 15:20:30, which the execution role may not use",
                w =>
                {
                    const string secret = "arn:aws:secretsmanager:us-west-2:123456789012:secret:directus/db-EaPYTy";
                    w.Fleet().Near();
                    w.Definitions.Add(
                        (
                            "ledger",
                            "ACTIVE",
                            d =>
                                d["containerDefinitions"]![0]!["secrets"] = new JsonArray(
                                    new JsonObject { ["name"] = "DB", ["valueFrom"] = secret }
                                )
                        )
                    );
                    w.Event("15:20:30", "UpdateSecret", "data-eng", new { secretId = secret, kmsKeyId = "alias/data" })
                        .Event("15:19:50", "DisableKey", "key-admin", new { keyId = "arn:aws:kms:us-west-2:123456789012:key/0e0e" })
                        .Die(
                            "ledger",
                            "15:20:30",
                            null,
                            Starting(
                                NoSecret
                                    + $"unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret {secret} from secrets manager: AccessDeniedException: Access to KMS is not allowed status code: 400, request id: a87a66d9"
                            )
                        );
                }
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK4009|IK4004",
                Sure = true,
                Trigger = "UpdateSecret.*data-eng",
                TriggerNot = "DisableKey",
                Ready = "notReady",
            },
            new(
                "egress-revoked-beside-a-gateway-of-others",
                "F",
                "net-ops takes the way out of the security group at 15:20:30; somebody detaches the gateway of another VPC at 15:20:45",
                w =>
                    w.Fleet()
                        .Near()
                        .Event("15:20:30", "RevokeSecurityGroupEgress", "net-ops", new { groupId = "sg-0a1" })
                        .Event("15:20:45", "DetachInternetGateway", "lab-cleaner", new { internetGatewayId = "igw-0ff", vpcId = "vpc-0ff" })
                        .Die(
                            "*",
                            "15:20:30",
                            null,
                            Starting(
                                NoSecret
                                    + "unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret arn:aws:secretsmanager:us-west-2:123456789012:secret:DBPasswordSecret-QvGQZc from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration."
                            )
                        )
            )
            {
                Lost = "pulse 39, ledger 7, quotes 3",
                Onset = "15:21",
                Cause = "IK4004",
                Sure = true,
                Trigger = "RevokeSecurityGroupEgress.*net-ops",
                TriggerNot = "DetachInternetGateway",
                Outages = 1,
                Ready = "notReady",
            },
            new(
                "gateway-of-another-vpc-alone",
                "F",
                "the tasks of ledger cannot reach Secrets Manager from 15:20:30 on; the one change recorded is about another VPC",
                w =>
                    w.Fleet()
                        .Near()
                        .Event("15:20:30", "DetachInternetGateway", "lab-cleaner", new { internetGatewayId = "igw-0ff", vpcId = "vpc-0ff" })
                        .Die(
                            "ledger",
                            "15:20:30",
                            null,
                            Starting(
                                NoSecret
                                    + "unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed caused by: Post \"https://api.ecr.us-west-2.amazonaws.com/\": dial tcp 10.0.3.9:443: i/o timeout"
                            )
                        )
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK4004",
                Sure = true,
                Explains = false,
                TriggerNot = "DetachInternetGateway",
                Ready = "notReady",
            },
            new(
                "key-of-the-answer",
                "D",
                "the answer names key 7d2f; key-admin changed its policy at 15:20:10, and somebody disabled another key after that",
                w =>
                    w.Fleet()
                        .Near()
                        .Event("15:20:10", "PutKeyPolicy", "key-admin", new { keyId = "7d2f0c1a", policyName = "default" })
                        .Event("15:20:40", "DisableKey", "key-cleaner", new { keyId = "0e0e5555" })
                        .Die(
                            "ledger",
                            "15:20:10",
                            null,
                            Starting(
                                NoSecret
                                    + "unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/exec-role/77aa is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-west-2:123456789012:key/7d2f0c1a because no resource-based policy allows the kms:Decrypt action"
                            )
                        )
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK4004|IK4009",
                Sure = true,
                Trigger = "PutKeyPolicy.*key-admin",
                TriggerNot = "DisableKey",
                Ready = "notReady",
            },
            new(
                "function-throws",
                "B",
                "a deployment at 12:41 breaks the function of alerts: each invocation and its two retries end with an error",
                w =>
                {
                    w.Fleet();
                    w.Invokes("alerts");
                    var broken = w.Every(300, "12:45", "16:10").SelectMany(m => new[] { m, m + Minutes(1), m + Minutes(3) }).ToList();
                    w.FunctionMetric("alerts", "Invocations", w.Every(300, last: "12:41").Concat(broken).Select(m => (Iso(m), 1.0)))
                        .FunctionMetric("alerts", "Errors", broken.Select(m => (Iso(m), 1.0)))
                        .FunctionMetric("alerts", "Throttles", []);
                }
            )
            {
                Lost = "alerts 39",
                Onset = "12:45",
                Cause = "IK4010",
                Ready = "notReady",
                Never = ["IK4008"],
            },
            new(
                "other-functions-take-all-concurrency",
                "B",
                "from 12:41 to 14:00 other functions use up the account's concurrency, and every invocation of alerts is throttled",
                w =>
                {
                    w.Fleet();
                    w.Invokes("alerts");
                    w.FunctionMetric(
                            "alerts",
                            "Invocations",
                            w.Every(300, last: "12:41").Concat(w.Every(300, "14:00", "16:10")).Select(m => (Iso(m), 1.0))
                        )
                        .FunctionMetric("alerts", "Errors", [])
                        .FunctionMetric("alerts", "Throttles", w.Every(300, "12:45", "14:00").Select(m => (Iso(m), 4.0)));
                }
            )
            {
                Lost = "alerts 15",
                Onset = "12:45",
                Cause = "IK4008|IK4010",
                Ready = "ready|unknown",
                Outages = 1,
            },
            new(
                "function-fails-now-and-then",
                "B",
                "one of ten invocations of alerts throws, and its first retry succeeds: no run is lost",
                w =>
                {
                    w.Fleet();
                    w.Invokes("alerts");
                    var all = w.Every(300, last: "16:10").ToList();
                    var bad = all.Where((_, n) => n % 10 == 5).ToList();
                    w.FunctionMetric(
                            "alerts",
                            "Invocations",
                            all.Concat(bad.Select(m => m + Minutes(1))).Order().Select(m => (Iso(m), 1.0))
                        )
                        .FunctionMetric("alerts", "Errors", bad.Select(m => (Iso(m), 1.0)))
                        .FunctionMetric("alerts", "Throttles", []);
                }
            )
            {
                Lost = "",
                Outages = 0,
                Ready = "ready",
            },
            new(
                "organisation-forbids",
                "D",
                "from 12:41:20 a policy of the organisation denies ecs:RunTask; nothing of it is in this account's trail",
                w =>
                    w.Fleet()
                        .Deny("*", "12:41:20")
                        .Each(
                            "*",
                            "12:41:20",
                            null,
                            c =>
                                c.Error = (
                                    "AccessDenied",
                                    "User: arn:aws:sts::123456789012:assumed-role/pipeline-run/9f8e is not authorized to perform: ecs:RunTask on resource: "
                                        + c.Job.Definition
                                        + " with an explicit deny in a service control policy"
                                )
                        )
            )
            {
                Lost = "pulse 198, ledger 39, quotes 19, digest 3",
                Onset = "12:42",
                Cause = "IK3002",
                Sure = true,
                Explains = false,
                Outages = 1,
                Ready = "notReady",
                Report = ["service control policy"],
            },
            new(
                "spot-reclaims",
                "G",
                "Fargate Spot takes every third task of pulse back from 15:10 to 15:50",
                w =>
                    w.Fleet()
                        .Near()
                        .Die(
                            "pulse",
                            "15:10",
                            "15:50",
                            new Death("SpotInterruption", "Your Spot Task was interrupted.", 143),
                            n => n % 3 == 0
                        )
            )
            {
                Lost = "pulse 14",
                Onset = "15:10",
                Cause = "IK4007",
                Sure = true,
                Outages = 1,
                Ready = "ready|notReady",
                Summary = ["(?i)\\b14 of \\d+"],
            },
            new(
                "ecs-is-ill-beside-a-tag",
                "H",
                "from 12:41:20 to 13:55 ECS answers with its own error, as in a regional event; terraform changed a description at 12:41",
                w =>
                    w.Fleet()
                        .Update("pulse", "12:41", "terraform", s => s["Description"] = "managed")
                        .Refuse("*", "12:41:20", "13:55", "ServerException", "Service Unavailable. Please try again later.")
            )
            {
                Lost = "pulse 73, ledger 14, quotes 7, digest 1",
                Onset = "12:42",
                Mitigated = "13:55..14:00",
                Cause = "IK7001",
                Outages = 1,
                TriggerNot = "UpdateSchedule",
                Ready = "ready",
                Report = ["Service Unavailable"],
            },
            new(
                "log-group-swept",
                "D",
                "a cost cleaner deletes the log group of ledger at 15:20:30, and the task definition does not make it again",
                w =>
                    w.Fleet()
                        .Near()
                        .Event("15:20:30", "DeleteLogGroup", "cost-cleaner", new { logGroupName = "/fleet/ledger" })
                        .Die(
                            "ledger",
                            "15:20:30",
                            null,
                            Starting(
                                "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1"
                            )
                        )
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK4005",
                Sure = true,
                Trigger = "DeleteLogGroup.*cost-cleaner",
                Ready = "notReady",
            },
            new(
                "a-day-later-than-the-retention",
                "J",
                "the window lies 100 days before the recording: CloudTrail has forgotten its changes",
                w =>
                {
                    w.RecordedAt = T("2026-07-30T19:30:00Z");
                    w.Add("ledger", "cron(0/5 * * * ? *)", w.Every(300, last: "16:00"));
                    w.Each("ledger", "12:41:20", null, c => c.Dropped = true);
                    w.StreamsOnly().Unread(SourceNames.Changes, CoverageStatus.Partial, "CloudTrail keeps 90 days");
                    w.Unanswered[SourceNames.RunTasks] = (CoverageStatus.Partial, "CloudTrail keeps 90 days");
                }
            )
            {
                Ready = "unknown|notReady",
                Report = ["(?i)changes were not recorded in full"],
            },
        ];
}
