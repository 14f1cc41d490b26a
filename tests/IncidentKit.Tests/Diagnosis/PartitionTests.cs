using IncidentKit.Tests.Executions;
using static IncidentKit.Tests.Diagnosis.FaultAccount;

namespace IncidentKit.Tests.Diagnosis;

/// <summary>Policies of GovCloud and of China name their own partition, and in China may name a service by <c>amazonaws.com.cn</c>.</summary>
public sealed class PartitionTests
{
    private const string Gov = "aws-us-gov";
    private const string China = "aws-cn";

    [Theory]
    [InlineData(Gov, "scheduler.amazonaws.com", Gov, false)]
    [InlineData(Gov, "scheduler.amazonaws.com", "aws", true)]
    [InlineData(Gov, "scheduler.amazonaws.com.cn", Gov, true)]
    [InlineData(China, "scheduler.amazonaws.com", China, false)]
    [InlineData(China, "scheduler.amazonaws.com.cn", China, false)]
    [InlineData(China, "events.amazonaws.com.cn", China, true)]
    public void TrustIsReadInThePartitionOfTheRole(string partition, string service, string source, bool denied)
    {
        var trust =
            $$$$"""{"Statement":[{"Effect":"Allow","Principal":{"Service":"{{{{service}}}}"},"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":"arn:{{{{source}}}}:scheduler:*"}}}]}""";
        Assert.Equal(denied, Finds("IK3001", partition, trust: trust));
    }

    [Theory]
    [InlineData(China, "ecs-tasks.amazonaws.com", false)]
    [InlineData(China, "ecs-tasks.amazonaws.com.cn", false)]
    [InlineData(Gov, "ecs-tasks.amazonaws.com.cn", true)]
    public void ARoleMayBePassedUnderEitherNameInChina(string partition, string service, bool denied)
    {
        var policy =
            $$$$"""{"Statement":[{"Effect":"Allow","Action":"ecs:RunTask","Resource":"*"},{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"{{{{service}}}}"}}}]}""";
        Assert.Equal(denied, Finds("IK3003", partition, policy: policy));
    }

    private static bool Finds(string rule, string partition, string trust = "scheduler.amazonaws.com", string policy = "run")
    {
        string In(string arn) => arn.Replace("arn:aws:", $"arn:{partition}:", StringComparison.Ordinal);
        return With(
                Open,
                a => Refusals(a, to: "15:00"),
                s => s["Target"]!["RoleArn"] = In(Role),
                s => s["Target"]!["RoleArn"] = In(Role),
                d => (d["taskRoleArn"], d["executionRoleArn"]) = (In(TaskRole), In(ExecutionRole)),
                policy,
                trust
            )
            .Analyse()
            .Findings.Any(f => f.RuleId == rule);
    }
}
