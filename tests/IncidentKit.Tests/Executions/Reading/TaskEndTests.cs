using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;

namespace IncidentKit.Tests.Executions.Reading;

/// <summary>How a stopped task ended, from its stop code, reasons and exit codes, each of which ECS may leave out.</summary>
public sealed class TaskEndTests
{
    private const string Started = "\"startedAt\":\"2026-01-29T12:00:30Z\",";

    [Theory]
    [InlineData("every container ended well", "EssentialContainerExited", Started, "{\"exitCode\":0}", "Succeeded", "FailedRunning")]
    [InlineData(
        "a reason beside exit code 0",
        "EssentialContainerExited",
        Started,
        "{\"exitCode\":0,\"reason\":\"x\"}",
        "Succeeded",
        "FailedRunning"
    )]
    [InlineData("no stop code", null, Started, "{\"exitCode\":0}", "Succeeded", "FailedRunning")]
    [InlineData("an exit code", "EssentialContainerExited", Started, "{\"exitCode\":1}", "Failed", "FailedRunning")]
    [InlineData(
        "a reason instead of an exit code",
        "EssentialContainerExited",
        Started,
        "{\"reason\":\"CannotInspectContainerError: x\"}",
        "Failed",
        "FailedRunning"
    )]
    [InlineData(
        "the same without a stop code",
        null,
        Started,
        "{\"reason\":\"CannotInspectContainerError: x\"}",
        "Failed",
        "FailedRunning"
    )]
    [InlineData("nothing but that it ended", "EssentialContainerExited", Started, "{}", "Unknown", "FailedRunning")]
    [InlineData("stopped by somebody", "UserInitiated", Started, "{\"exitCode\":0}", "Failed", "FailedRunning")]
    [InlineData("never started", "TaskFailedToStart", "", "{}", "Failed", "FailedToStart")]
    [InlineData("never started, no stop code, a reason", null, "\"stoppedReason\":\"Timeout waiting\",", "{}", "Failed", "FailedToStart")]
    [InlineData("never started, nothing said", null, "", "{}", "Unknown", "FailedToStart")]
    [InlineData(
        "its host ended",
        null,
        Started + "\"stoppedReason\":\"Host EC2 (instance i-1) terminated.\",",
        "{}",
        "Failed",
        "FailedRunning"
    )]
    public void AnExitCodeDecidesAndAReasonWithoutOneIsAFailure(
        string what,
        string? code,
        string members,
        string container,
        string outcome,
        string layer
    )
    {
        var end = End(
            $"{{\"lastStatus\":\"STOPPED\",{members}{(code is null ? "" : $"\"stopCode\":\"{code}\",")}\"containers\":[{container}]}}"
        );
        Assert.Equal((what, outcome, layer), (what, end?.Outcome.ToString(), end?.Layer.ToString()));
    }

    [Fact]
    public void ARunningTaskHasNoEnd() => Assert.Null(End("{\"lastStatus\":\"RUNNING\",\"containers\":[{\"exitCode\":1}]}"));

    [Fact]
    public void ItsMessageHoldsEveryReason() =>
        Assert.Equal(
            "Essential container in task exited; container a ended with exit code 1; container b ended without an exit code (why)",
            End(
                "{\"lastStatus\":\"STOPPED\",\"stoppedReason\":\"Essential container in task exited\",\"containers\":["
                    + "{\"name\":\"a\",\"exitCode\":1},{\"name\":\"b\",\"reason\":\"why\"},{\"name\":\"c\",\"exitCode\":0}]}"
            )?.Message
        );

    [Theory]
    [InlineData("events-rule/nightly", null, "rule nightly", false)]
    [InlineData("AWS Step Functions", "x", "Step Functions", false)]
    [InlineData("ecs-svc/0123", null, "an ECS service", false)]
    [InlineData("jane", "ops-admin", "ops-admin", true)]
    [InlineData(null, null, null, true)]
    public void AnotherServiceOfAwsIsNobodysHand(string? startedBy, string? caller, string? name, bool byHand) =>
        Assert.Equal(new TaskStarter(name, byHand), TaskStarter.Of(startedBy, caller));

    private static TaskEnd? End(string json)
    {
        using var task = JsonDocument.Parse(
            "{\"taskArn\":\"a/1\",\"taskDefinitionArn\":\"a/b:1\",\"createdAt\":\"2026-01-29T12:00:00Z\"," + json[1..]
        );
        var record = new EvidenceRecord
        {
            Id = "0",
            Service = Operations.DescribeTasks.Service,
            Operation = Operations.DescribeTasks.Operation,
            Region = "us-west-2",
            Parameters = default,
            RequestedAt = default,
            Status = 200,
            Body = default,
        };
        return TaskEnd.Of(DescribedTask.Of(task.RootElement, record)!);
    }
}
