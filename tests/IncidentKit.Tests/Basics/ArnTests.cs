using IncidentKit.Basics;

namespace IncidentKit.Tests.Basics;

/// <summary>What the parts of an ARN are, and that any other text is none.</summary>
public sealed class ArnTests
{
    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/path/job", "aws", "iam", "", "role", "job")]
    [InlineData("arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/main", "aws-us-gov", "ecs", "us-gov-west-1", "cluster", "main")]
    [InlineData("arn:aws-cn:sqs:cn-north-1:123456789012:dead", "aws-cn", "sqs", "cn-north-1", "", "dead")]
    [InlineData("arn:aws:lambda:us-west-2:123456789012:function:job:live", "aws", "lambda", "us-west-2", "function", "live")]
    public void PartsAreRead(string text, string partition, string service, string region, string type, string name)
    {
        var arn = Assert.NotNull(Arn.Of(text));
        Assert.Equal((partition, service, region), (arn.Partition, arn.Service, arn.Region));
        Assert.Equal((type, name), (arn.ResourceType, arn.LastName));
        Assert.Equal(text, arn.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("main")]
    [InlineData("arn:aws:ecs")]
    [InlineData("arn::ecs:us-west-2:123456789012:cluster/main")]
    [InlineData("arn:aws:ecs:us-west-2:123456789012:")]
    public void OtherTextIsNoArn(string? text)
    {
        Assert.Null(Arn.Of(text));
        Assert.Equal("aws", Arn.PartitionOf(text));
    }

    [Theory]
    [InlineData("arn:aws:ecs:us-west-2:123456789012:task-definition/prices:7", "prices", true)]
    [InlineData("arn:aws:ecs:us-west-2:123456789012:task-definition/prices", "prices", false)]
    [InlineData("prices:7", "prices", true)]
    [InlineData("prices", "prices", false)]
    public void ATaskDefinitionHasAFamilyAndPerhapsARevision(string text, string family, bool revision)
    {
        Assert.Equal(family, Arn.FamilyOf(text));
        Assert.Equal(revision, Arn.HasRevision(text));
    }

    [Theory]
    [InlineData("arn:aws:lambda:us-west-2:123456789012:function:job:live", "job")]
    [InlineData("arn:aws:lambda:us-west-2:123456789012:function:job", "job")]
    [InlineData("job", "job")]
    public void AFunctionHasANameWithoutItsAlias(string text, string name) => Assert.Equal(name, Arn.FunctionNameOf(text));

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/path/job", "job", true)]
    [InlineData("job", "job", false)]
    public void TheLastNameOfANameIsItself(string text, string name, bool isArn)
    {
        Assert.Equal(name, Arn.LastNameOf(text));
        Assert.Equal(isArn, Arn.Is(text));
    }
}
