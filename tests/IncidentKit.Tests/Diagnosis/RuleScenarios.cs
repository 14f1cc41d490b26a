using System.Text.Json.Nodes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Tests.Executions;
using static IncidentKit.Tests.Diagnosis.FaultAccount;

namespace IncidentKit.Tests.Diagnosis;

/// <summary>The rows of the fault table on rules of EventBridge: one rule <c>job</c> that is due every minute.</summary>
internal static class RuleScenarios
{
    private const string RuleRole = "arn:aws:iam::123456789012:role/rule";

    private static JsonNode Permission(string source) =>
        JsonNode.Parse(
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{source}}"},"Action":"lambda:InvokeFunction","Resource":"*"}]}"""
        )!;

    public static FaultScenario[] All =>
        [
            new(
                "rule disabled by a person",
                "§7, rules-only extras",
                "IK1007",
                () =>
                {
                    var account = OfTask("DISABLED", Target());
                    return account.Event(BrokenAt, "DisableRule", new { name = "job" }, "ops-admin");
                }
            )
            {
                Layer = FailureLayer.NotScheduled,
                Since = BrokenAt,
            },
            new(
                "rule without its target",
                "§7, rules-only extras",
                "IK1007",
                () => OfTask("ENABLED").Event(BrokenAt, "RemoveTargets", new { rule = "job", ids = new[] { "t1" } }, "ops-admin")
            )
            {
                Layer = FailureLayer.NotScheduled,
                Since = BrokenAt,
            },
            new(
                "permission of a function taken from a rule",
                "II §1",
                "IK3004",
                () =>
                {
                    var target = new JsonObject
                    {
                        ["Id"] = "t1",
                        ["Arn"] = TestAccount.Function("close"),
                        ["DeadLetterConfig"] = new JsonObject { ["Arn"] = Queue },
                    };
                    var account = Of("ENABLED", target);
                    account.Record(
                        "lambda",
                        "GetFunctionConfiguration",
                        new { FunctionName = "close" },
                        new JsonObject { ["FunctionName"] = "close", ["State"] = "Active" }
                    );
                    account.Record(
                        "lambda",
                        "GetPolicy",
                        new { FunctionName = "close" },
                        new JsonObject { ["Policy"] = Permission("s3.amazonaws.com").ToJsonString() }
                    );
                    account.Invocations("close", EveryMinute("13:00", "14:10").Select(m => (m, 1)));
                    Metric(
                        account,
                        "FailedInvocations",
                        EveryMinute("14:10", "15:10").Select(m => (m, 1.0)),
                        "AWS/Events",
                        "RuleName",
                        "job"
                    );
                    return account.Event(BrokenAt, "RemovePermission20150331v2", new { functionName = "close", statementId = "s" });
                }
            )
            {
                Since = BrokenAt,
            },
        ];

    private static JsonObject Target() =>
        new()
        {
            ["Id"] = "t1",
            ["Arn"] = TestAccount.Good,
            ["RoleArn"] = RuleRole,
            ["EcsParameters"] = new JsonObject { ["TaskDefinitionArn"] = TestAccount.Definition("job") },
            ["DeadLetterConfig"] = new JsonObject { ["Arn"] = Queue },
        };

    /// <summary>The rule and its tasks, which ran until it broke.</summary>
    private static TestAccount OfTask(string state, params JsonObject[] targets)
    {
        var account = Of(state, targets);
        account.TaskDefinition("job").Runs("job", except: Open);
        RoleRecord(account, "rule", "events.amazonaws.com", [Allowed()]);
        account.Event(
            "2026-01-12T09:00:00Z",
            "PutRule",
            new
            {
                name = "job",
                scheduleExpression = "cron(* * * * ? *)",
                state = "ENABLED",
            }
        );
        return account.Event("2026-01-12T09:00:01Z", "PutTargets", new { rule = "job", targets = new[] { Target() } });
    }

    private static TestAccount Of(string state, params JsonObject[] targets)
    {
        var account = new TestAccount();
        Alarm(account, "AWS/Events", "FailedInvocations", "job");
        account.Record(
            "events",
            "ListRules",
            new { },
            new JsonObject
            {
                ["Rules"] = new JsonArray(
                    new JsonObject
                    {
                        ["Name"] = "job",
                        ["State"] = state,
                        ["ScheduleExpression"] = "cron(* * * * ? *)",
                    }
                ),
            }
        );
        account.Record("events", "ListTargetsByRule", new { Rule = "job" }, new JsonObject { ["Targets"] = new JsonArray([.. targets]) });
        return account;
    }
}
