using System.Text.Json.Nodes;

namespace IncidentKit.Testing;

/// <summary>State machines in moto, and schedules that start them: settle by a templated and a universal target, nudge (of which moto
/// forgets that it is EXPRESS), and one that is not there.</summary>
public static class MachineAccount
{
    const string Machines = $"arn:aws:states:{FreezeScenario.Region}:{FreezeScenario.Account}:stateMachine";

    /// <summary>Puts them into moto, with two executions of settle, of which one was stopped.</summary>
    public static async Task SeedAsync(Uri endpoint)
    {
        using var http = new HttpClient { BaseAddress = endpoint };
        foreach (var (name, type) in new[] { ("settle", "STANDARD"), ("nudge", "EXPRESS") })
            await StatesAsync(http, "CreateStateMachine", Machine(name, type));
        await ScheduleAsync(http, "settle", $"{Machines}:settle", "{}");
        await ScheduleAsync(http, "nudge", $"{Machines}:nudge", "{}");
        await ScheduleAsync(http, "gone", $"{Machines}:gone", "{}");
        await ScheduleAsync(
            http,
            "universal",
            "arn:aws:scheduler:::aws-sdk:sfn:startExecution",
            $$"""{"StateMachineArn":"{{Machines}}:settle"}"""
        );
        foreach (var name in new[] { "first", "second" })
            await StatesAsync(http, "StartExecution", new() { ["stateMachineArn"] = $"{Machines}:settle", ["name"] = name });
        var stopped = $"{Machines.Replace("stateMachine", "execution", StringComparison.Ordinal)}:settle:first";
        await StatesAsync(
            http,
            "StopExecution",
            new()
            {
                ["executionArn"] = stopped,
                ["error"] = "Drill",
                ["cause"] = "tried out",
            }
        );
    }

    static JsonObject Machine(string name, string type) =>
        new()
        {
            ["name"] = name,
            ["type"] = type,
            ["roleArn"] = $"arn:aws:iam::{FreezeScenario.Account}:role/machine",
            ["definition"] = """{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}""",
        };

    static Task StatesAsync(HttpClient http, string operation, JsonObject body) =>
        FreezeSeed.Json(http, "states", $"AWSStepFunctions.{operation}", body);

    static Task ScheduleAsync(HttpClient http, string name, string target, string input) =>
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
                    ["Arn"] = target,
                    ["RoleArn"] = $"arn:aws:iam::{FreezeScenario.Account}:role/good",
                    ["Input"] = input,
                },
            }.ToJsonString(),
            "application/json",
            null
        );
}
