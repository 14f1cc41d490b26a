using System.Text.Json;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;

namespace IncidentKit.Aws.Tests;

public sealed class TargetResourcesTests
{
    [Fact]
    public void ArnsAreFoundWhereverTheyStand()
    {
        var found = TargetResources.In(
            JsonElement.Parse(
                """
                {
                  "target": {
                    "arn": "arn:aws:scheduler:::aws-sdk:ecs:runTask",
                    "input": "{\"Cluster\":\"arn:aws:ecs:us-west-2:123456789012:cluster/a\",\"TaskDefinition\":\"arn:aws:ecs:us-west-2:123456789012:task-definition/t:7\"}"
                  },
                  "machine": "{\"StateMachineArn\":\"arn:aws:states:us-west-2:123456789012:stateMachine:settle.v2:live\"}",
                  "other": ["arn:aws:lambda:us-west-2:123456789012:function:f:3", "arn:aws:ecs:eu-west-1:123456789012:cluster/elsewhere"]
                }
                """
            ),
            "us-west-2"
        );
        Assert.Equal(["arn:aws:ecs:us-west-2:123456789012:cluster/a"], found.Clusters);
        Assert.Equal(["arn:aws:ecs:us-west-2:123456789012:task-definition/t:7"], found.TaskDefinitions);
        Assert.Equal(["f"], found.Functions);
        Assert.Equal(["arn:aws:states:us-west-2:123456789012:stateMachine:settle.v2"], found.Machines);
    }

    [Theory]
    [InlineData("""{"FunctionName": "close"}""", "close")]
    [InlineData("""{"FunctionName":"arn:aws:lambda:us-west-2:123456789012:function:close:live"}""", "close")]
    [InlineData("""{"Payload":"{}"}""", "")]
    public void AFunctionThatACallNamesIsFound(string input, string function) =>
        Assert.Equal(
            function,
            string.Join(
                ' ',
                TargetResources
                    .In(
                        JsonSerializer.SerializeToElement(
                            new { Target = new { Arn = "arn:aws:scheduler:::aws-sdk:lambda:invoke", Input = input } }
                        ),
                        "us-west-2"
                    )
                    .Functions
            )
        );

    [Theory]
    [InlineData("rate(1 minute)", 10)]
    [InlineData("rate(5 minutes)", 15)]
    [InlineData("cron(0 0/6 * * ? *)", 8 * 60 + 5)]
    [InlineData("rate(30 days)", 35 * 24 * 60)]
    [InlineData("at(2026-01-29T16:00:00)", 15)]
    [InlineData("nonsense", 10)]
    public void LookBackReachesTwoFireTimesBack(string expression, int minutes) =>
        Assert.Equal(
            Duration.FromMinutes(minutes),
            LookBack.Of(JsonSerializer.SerializeToElement(new { ScheduleExpression = expression }), Instant.FromUtc(2026, 1, 29, 14, 0))
        );
}
