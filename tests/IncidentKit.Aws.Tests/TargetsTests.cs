using System.Text.Json;
using IncidentKit.Aws.Sources;
using NodaTime;

namespace IncidentKit.Aws.Tests;

public sealed class TargetsTests
{
    private const string Function = "arn:aws:lambda:us-west-2:123456789012:function:close";

    [Fact]
    public void AChangeReachesBackAsFarAsItsScheduleAndNotAsOneOfTheSameNameInAnotherGroup()
    {
        var targets = new Targets("us-west-2", Instant.FromUtc(2026, 1, 29, 14, 0));
        targets.AddSchedule(Json("""{"Name":"job","GroupName":"alpha","ScheduleExpression":"rate(1 day)"}"""));
        targets.AddSchedule(Json("""{"Name":"job","GroupName":"beta","ScheduleExpression":"rate(1 minute)"}"""));
        targets.AddChange(Json($$$"""{"requestParameters":{"name":"job","groupName":"alpha","target":{"arn":"{{{Function}}}"} } }"""));
        Assert.Equal(Duration.FromDays(2) + Duration.FromMinutes(5), targets.Functions["close"]);
    }

    private static JsonElement Json(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
