using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentKit.Testing;

/// <summary>
/// Rules and schedules of six kinds of target in moto: tasks, functions, state machines, jobs, builds and messages. With an effort of 5
/// there are 200 and 300.
/// </summary>
public static class LargeAccount
{
    public static readonly int Rules = Effort.Of(40);
    public static readonly int Schedules = Effort.Of(60);

    const string Where = $"{FreezeScenario.Region}:{FreezeScenario.Account}";
    const string Role = $"arn:aws:iam::{FreezeScenario.Account}:role/good";

    /// <summary>Puts them into moto, eight calls at a time.</summary>
    public static async Task SeedAsync(Uri endpoint)
    {
        using var http = new HttpClient { BaseAddress = endpoint };
        var all = Enumerable.Range(0, Rules + Schedules);
        await Parallel.ForEachAsync(
            all,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (n, _) => await (n < Rules ? RuleAsync(http, n) : ScheduleAsync(http, n))
        );
    }

    static string Name(string kind, int n) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{n:000}");

    /// <summary>What a rule and a schedule call alike, by number: the ARN, and for the kinds that need it the parameters.</summary>
    static JsonObject Target(int n) =>
        (n % 6) switch
        {
            0 => new JsonObject
            {
                ["Arn"] = $"arn:aws:ecs:{Where}:cluster/ops-pipeline",
                ["RoleArn"] = Role,
                ["EcsParameters"] = new JsonObject
                {
                    ["TaskDefinitionArn"] = $"arn:aws:ecs:{Where}:task-definition/{Name("family", n % 12)}",
                },
            },
            1 => new JsonObject { ["Arn"] = $"arn:aws:lambda:{Where}:function:{Name("function", n % 24)}", ["RoleArn"] = Role },
            2 => new JsonObject { ["Arn"] = $"arn:aws:states:{Where}:stateMachine:{Name("machine", n % 24)}", ["RoleArn"] = Role },
            3 => Batch(n),
            4 => new JsonObject { ["Arn"] = $"arn:aws:codebuild:{Where}:project/{Name("project", n)}", ["RoleArn"] = Role },
            _ => new JsonObject { ["Arn"] = $"arn:aws:sqs:{Where}:{Name("queue", n)}", ["RoleArn"] = Role },
        };

    static JsonObject Batch(int n) =>
        new()
        {
            ["Arn"] = $"arn:aws:batch:{Where}:job-queue/{Name("jobs", n % 12)}",
            ["RoleArn"] = Role,
            ["BatchParameters"] = new JsonObject { ["JobName"] = Name("job", n), ["JobDefinition"] = Name("definition", n % 12) },
        };

    static async Task RuleAsync(HttpClient http, int n)
    {
        var name = Name("rule", n);
        var rule = new JsonObject
        {
            ["Name"] = name,
            ["ScheduleExpression"] = "rate(5 minutes)",
            ["State"] = "ENABLED",
        };
        await FreezeSeed.Json(http, "events", "AWSEvents.PutRule", rule);
        var target = Target(n);
        target["Id"] = "t";
        await FreezeSeed.Json(http, "events", "AWSEvents.PutTargets", new() { ["Rule"] = name, ["Targets"] = new JsonArray(target) });
    }

    /// <summary>A schedule has no parameters of Batch and no target of a build: those are calls of the API.</summary>
    static Task ScheduleAsync(HttpClient http, int n)
    {
        var target = Target(n);
        if (n % 6 == 3)
        {
            var job = target["BatchParameters"]!.AsObject();
            target.Remove("BatchParameters");
            job["JobQueue"] = (string)target["Arn"]!;
            (target["Arn"], target["Input"]) = ("arn:aws:scheduler:::aws-sdk:batch:submitJob", job.ToJsonString());
        }
        else if (n % 6 == 4)
        {
            target["Input"] = new JsonObject { ["ProjectName"] = Name("project", n) }.ToJsonString();
            target["Arn"] = "arn:aws:scheduler:::aws-sdk:codebuild:startBuild";
        }

        return FreezeSeed.Send(
            http,
            "scheduler",
            $"/schedules/{Name("schedule", n)}",
            new JsonObject
            {
                ["GroupName"] = "default",
                ["ScheduleExpression"] = "rate(5 minutes)",
                ["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "OFF" },
                ["Target"] = target,
            }.ToJsonString(),
            "application/json",
            null
        );
    }
}
