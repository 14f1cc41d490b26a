using System.Text;
using IncidentKit.Imports;

namespace IncidentKit.Tests.Imports;

/// <summary>A file is of the account that AWS says received, owns or lists it, whoever else it names first.</summary>
public sealed class FileOriginTests
{
    private const string Own = "123456789012";

    [Theory]
    [InlineData( // Another account's user took a role of this one.
        """{"Records":[{"userIdentity":{"accountId":"999999999999","arn":"arn:aws:iam::999999999999:user/u"},"awsRegion":"us-east-1","recipientAccountId":"123456789012"}]}"""
    )]
    [InlineData( // The same as LookupEvents gives it: an event within a text.
        """{"Events":[{"CloudTrailEvent":"{\"userIdentity\":{\"arn\":\"arn:aws:iam::999999999999:user/u\"},\"recipientAccountId\":\"123456789012\"}"}]}"""
    )]
    [InlineData( // An account of an organization's trail, once among many.
        """{"Records":[{"recipientAccountId":"999999999999"},{"recipientAccountId":"123456789012"},{"recipientAccountId":"123456789012"}]}"""
    )]
    [InlineData( // EventBridge's envelope of another account's call.
        """{"detail":{"userIdentity":{"arn":"arn:aws:sts::999999999999:assumed-role/x/y"}},"account":"123456789012"}"""
    )]
    [InlineData( // The key, the role and the bus of another account.
        """{"KmsKeyArn":"arn:aws:kms:us-east-1:999999999999:key/k","Target":{"Arn":"arn:aws:events:us-east-1:999999999999:event-bus/b","RoleArn":"arn:aws:iam::999999999999:role/r"},"Arn":"arn:aws:scheduler:us-east-1:123456789012:schedule/default/a"}"""
    )]
    [InlineData( // A listing with the target before the name.
        """{"Schedules":[{"Target":{"Arn":"arn:aws:sqs:us-east-1:999999999999:q"},"Arn":"arn:aws:scheduler:us-east-1:123456789012:schedule/default/a"}]}"""
    )]
    [InlineData( // The key of a log group.
        """{"logGroups":[{"kmsKeyId":"arn:aws:kms:us-east-1:999999999999:key/k","arn":"arn:aws:logs:us-east-1:123456789012:log-group:/ecs/a:*"}]}"""
    )]
    [InlineData( // A task whose secret or file system is shared.
        """{"tasks":[{"overrides":{"taskRoleArn":"arn:aws:iam::999999999999:role/r"},"taskArn":"arn:aws:ecs:us-east-1:123456789012:task/main/0a1b"}]}"""
    )]
    [InlineData( // The secret of another account.
        """{"taskDefinition":{"containerDefinitions":[{"secrets":[{"valueFrom":"arn:aws:secretsmanager:us-east-1:999999999999:secret:s"}]}],"taskDefinitionArn":"arn:aws:ecs:us-east-1:123456789012:task-definition/job:1"}}"""
    )]
    [InlineData( // The layer of another account.
        """{"Layers":[{"Arn":"arn:aws:lambda:us-east-1:999999999999:layer:l:1"}],"FunctionArn":"arn:aws:lambda:us-east-1:123456789012:function:f"}"""
    )]
    [InlineData( // Only a principal: better than nothing.
        """{"userIdentity":{"accountId":"123456789012"}}"""
    )]
    public void ForeignPrincipalsAndTargetsAreNotTheAccount(string text) => Assert.Equal(Own, FileOrigin.AccountIn([Bytes(text)]));

    [Fact]
    public void TheFileThatTellsItMostSurelyDecides() =>
        Assert.Equal(
            Own,
            FileOrigin.AccountIn([
                Bytes("""{"MetricAlarms":[{"AlarmActions":["arn:aws:sns:us-east-1:999999999999:t"]}]}"""),
                Bytes("""{"UserId":"A","Account":"123456789012","Arn":"arn:aws:iam::123456789012:user/u"}"""),
            ])
        );

    [Fact]
    public void TheRegionIsThatOfWhatIsListed() =>
        Assert.Equal(
            "us-east-1",
            FileOrigin.RegionIn(
                Bytes(
                    """{"Target":{"Arn":"arn:aws:events:eu-west-1:123456789012:event-bus/b"},"Arn":"arn:aws:scheduler:us-east-1:123456789012:schedule/default/a"}"""
                )
            )
        );

    [Fact]
    public void NothingIsMadeUp() => Assert.Null(FileOrigin.AccountIn([Bytes("""{"n":"123456789012"}""")]));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
