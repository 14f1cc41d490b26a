using System.Text.Json.Nodes;
using IncidentKit.Testing;
using Microsoft.AspNetCore.Http;

namespace IncidentKit.Cli.Tests;

/// <summary>What the emulated account shows of a repaired schedule's runs: the emulator starts none.</summary>
internal static class FixProof
{
    /// <summary>What fix.sh of the open incident repairs first: it collects data, and is due before the other that does.</summary>
    public const string First = "ops-pipeline-telemetry-ingestor-1m";

    /// <summary>When the first update is dated by the front.</summary>
    public static readonly Instant Repaired = FreezeScenario.Open.RecordedAt + Duration.FromMinutes(1);

    /// <summary>Answers ECS with a task that the Scheduler started for a schedule half a minute after the repair, and that runs.</summary>
    public static void Runs(AwsFront front, string schedule) => Shows(front, Task(schedule));

    /// <summary>Answers ECS with tasks.</summary>
    public static void Shows(AwsFront front, params JsonObject[] tasks)
    {
        front.Before(
            "ListTasks",
            context =>
            {
                var asked = JsonNode.Parse((string)context.Items["body"]!)!;
                var stopped = (string?)asked["desiredStatus"] == "STOPPED";
                return AnswerAsync(
                    context,
                    new JsonObject
                    {
                        ["taskArns"] = new JsonArray([
                            .. tasks
                                .Where(t =>
                                    (string)t["family"]! == (string?)asked["family"] && (string)t["desiredStatus"]! == "STOPPED" == stopped
                                )
                                .Select(t => t["taskArn"]!.DeepClone()),
                        ]),
                    }
                );
            }
        );
        front.Before(
            "DescribeTasks",
            context =>
            {
                var asked = JsonNode.Parse((string)context.Items["body"]!)!["tasks"]!.AsArray().Select(t => (string?)t).ToHashSet();
                var found = tasks.Where(t => asked.Contains((string?)t["taskArn"])).Select(t => t.DeepClone());
                return AnswerAsync(context, new JsonObject { ["tasks"] = new JsonArray([.. found]), ["failures"] = new JsonArray() });
            }
        );
    }

    /// <summary>A task of a schedule.</summary>
    public static JsonObject Task(
        string schedule,
        string status = "RUNNING",
        int? exitCode = null,
        int seconds = 30,
        string? startedBy = null,
        string? family = null,
        string? reason = null
    )
    {
        var by = startedBy ?? "chronos-schedule/" + schedule;
        var container = new JsonObject { ["name"] = schedule, ["lastStatus"] = status };
        if (exitCode is not null)
            container["exitCode"] = exitCode;
        var task = new JsonObject
        {
            ["taskArn"] =
                $"arn:aws:ecs:{FreezeScenario.Region}:{FreezeScenario.Account}:task/ops-pipeline-cluster/"
                + (family is null ? "0123456789abcdef" : "fedcba9876543210"),
            ["startedBy"] = by.Length > 36 ? by[..36] : by,
            ["family"] = family ?? schedule,
            ["lastStatus"] = status,
            ["desiredStatus"] = status == "STOPPED" ? "STOPPED" : "RUNNING",
            ["createdAt"] = (Repaired + Duration.FromSeconds(seconds)).ToUnixTimeSeconds(),
            ["containers"] = new JsonArray(container),
        };
        if (reason is not null)
            task["stoppedReason"] = reason;
        return task;
    }

    private static async Task<bool> AnswerAsync(HttpContext context, JsonObject json)
    {
        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.WriteAsync(json.ToJsonString());
        return true;
    }
}
