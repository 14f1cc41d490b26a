using System.Text.Json.Nodes;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kinds D, E, F and G: which layer answered, how sure a cause is, what changed, and what became of tasks that started.</summary>
internal static class CauseWorlds
{
    private const string NoResources =
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ";

    private const string Secret = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/feed-Qm7XbT";

    private static readonly Action<JsonObject> WithSecret = d =>
        d["containerDefinitions"]![0]!["secrets"] = new JsonArray(new JsonObject { ["name"] = "FEED", ["valueFrom"] = Secret });

    private static Death Starting(string reason) => new("TaskFailedToStart", reason, Never: true);

    public static Story[] All =>
        [
            new(
                "key-disabled",
                "D",
                "key-admin disables the key of ledger's secret at 15:20:30; its tasks cannot start",
                w =>
                {
                    w.Fleet().Near();
                    w.Definitions.Add(("ledger", "ACTIVE", WithSecret));
                    w.Event("15:20:30", "DisableKey", "key-admin", new { keyId = "7d2f0c1a-5b1e-4a57-9a34-0f6a1d9c3b11" })
                        .Die(
                            "ledger",
                            "15:20:30",
                            null,
                            Starting(
                                NoResources
                                    + $"unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret {Secret} from secrets manager: DecryptionFailure: Secrets Manager can't decrypt the protected secret text using the provided KMS key."
                            )
                        );
                }
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK4004",
                Sure = true,
                Trigger = "DisableKey.*key-admin",
                Ready = "notReady",
            },
            new(
                "execution-role-stripped",
                "D",
                "sec-admin detaches the policy of the execution role at 15:20:30; no task can log in to ECR",
                w =>
                {
                    w.Fleet().Near();
                    w.Roles["exec-role"] = ("ecs-tasks.amazonaws.com", []);
                    w.Iam(
                            "15:20:30",
                            "DetachRolePolicy",
                            "sec-admin",
                            new
                            {
                                roleName = "exec-role",
                                policyArn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
                            }
                        )
                        .Die(
                            "*",
                            "15:20:30",
                            null,
                            Starting(
                                NoResources
                                    + "unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/exec-role/1b2c is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action"
                            )
                        );
                }
            )
            {
                Lost = "pulse 39, ledger 7, quotes 3",
                Onset = "15:21",
                Cause = "IK4009|IK4004",
                Sure = true,
                Never = ["IK3002"],
                Trigger = "DetachRolePolicy.*sec-admin",
                Ready = "notReady",
            },
            new(
                "key-beside-a-denial",
                "F",
                "the execution role may not read ledger's secret from 15:20:30, no change of it is recorded; key-admin disables a key of somebody else",
                w =>
                {
                    w.Fleet().Near();
                    w.Definitions.Add(("ledger", "ACTIVE", WithSecret));
                    w.Event("15:20:30", "DisableKey", "key-admin", new { keyId = "7d2f0c1a-5b1e-4a57-9a34-0f6a1d9c3b11" })
                        .Die(
                            "ledger",
                            "15:20:30",
                            null,
                            Starting(
                                NoResources
                                    + $"unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret {Secret} from secrets manager: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/exec-role/1b2c is not authorized to perform: secretsmanager:GetSecretValue on resource: {Secret}"
                            )
                        );
                }
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK4004",
                Sure = true,
                TriggerNot = "DisableKey",
                Ready = "notReady",
            },
            new(
                "image-deleted",
                "D",
                "a lifecycle job deletes the image of ledger at 15:20:30",
                w =>
                    w.Fleet()
                        .Near()
                        .Event(
                            "15:20:30",
                            "BatchDeleteImage",
                            "image-lifecycle",
                            new { repositoryName = "ledger", imageIds = new[] { new { imageTag = "12" } } }
                        )
                        .Die(
                            "ledger",
                            "15:20:30",
                            null,
                            Starting(
                                "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.us-west-2.amazonaws.com/ledger:12: 123456789012.dkr.ecr.us-west-2.amazonaws.com/ledger:12: not found"
                            )
                        )
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK4003",
                Sure = true,
                Trigger = "BatchDeleteImage.*image-lifecycle",
                Ready = "notReady",
            },
            new(
                "reason-nobody-knows",
                "D",
                "the tasks of ledger stop with a reason that is in no catalogue",
                w =>
                    w.Fleet()
                        .Near()
                        .Die("ledger", "15:20:30", null, Starting("Task carrier handshake was abandoned by the lattice controller (0x17)"))
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK7001",
                Ready = "notReady",
                Report = ["lattice controller"],
            },
            new(
                "policy-put-again-beside-a-deleted-cluster",
                "E",
                "the pipeline puts the same policy again 20 s before a sweeper deletes the cluster of ledger, and once more at 14:00",
                w =>
                {
                    w.Fleet("pulse", "quotes", "digest");
                    w.Add("ledger", "cron(0/5 * * * ? *)", w.Every(300), cluster: "batch");
                    var same = Allow("ecs:RunTask", "iam:PassRole");
                    w.PutPolicy("2026-04-20T22:00:00Z", "pipeline", RunRole, same)
                        .PutPolicy("12:41:00", "pipeline", RunRole, same)
                        .PutPolicy("14:00", "pipeline", RunRole, same)
                        .DeleteCluster("batch", "12:41:20")
                        .Refuse("ledger", "12:41:20");
                }
            )
            {
                Lost = "ledger 39",
                Onset = "12:45",
                Cause = "IK2001",
                Sure = true,
                Explains = true,
                Trigger = "DeleteCluster.*sweeper",
                Ready = "notReady",
            },
            new(
                "quota-beside-a-description",
                "E",
                "from 13:10 to 14:30 four of five calls of pulse meet the account's quota; dev-kim changed a description at 13:09:30",
                w =>
                    w.Fleet()
                        .Update("pulse", "13:09:30", "dev-kim", s => s["Description"] = "every minute")
                        .NotPlaced(
                            "pulse",
                            "13:10",
                            "14:30",
                            "You've reached the limit on the number of vCPUs you can run concurrently",
                            n => n % 5 != 4
                        )
            )
            {
                Lost = "pulse 64",
                Onset = "13:10",
                Mitigated = "14:29..14:30",
                Cause = "IK4002",
                Sure = true,
                Outages = 1,
                TriggerNot = "UpdateSchedule",
                Ready = "ready",
            },
            new(
                "route-deleted",
                "F",
                "net-ops deletes the default route at 15:20:30; no task reaches Secrets Manager",
                w =>
                    w.Fleet()
                        .Near()
                        .Event(
                            "15:20:30",
                            "DeleteRoute",
                            "net-ops",
                            new { routeTableId = "rtb-0a1b2c3d", destinationCidrBlock = "0.0.0.0/0" }
                        )
                        .Die(
                            "*",
                            "15:20:30",
                            null,
                            Starting(
                                NoResources
                                    + "unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed caused by: Post \"https://api.ecr.us-west-2.amazonaws.com/\": dial tcp 10.0.3.9:443: i/o timeout. Please check your task network configuration."
                            )
                        )
            )
            {
                Lost = "pulse 39, ledger 7, quotes 3",
                Onset = "15:21",
                Cause = "IK4004",
                Sure = true,
                Trigger = "DeleteRoute.*net-ops",
                Outages = 1,
                Ready = "notReady",
            },
            new(
                "secret-deleted-by-its-short-name",
                "F",
                "data-eng deletes the secret prod/feed of ledger at 15:20:30",
                w =>
                {
                    w.Fleet().Near();
                    w.Definitions.Add(("ledger", "ACTIVE", WithSecret));
                    w.Event("15:20:30", "DeleteSecret", "data-eng", new { secretId = "prod/feed", recoveryWindowInDays = 7 })
                        .Die(
                            "ledger",
                            "15:20:30",
                            null,
                            Starting(
                                NoResources
                                    + $"unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret {Secret} from secrets manager: InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion."
                            )
                        );
                }
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK4004",
                Sure = true,
                Explains = true,
                Trigger = "DeleteSecret.*data-eng",
                Ready = "notReady",
            },
            new(
                "stopped-by-a-person",
                "F",
                "ops-lee stops each task of pulse from 15:20:30 on, and the StopTask calls are recorded",
                w =>
                {
                    w.Fleet().Near().Die("pulse", "15:20:30", null, new Death("UserInitiated", "Task stopped by user", 143));
                    foreach (var call in w["pulse"].From(T("15:20:30")))
                        w.Event(
                            Iso(call.At + Seconds(15)),
                            "StopTask",
                            "ops-lee",
                            new
                            {
                                cluster = "main",
                                task = WorldEvidence.TaskArn(call),
                                reason = "Task stopped by user",
                            }
                        );
                }
            )
            {
                Lost = "pulse 39",
                Onset = "15:21",
                Cause = "IK4007",
                Sure = true,
                Ready = "notReady",
                Report = ["ops-lee"],
            },
            new(
                "subnet-deleted",
                "F",
                "net-ops deletes the subnet of all tasks at 12:41:20",
                w =>
                {
                    w.Fleet();
                    w.GoneNetworks.Add("subnet-0a1");
                    w.Event("12:41:20", "DeleteSubnet", "net-ops", new { subnetId = "subnet-0a1" })
                        .Refuse(
                            "*",
                            "12:41:20",
                            null,
                            "InvalidParameterException",
                            "Error retrieving subnet information for [subnet-0a1]: The subnet ID 'subnet-0a1' does not exist (ErrorCode: InvalidSubnetID.NotFound)"
                        );
                }
            )
            {
                Lost = "pulse 198, ledger 39, quotes 19, digest 3",
                Onset = "12:42",
                Cause = "IK2003",
                Sure = true,
                Explains = true,
                Trigger = "DeleteSubnet.*net-ops",
                Outages = 1,
                Ready = "notReady",
            },
            new(
                "tasks-hang",
                "G",
                "from 13:30 the tasks of pulse start and never end, and 150 of them run when it is recorded",
                w =>
                {
                    w.Fleet().Near();
                    w.Each("pulse", "13:30", null, c => c.Life = null);
                }
            )
            {
                Cause = "IK4011",
                Ready = "notReady|unknown",
                Report = ["IK4011"],
            },
            new(
                "new-revision-exits-one",
                "G",
                "ci registers a revision of ledger at 15:20:30 whose program ends with 1",
                w =>
                    w.Fleet()
                        .Near()
                        .Event(
                            "15:20:30",
                            "RegisterTaskDefinition",
                            "ci",
                            new { family = "ledger" },
                            response: new
                            {
                                taskDefinition = new
                                {
                                    taskDefinitionArn = DefinitionArn("ledger:3"),
                                    family = "ledger",
                                    revision = 3,
                                },
                            }
                        )
                        .Die("ledger", "15:20:30", null, new Death("EssentialContainerExited", "Essential container in task exited", 1))
            )
            {
                Lost = "ledger 7",
                Onset = "15:25",
                Cause = "IK4006",
                Sure = true,
                Trigger = "RegisterTaskDefinition.*ci",
                Ready = "notReady",
            },
        ];
}
