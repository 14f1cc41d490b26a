using System.Text.RegularExpressions;

namespace IncidentKit.Aws.Tests;

public sealed class AwsOperationTests
{
    /// <summary>The README's policy has exactly these.</summary>
    static readonly string[] Policy =
    [
        "cloudtrail:LookupEvents",
        "cloudwatch:GetMetricData",
        "ecs:DescribeClusters",
        "ecs:DescribeTaskDefinition",
        "ecs:DescribeTasks",
        "ecs:ListClusters",
        "ecs:ListTasks",
        "lambda:GetFunctionConfiguration",
        "logs:DescribeLogGroups",
        "logs:DescribeLogStreams",
        "scheduler:GetSchedule",
        "scheduler:ListScheduleGroups",
        "scheduler:ListSchedules",
        "sts:GetCallerIdentity",
    ];

    [Fact]
    public void EveryOperationReads()
    {
        Assert.NotEmpty(AwsOperation.All);
        Assert.All(
            AwsOperation.All,
            operation => Assert.Matches(new Regex("^(?:List|Describe|Get|Lookup)[A-Z]", RegexOptions.NonBacktracking), operation.Name)
        );
    }

    [Fact]
    public void NoOperationCanBeMadeOutsideTheTable()
    {
        Assert.Empty(typeof(AwsOperation).GetConstructors());
        var properties = typeof(AwsOperation)
            .GetProperties()
            .Where(p => p.PropertyType == typeof(AwsOperation))
            .Select(p => (AwsOperation)p.GetValue(null)!);
        Assert.Equal(properties.OrderBy(o => o.IamAction), AwsOperation.All.OrderBy(o => o.IamAction));
    }

    [Fact]
    public void PolicyAllowsExactlyTheTable() =>
        Assert.Equal(Policy, AwsOperation.All.Select(operation => operation.IamAction).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryRateIsPositive() => Assert.All(AwsOperation.All, operation => Assert.True(operation.RatePerSecond > 0));
}
