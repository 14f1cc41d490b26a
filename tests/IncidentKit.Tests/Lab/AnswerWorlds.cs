using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using static IncidentKit.Tests.Lab.World;

namespace IncidentKit.Tests.Lab;

/// <summary>Kind B: an answer is evidence by itself, and the silence of a whole ledger counts.</summary>
internal static class AnswerWorlds
{
    public static Story[] All =>
        [
            new(
                "firelens-revision-inactive",
                "B",
                "ledger has no streams at all; its revision is deregistered at 12:41:20, and from 12:45 ECS refuses every call",
                w =>
                {
                    w.Fleet();
                    w["ledger"].HasStreams = false;
                    w.Definitions.Add(("ledger", "INACTIVE", null));
                    w.Event("12:41:20", "DeregisterTaskDefinition", "terraform", new { taskDefinition = "ledger:3" })
                        .Refuse("ledger", "12:41:20", null, "InvalidParameterException", "TaskDefinition is inactive");
                }
            )
            {
                Lost = "ledger 39",
                Onset = "12:45",
                Cause = "IK2002",
                Sure = true,
                Explains = true,
                Trigger = "DeregisterTaskDefinition.*terraform",
                Ready = "notReady",
            },
            new(
                "never-ran",
                "B",
                "nova is created at 11:20:30 with a role that may do nothing; each of its calls is denied and it never ran",
                w =>
                {
                    w.Fleet();
                    w.Roles["nova-run"] = ("scheduler.amazonaws.com", []);
                    w.Add(
                        "nova",
                        "cron(0/10 * * * ? *)",
                        w.Every(600, "11:30"),
                        role: "nova-run",
                        created: "2026-04-21T11:20:30Z",
                        createEvent: true
                    );
                    w.Deny("nova", "11:00");
                }
            )
            {
                Lost = "nova 27",
                Onset = "11:30",
                Cause = "IK3002",
                Sure = true,
                Ready = "notReady",
            },
            new(
                "dead-letters-name-the-container",
                "B",
                "dev-kim sends an override for a container that is not in the task; no RunTask events, but eight dead letters",
                w =>
                {
                    w.Fleet();
                    w.StreamsOnly()
                        .Update(
                            "ledger",
                            "12:41:20",
                            "dev-kim",
                            s => s["Target"]!["Input"] = """{"containerOverrides":[{"name":"ledgr","command":["run"]}]}"""
                        )
                        .Drop("ledger", "12:41:20")
                        .DeadLetters(
                            "ledger",
                            w.Every(300, "12:45", "13:25"),
                            "InvalidParameterException",
                            "Override for container named ledgr is not a container in the TaskDefinition."
                        );
                }
            )
            {
                Lost = "ledger 39",
                Onset = "12:45",
                Cause = "IK2005",
                Sure = true,
                Explains = true,
                Trigger = "UpdateSchedule.*dev-kim",
                Ready = "notReady",
            },
            new(
                "dead-letters-are-all-there-is",
                "B",
                "nova logs elsewhere and its calls are not among the events that were read; six dead letters say that its cluster is not found",
                w =>
                {
                    w.Fleet("pulse");
                    w.Add("nova", "cron(0/10 * * * ? *)", w.Every(600)).HasStreams = false;
                    w.StreamsOnly().Drop("nova", "10:00");
                    w["nova"].Live["Target"]!["Arn"] = ClusterArn("nowhere");
                    w.DeadLetters("nova", w.Every(600, "14:00", "15:00"), "ClusterNotFoundException", "Cluster not found.");
                }
            )
            {
                Lost = "nova 6-36",
                Cause = "IK2001",
                Ready = "notReady",
            },
            new(
                "whole-ledger-is-silent",
                "B",
                "the role loses its trust at 12:41:20, so no call is made; ledger has no streams, and all RunTask events were read",
                w =>
                {
                    w.Fleet();
                    w["ledger"].HasStreams = false;
                    w.Add("watch", "cron(0/5 * * * ? *)", w.Every(300), role: "watch-run");
                    w.Roles["watch-run"] = ("scheduler.amazonaws.com", [Allow("ecs:RunTask", "iam:PassRole")]);
                    w.Roles[RunRole] = ("events.amazonaws.com", [Allow("ecs:RunTask", "iam:PassRole")]);
                    w.Iam(
                            "12:41:20",
                            "UpdateAssumeRolePolicy",
                            "sec-admin",
                            new { roleName = RunRole, policyDocument = World.Trust("events.amazonaws.com") }
                        )
                        .Drop("pulse ledger quotes digest", "12:41:20");
                }
            )
            {
                Lost = "pulse 198, ledger 39, quotes 19, digest 3",
                Onset = "12:42",
                Cause = "IK3001",
                Sure = true,
                Explains = true,
                Trigger = "UpdateAssumeRolePolicy.*sec-admin",
                Outages = 1,
                Ready = "notReady",
            },
            new(
                "partial-ledger-proves-nothing",
                "B",
                "ledger has no streams and RunTask events were not read; its role has lost its trust",
                w =>
                {
                    w.Fleet("pulse", "digest");
                    w.Roles["ledger-run"] = ("events.amazonaws.com", [Allow("ecs:RunTask", "iam:PassRole")]);
                    w.Add("ledger", "cron(0/5 * * * ? *)", w.Every(300), role: "ledger-run").HasStreams = false;
                    w.StreamsOnly()
                        .Iam(
                            "12:41:20",
                            "UpdateAssumeRolePolicy",
                            "sec-admin",
                            new { roleName = "ledger-run", policyDocument = World.Trust("events.amazonaws.com") }
                        )
                        .Drop("ledger", "12:41:20");
                }
            )
            {
                Lost = "ledger 0-39",
                Ready = "notReady|unknown",
                Summary = [],
                SummaryNot = ["(?i)no outage was found"],
            },
            new(
                "ecs-is-denied",
                "B",
                "the recorder may not ask ECS anything; the RunTask events say that the cluster of quotes is not found",
                w =>
                    w.Fleet()
                        .Unread(SourceNames.Clusters)
                        .Unread(SourceNames.Tasks)
                        .Unread(SourceNames.TaskDefinitions)
                        .SendTo("quotes", "mian", "12:41:20")
                        .Refuse("quotes", "12:41:20")
            )
            {
                Lost = "quotes 19",
                Onset = "12:50",
                Cause = "IK2001",
                Sure = true,
                Explains = true,
                Trigger = "UpdateSchedule.*release-bot",
                Ready = "notReady",
            },
            new(
                "lambda-throttled-to-nothing",
                "B",
                "finops sets the reserved concurrency of the function of alerts to 0 at 12:41:20",
                w =>
                {
                    w.Fleet();
                    const string name = "alerts";
                    w.Others.Add(
                        new JsonObject
                        {
                            ["Name"] = name,
                            ["GroupName"] = "default",
                            ["ScheduleExpression"] = "cron(0/5 * * * ? *)",
                            ["ScheduleExpressionTimezone"] = "UTC",
                            ["State"] = "ENABLED",
                            ["CreationDate"] = Old,
                            ["LastModificationDate"] = Old,
                            ["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "OFF" },
                            ["Target"] = new JsonObject
                            {
                                ["Arn"] = $"arn:aws:lambda:{Region}:123456789012:function:{name}",
                                ["RoleArn"] = RoleArn(RunRole),
                            },
                        }
                    );
                    w.Roles[RunRole] = ("scheduler.amazonaws.com", [Allow("ecs:RunTask", "iam:PassRole", "lambda:InvokeFunction")]);
                    w.More.Add(
                        (
                            "lambda",
                            "GetFunctionConfiguration",
                            new { FunctionName = name },
                            new JsonObject
                            {
                                ["FunctionName"] = name,
                                ["State"] = "Active",
                                ["LastModified"] = "2025-06-02T08:00:00.000+0000",
                            },
                            Region
                        )
                    );
                    w.FunctionMetric(name, "Invocations", w.Every(300, last: "12:41").Select(m => (Iso(m), 1.0)))
                        .FunctionMetric(name, "Errors", [])
                        .FunctionMetric(name, "Throttles", w.Every(300, "12:45", "16:10").Select(m => (Iso(m), 3.0)))
                        .Event(
                            "12:41:20",
                            "PutFunctionConcurrency20171031",
                            "finops",
                            new { functionName = name, reservedConcurrentExecutions = 0 }
                        );
                }
            )
            {
                Lost = "alerts 39",
                Onset = "12:45",
                Cause = "IK4010",
                Trigger = "PutFunctionConcurrency.*finops",
                Ready = "notReady",
            },
        ];
}
