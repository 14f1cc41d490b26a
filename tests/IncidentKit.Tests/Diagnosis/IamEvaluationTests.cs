using System.Text.Json;
using IncidentKit.Diagnosis.Iam;

namespace IncidentKit.Tests.Diagnosis;

/// <summary>What policy documents say of ecs:RunTask on one task definition.</summary>
public sealed class IamEvaluationTests
{
    private const string Resource = "arn:aws:ecs:us-west-2:123456789012:task-definition/job:7";

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"ecs:RunTask","Resource":"*"}""", IamDecision.Allowed)]
    [InlineData("""{"Effect":"Allow","Action":"ECS:runtask","Resource":"*"}""", IamDecision.Allowed)]
    [InlineData("""{"Effect":"Allow","Action":"ecs:Run????","Resource":"arn:aws:ecs:*:*:task-definition/job:*"}""", IamDecision.Allowed)]
    [InlineData(
        """{"Effect":"Allow","Action":["ecs:StopTask","ecs:RunTask"],"Resource":["arn:aws:ecs:us-west-2:123456789012:task-definition/job:7"]}""",
        IamDecision.Allowed
    )]
    [InlineData(
        """{"Effect":"Allow","Action":"ecs:RunTask","Resource":"arn:aws:ecs:us-west-2:123456789012:task-definition/job"}""",
        IamDecision.Denied
    )]
    [InlineData(
        """{"Effect":"Allow","Action":"ecs:RunTask","Resource":"arn:aws:ecs:us-west-2:123456789012:task-definition/JOB:7"}""",
        IamDecision.Denied
    )]
    [InlineData("""{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}""", IamDecision.Allowed)]
    [InlineData("""{"Effect":"Allow","NotAction":"ecs:*","Resource":"*"}""", IamDecision.Denied)]
    [InlineData("""{"Effect":"Allow","Action":"*","NotResource":"arn:aws:ecs:*:*:task-definition/job:*"}""", IamDecision.Denied)]
    [InlineData("""{"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::*"}""", IamDecision.Allowed)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"ecs:*","Resource":"*"}""", IamDecision.Denied)]
    [InlineData(
        """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"ecs:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}""",
        IamDecision.Undetermined
    )]
    [InlineData(
        """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}""",
        IamDecision.Undetermined
    )]
    [InlineData(
        """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"ArnEquals":{"ecs:cluster":"arn:aws:ecs:us-west-2:123456789012:cluster/main"}}}""",
        IamDecision.Allowed
    )]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"ArnLike":{"ECS:Cluster":"*/other"}}}""", IamDecision.Denied)]
    [InlineData(
        """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"ecs:cluster":["arn:aws:ecs:us-west-2:123456789012:cluster/main"]}}}""",
        IamDecision.Denied
    )]
    [InlineData(
        """{"Effect":"Allow","Action":"*","Resource":"arn:aws:ecs:us-west-2:${aws:PrincipalAccount}:task-definition/*"}""",
        IamDecision.Undetermined
    )]
    [InlineData("""{"Effect":"Deny","Action":"s3:*","Resource":"*"}""", IamDecision.Denied)]
    [InlineData("", IamDecision.Denied)]
    public void StatementsAreCombinedAsIamDoes(string statements, object decision) =>
        Assert.Equal(
            decision,
            IamEvaluation.Decide(
                [JsonElement.Parse($$"""{"Statement":[{{statements}}]}""")],
                "ecs:RunTask",
                Resource,
                new Dictionary<string, string> { ["ecs:cluster"] = "arn:aws:ecs:us-west-2:123456789012:cluster/main" }
            )
        );

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},"Action":"sts:AssumeRole"}""", IamDecision.Allowed)]
    [InlineData(
        """{"Effect":"Allow","Principal":{"Service":["events.amazonaws.com","scheduler.amazonaws.com"]},"Action":"sts:*"}""",
        IamDecision.Allowed
    )]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}""", IamDecision.Allowed)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}""", IamDecision.Denied)]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sts:AssumeRole"}""", IamDecision.Denied)]
    [InlineData(
        """{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"210987654321"}}}""",
        IamDecision.Denied
    )]
    [InlineData(
        """{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceOrgID":"o-1"}}}""",
        IamDecision.Undetermined
    )]
    public void TrustIsOfServices(string statement, object decision) =>
        Assert.Equal(
            decision,
            IamEvaluation.Trusts(
                JsonElement.Parse($$"""{"Statement":[{{statement}}]}"""),
                "scheduler.amazonaws.com",
                new Dictionary<string, string> { ["aws:SourceAccount"] = "123456789012" }
            )
        );
}
