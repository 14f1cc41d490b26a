using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentKit.Aws.Tests;

public sealed class AwsOperationTests
{
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
    public void PolicyOfTheReadmeAllowsExactlyTheTable()
    {
        var project = typeof(AwsOperationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDir").Value!;
        var readme = File.ReadAllText(Path.Combine(project, "../../README.md"));
        var block = new Regex("```json\n(?<policy>[^`]+)```", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).Match(readme);
        using var policy = JsonDocument.Parse(block.Groups["policy"].Value);
        var statement = Assert.Single(policy.RootElement.GetProperty("Statement").EnumerateArray());
        Assert.Equal("Allow", statement.GetProperty("Effect").GetString());
        Assert.Equal(
            AwsOperation.All.Select(operation => operation.IamAction).Order(StringComparer.Ordinal),
            statement.GetProperty("Action").EnumerateArray().Select(action => action.GetString()!)
        );
    }

    [Fact]
    public void EveryRateIsPositive() => Assert.All(AwsOperation.All, operation => Assert.True(operation.RatePerSecond > 0));
}
