using IncidentKit.Recorded;

namespace IncidentKit.Tests.Recorded;

/// <summary>A recorder is known by what its rule takes and where it writes to, not by its name.</summary>
public sealed class TaskEventRuleTests
{
    [Theory]
    [InlineData("""{"source":["aws.ecs"],"detail-type":["ECS Task State Change"]}""", true)]
    [InlineData("""{"source":["aws.ecs"]}""", true)]
    [InlineData("""{"detail-type":["ECS Task State Change"]}""", true)]
    [InlineData("""{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"]}}""", true)]
    [InlineData("""{"source":["aws.batch","aws.ecs"],"detail-type":["Batch Job State Change","ECS Task State Change"]}""", true)]
    [InlineData("""{"source":[{"prefix":"aws."}],"detail-type":[{"prefix":"ECS "}]}""", true)]
    [InlineData("""{"source":["aws.ecs"],"detail-type":["ECS Deployment State Change"]}""", false)]
    [InlineData("""{"source":["aws.ec2"]}""", false)]
    [InlineData("""{"source":[{"prefix":"com.example"}]}""", false)]
    [InlineData("""{"account":["123456789012"]}""", false)]
    [InlineData("""{"source":"aws.ecs"}""", false)]
    [InlineData("[]", false)]
    [InlineData("{", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void APatternTakesTheEventsOfTasksOrNot(string? pattern, bool takes) => Assert.Equal(takes, TaskEvents.AreMeantBy(pattern));

    [Theory]
    [InlineData("arn:aws:logs:us-east-1:123456789012:log-group:/ops/tasks", "/ops/tasks")]
    [InlineData("arn:aws:logs:us-east-1:123456789012:log-group:/ops/tasks:*", "/ops/tasks")]
    [InlineData("arn:aws:logs:eu-west-1:123456789012:log-group:/ops/tasks", null)]
    [InlineData("arn:aws:sqs:us-east-1:123456789012:tasks", null)]
    [InlineData("arn:aws:logs:us-east-1:123456789012:destination:tasks", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void ATargetIsALogGroupOfTheRegionOrNot(string? arn, string? group) => Assert.Equal(group, TaskEvents.GroupOf(arn, "us-east-1"));
}
