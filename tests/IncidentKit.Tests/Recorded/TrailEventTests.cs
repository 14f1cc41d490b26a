using IncidentKit.Recorded;
using IncidentKit.Tests.Executions;

namespace IncidentKit.Tests.Recorded;

/// <summary>Who made a call: the session where it names somebody, with the role in brackets.</summary>
public sealed class TrailEventTests
{
    private const string Role = "arn:aws:iam::123456789012:role/";

    [Theory]
    [InlineData("admin", "alice@example.com", "alice@example.com (admin)")]
    [InlineData("AWSReservedSSO_Admin_0123", "bob.smith", "bob.smith (AWSReservedSSO_Admin_0123)")]
    [InlineData("deployer", "GitHubActions", "GitHubActions (deployer)")]
    [InlineData("deployer", "deployer", "deployer")]
    [InlineData("deployer", "botocore-session-1700000000", "deployer")]
    [InlineData("deployer", "session", "deployer")]
    [InlineData("runner", "i-0123456789abcdef0", "runner")]
    [InlineData("scheduler", "0f3c1c9e6b8d4f4f9a", "scheduler")]
    public void TheSessionIsNamedWhereItNamesSomebody(string role, string session, string who)
    {
        var account = new TestAccount().Event("14:00:00", "DeleteCluster", new { cluster = "main" }, by: session, role: Role + role);
        Assert.Equal(who, account.Read(bundle => Assert.Single(TrailEvent.ReadAll(bundle)).By));
    }
}
