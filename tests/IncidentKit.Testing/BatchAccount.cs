using System.Text.Json.Nodes;

namespace IncidentKit.Testing;

/// <summary>Job queues of Batch in moto, and schedules that submit jobs: nightly by a universal target, and one whose queue is not
/// there.</summary>
public static class BatchAccount
{
    const string Batch = $"arn:aws:batch:{FreezeScenario.Region}:{FreezeScenario.Account}";

    /// <summary>Puts them into moto, with two jobs that were submitted.</summary>
    public static async Task SeedAsync(Uri endpoint)
    {
        using var http = new HttpClient { BaseAddress = endpoint };
        await FreezeSeed.Send(
            http,
            "iam",
            "/",
            "Action=CreateRole&Version=2010-05-08&RoleName=batch-service&AssumeRolePolicyDocument=%7B%22Statement%22%3A%5B%5D%7D",
            "application/x-www-form-urlencoded",
            null
        );
        await PostAsync(
            http,
            "createcomputeenvironment",
            new()
            {
                ["computeEnvironmentName"] = "night",
                ["type"] = "UNMANAGED",
                ["state"] = "ENABLED",
                ["serviceRole"] = $"arn:aws:iam::{FreezeScenario.Account}:role/batch-service",
            }
        );
        await PostAsync(
            http,
            "createjobqueue",
            new()
            {
                ["jobQueueName"] = "nightly",
                ["state"] = "ENABLED",
                ["priority"] = 1,
                ["computeEnvironmentOrder"] = new JsonArray(
                    new JsonObject { ["order"] = 1, ["computeEnvironment"] = $"{Batch}:compute-environment/night" }
                ),
            }
        );
        await PostAsync(
            http,
            "registerjobdefinition",
            new()
            {
                ["jobDefinitionName"] = "books",
                ["type"] = "container",
                ["containerProperties"] = new JsonObject
                {
                    ["image"] = "busybox",
                    ["vcpus"] = 1,
                    ["memory"] = 64,
                    ["command"] = new JsonArray("true"),
                },
            }
        );
        await ScheduleAsync(http, "books", $"{Batch}:job-queue/nightly");
        await ScheduleAsync(http, "lost-books", $"{Batch}:job-queue/nihgtly");
        foreach (var _ in Enumerable.Range(0, 2))
            await PostAsync(
                http,
                "submitjob",
                new()
                {
                    ["jobName"] = "books",
                    ["jobQueue"] = "nightly",
                    ["jobDefinition"] = "books",
                }
            );
    }

    static Task PostAsync(HttpClient http, string operation, JsonObject body) =>
        FreezeSeed.Send(http, "batch", $"/v1/{operation}", body.ToJsonString(), "application/json", null);

    static Task ScheduleAsync(HttpClient http, string name, string queue) =>
        FreezeSeed.Send(
            http,
            "scheduler",
            $"/schedules/{name}",
            new JsonObject
            {
                ["GroupName"] = "default",
                ["ScheduleExpression"] = "rate(5 minutes)",
                ["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "OFF" },
                ["Target"] = new JsonObject
                {
                    ["Arn"] = "arn:aws:scheduler:::aws-sdk:batch:submitJob",
                    ["RoleArn"] = $"arn:aws:iam::{FreezeScenario.Account}:role/good",
                    ["Input"] = new JsonObject
                    {
                        ["JobName"] = "books",
                        ["JobQueue"] = queue,
                        ["JobDefinition"] = "books",
                    }.ToJsonString(),
                },
            }.ToJsonString(),
            "application/json",
            null
        );
}
