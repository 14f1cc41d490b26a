using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentKit.Aws.Client;
using IncidentKit.Aws.Plan;
using IncidentKit.Aws.Sources;

namespace IncidentKit.Aws.Tests;

public sealed class AwsOperationTests
{
    [Fact]
    public void EveryOperationReadsButThoseThatAreAskedFor()
    {
        Assert.NotEmpty(AwsOperation.All);
        Assert.Equal(
            [AwsOperation.StartQuery, AwsOperation.StopQuery, AwsOperation.ReceiveMessage],
            AwsOperation.All.Where(operation => !operation.ReadsOnly)
        );
        Assert.All(
            AwsOperation.All.Where(operation => operation.ReadsOnly),
            operation =>
                Assert.Matches(new Regex("^(?:List|Describe|Get|Lookup|Filter)[A-Z]", RegexOptions.NonBacktracking), operation.Name)
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
        var project = typeof(AwsOperationTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "ProjectDir")
            .Value!;
        var readme = File.ReadAllText(Path.Combine(project, "../../README.md"));
        var block = new Regex("```json\n(?<policy>[^`]+)```", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).Match(readme);
        using var policy = JsonDocument.Parse(block.Groups["policy"].Value);
        var statements = policy.RootElement.GetProperty("Statement").EnumerateArray().ToList();
        Assert.All(statements, statement => Assert.Equal("Allow", statement.GetProperty("Effect").GetString()));
        Assert.Equal(
            AwsOperation.All.Select(operation => operation.IamAction).Order(StringComparer.Ordinal),
            statements
                .SelectMany(statement => statement.GetProperty("Action").EnumerateArray())
                .Select(action => action.GetString()!)
                .Order(StringComparer.Ordinal)
        );
        // Each statement has its row in the table that says what becomes unknown without it.
        Assert.All(
            statements,
            statement => Assert.Contains($"| `{statement.GetProperty("Sid").GetString()}` |", readme, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void EveryRateIsPositive() => Assert.All(AwsOperation.All, operation => Assert.True(operation.RatePerSecond > 0));
}
