using System.Text.Json.Nodes;

namespace IncidentKit.Testing;

/// <summary>An account in moto in which each schedule but one points at something it cannot run on, in a way of its own.</summary>
public static class FaultyAccount
{
    const string Arn = $"arn:aws:ecs:{FreezeScenario.Region}:{FreezeScenario.Account}";

    /// <summary>Each schedule with the finding it has to bring; null for the sound one.</summary>
    public static IReadOnlyList<(string Schedule, string? Rule)> Schedules { get; } =
    [
        ("cluster-gone", "IK2001"),
        ("revision-deregistered", "IK2002"),
        ("subnet-gone", "IK2003"),
        ("function-gone", "IK2004"),
        ("override-of-no-container", "IK2005"),
        ("ec2-launch", "IK2006"),
        ("role-gone", "IK3001"),
        ("role-of-rules", "IK3001"),
        ("run-task-denied", "IK3002"),
        ("pass-role-denied", "IK3003"),
        ("log-group-gone", "IK4005"),
        ("sound", null),
    ];

    /// <summary>Puts it into moto.</summary>
    public static async Task SeedAsync(Uri endpoint)
    {
        using var http = new HttpClient { BaseAddress = endpoint };
        await FreezeSeed.Json(http, "ecs", "AmazonEC2ContainerServiceV20141113.CreateCluster", new() { ["clusterName"] = "main" });
        await FreezeSeed.Json(http, "logs", "Logs_20140328.CreateLogGroup", new() { ["logGroupName"] = "/ecs/job" });
        await DefinitionAsync(http, "job", "/ecs/job");
        await DefinitionAsync(http, "old", "/ecs/job");
        await DefinitionAsync(http, "unlogged", "/ecs/gone");
        await FreezeSeed.Json(
            http,
            "ecs",
            "AmazonEC2ContainerServiceV20141113.DeregisterTaskDefinition",
            new() { ["taskDefinition"] = "old:1" }
        );
        foreach (
            var (role, service) in new[]
            {
                ("execution", "ecs-tasks"),
                ("good", "scheduler"),
                ("rules", "events"),
                ("powerless", "scheduler"),
                ("half", "scheduler"),
            }
        )
            await RoleAsync(http, role, service);
        await PolicyAsync(http, "good", "ecs:RunTask", "iam:PassRole", "lambda:InvokeFunction");
        await PolicyAsync(http, "half", "ecs:RunTask");
        await PolicyAsync(http, "rules", "ecs:RunTask", "iam:PassRole");
        foreach (var (schedule, _) in Schedules)
            await FreezeSeed.Send(http, "scheduler", $"/schedules/{schedule}", Body(schedule).ToJsonString(), "application/json", null);
    }

    static JsonObject Body(string schedule)
    {
        var network = new JsonObject
        {
            ["Subnets"] = schedule == "subnet-gone" ? new JsonArray("subnet-0123456789abcdef0") : new JsonArray("subnet-0a1b2c3d4e5f60718"),
        };
        var target = new JsonObject
        {
            ["Arn"] = $"{Arn}:cluster/{(schedule == "cluster-gone" ? "gone" : "main")}",
            ["RoleArn"] =
                $"arn:aws:iam::{FreezeScenario.Account}:role/"
                + schedule switch
                {
                    "role-gone" => "gone",
                    "role-of-rules" => "rules",
                    "run-task-denied" => "powerless",
                    "pass-role-denied" => "half",
                    _ => "good",
                },
        };
        if (schedule == "function-gone")
            target["Arn"] = $"arn:aws:lambda:{FreezeScenario.Region}:{FreezeScenario.Account}:function:gone";
        else
        {
            target["EcsParameters"] = new JsonObject
            {
                ["TaskDefinitionArn"] =
                    $"{Arn}:task-definition/{schedule switch { "revision-deregistered" => "old", "log-group-gone" => "unlogged", _ => "job" }}:1",
                ["LaunchType"] = schedule == "ec2-launch" ? "EC2" : "FARGATE",
                ["NetworkConfiguration"] = new JsonObject { ["awsvpcConfiguration"] = network },
            };
        }
        if (schedule == "override-of-no-container")
            target["Input"] = """{"containerOverrides":[{"name":"jbo"}]}""";
        return new JsonObject
        {
            ["GroupName"] = "default",
            ["ScheduleExpression"] = "rate(5 minutes)",
            ["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "OFF" },
            ["Target"] = target,
        };
    }

    static Task DefinitionAsync(HttpClient http, string family, string group)
    {
        var options = new JsonObject
        {
            ["awslogs-group"] = group,
            ["awslogs-region"] = FreezeScenario.Region,
            ["awslogs-stream-prefix"] = "ecs",
        };
        var container = new JsonObject
        {
            ["name"] = family,
            ["image"] = "busybox",
            ["logConfiguration"] = new JsonObject { ["logDriver"] = "awslogs", ["options"] = options },
        };
        return FreezeSeed.Json(
            http,
            "ecs",
            "AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition",
            new()
            {
                ["family"] = family,
                ["requiresCompatibilities"] = new JsonArray("FARGATE"),
                ["networkMode"] = "awsvpc",
                ["cpu"] = "256",
                ["memory"] = "512",
                ["executionRoleArn"] = $"arn:aws:iam::{FreezeScenario.Account}:role/execution",
                ["containerDefinitions"] = new JsonArray(container),
            }
        );
    }

    static Task RoleAsync(HttpClient http, string name, string service) =>
        FreezeSeed.Query(
            http,
            "CreateRole",
            ("RoleName", name),
            (
                "AssumeRolePolicyDocument",
                $$"""{"Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""
            )
        );

    static Task PolicyAsync(HttpClient http, string role, params string[] actions) =>
        FreezeSeed.Query(
            http,
            "PutRolePolicy",
            ("RoleName", role),
            ("PolicyName", "run"),
            (
                "PolicyDocument",
                $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["{{string.Join("\",\"", actions)}}"],"Resource":"*"}]}"""
            )
        );
}
