using System.Text.Json;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;
using static IncidentKit.Tests.Schedules.Times;

namespace IncidentKit.Tests.Schedules;

public class ScheduleReaderTests
{
    private const string GetSchedule = """
        {
          "ActionAfterCompletion": "DELETE", "Arn": "arn:aws:scheduler:us-west-2:111122223333:schedule/market/quotes",
          "CreationDate": 1764547200.123456, "LastModificationDate": "2026-01-05T10:00:00.5+00:00",
          "StartDate": "2026-01-01T00:00:00Z", "EndDate": "2026-12-31T00:00:00", "Description": null,
          "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15}, "GroupName": "market", "KmsKeyArn": null, "Name": "quotes",
          "ScheduleExpression": "cron(0/5 9-16 ? * MON-FRI *)", "ScheduleExpressionTimezone": "America/New_York", "State": "DISABLED",
          "Target": {
            "Arn": "arn:aws:ecs:us-west-2:111122223333:cluster/ingest", "RoleArn": "arn:aws:iam::111122223333:role/scheduler",
            "DeadLetterConfig": {"Arn": "arn:aws:sqs:us-west-2:111122223333:dead"}, "Input": "{\"containerOverrides\":[]}",
            "EcsParameters": {
              "TaskDefinitionArn": "arn:aws:ecs:us-west-2:111122223333:task-definition/quotes:7", "TaskCount": 2, "LaunchType": "FARGATE", "Group": "quotes"
            },
            "RetryPolicy": {"MaximumEventAgeInSeconds": 3600, "MaximumRetryAttempts": "3"}
          }
        }
        """;

    // As CloudTrail writes it for CreateSchedule: no ARN, no dates of change, camel case, what the caller left out left out.
    private const string RequestParameters = """
        {
          "name": "nightly", "scheduleExpression": "rate(1 hour)", "flexibleTimeWindow": {"mode": "OFF"}, "clientToken": "t",
          "target": {"arn": "arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:close:live", "roleArn": "arn:aws-us-gov:iam::111122223333:role/s"}
        }
        """;

    [Fact]
    public void ReadsGetSchedule() =>
        Assert.Equal(
            new Schedule
            {
                Name = "quotes",
                Group = "market",
                Arn = "arn:aws:scheduler:us-west-2:111122223333:schedule/market/quotes",
                Expression = ScheduleExpression.Parse("cron(0/5 9-16 ? * MON-FRI *)"),
                TimeZone = Zone("America/New_York"),
                IsOn = false,
                Start = At("2026-01-01T00:00Z"),
                End = At("2026-12-31T00:00Z"),
                FlexibleWindow = Duration.FromMinutes(15),
                ActionAfterCompletion = CompletionAction.Delete,
                Created = At("2025-12-01T00:00:00.123456Z"),
                LastModified = At("2026-01-05T10:00:00.5Z"),
                Target = new EcsTarget(
                    new EcsTask
                    {
                        ClusterArn = "arn:aws:ecs:us-west-2:111122223333:cluster/ingest",
                        DefinitionArn = "arn:aws:ecs:us-west-2:111122223333:task-definition/quotes:7",
                        Count = 2,
                        LaunchType = "FARGATE",
                        Group = "quotes",
                    }
                )
                {
                    Arn = "arn:aws:ecs:us-west-2:111122223333:cluster/ingest",
                    RoleArn = "arn:aws:iam::111122223333:role/scheduler",
                    Input = "{\"containerOverrides\":[]}",
                    DeadLetterArn = "arn:aws:sqs:us-west-2:111122223333:dead",
                    MaximumRetryAttempts = 3,
                    MaximumEventAge = Duration.FromHours(1),
                },
            },
            Read(GetSchedule)
        );

    [Fact]
    public void ReadsRequestParametersWithSchedulersDefaults()
    {
        var schedule = Read(RequestParameters);
        Assert.Equal(
            new Schedule
            {
                Name = "nightly",
                Group = "default",
                Arn = null,
                Expression = ScheduleExpression.Parse("rate(1 hour)"),
                TimeZone = DateTimeZone.Utc,
                IsOn = true,
                FlexibleWindow = Duration.Zero,
                ActionAfterCompletion = CompletionAction.None,
                Target = new LambdaTarget("arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:close:live")
                {
                    Arn = "arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:close:live",
                    RoleArn = "arn:aws-us-gov:iam::111122223333:role/s",
                    MaximumRetryAttempts = 185,
                    MaximumEventAge = Duration.FromSeconds(86_400),
                },
            },
            schedule
        );
        Assert.Null(schedule.Phase);
    }

    [Theory]
    [InlineData("arn:aws:scheduler:::aws-sdk:lambda:invoke")]
    [InlineData("arn:aws:lambda:us-east-1:111122223333:event-source-mapping:x")]
    [InlineData("arn:aws:sqs:us-east-1:111122223333:q")]
    [InlineData("not an arn")]
    public void OtherTargetsAreOther(string arn) =>
        Assert.IsType<OtherTarget>(
            Read(
                RequestParameters.Replace(
                    "arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:close:live",
                    arn,
                    StringComparison.Ordinal
                )
            ).Target
        );

    [Fact]
    public void AFlexibleWindowThatIsOffIsZero() =>
        Assert.Equal(Duration.Zero, Read(GetSchedule.Replace("FLEXIBLE", "OFF", StringComparison.Ordinal)).FlexibleWindow);

    [Theory]
    [InlineData("\"Name\": \"quotes\",", "", "The schedule has no Name.")]
    [InlineData("\"cron(0/5 9-16 ? * MON-FRI *)\"", "null", "Schedule quotes: ScheduleExpression is missing.")]
    [InlineData("\"Target\": {", "\"Goal\": {", "Schedule quotes: Target is missing.")]
    [InlineData("\"Arn\": \"arn:aws:ecs:us-west-2:111122223333:cluster/ingest\",", "", "Schedule quotes: Target.Arn is missing.")]
    [InlineData(
        "America/New_York",
        "Mars/Olympus",
        "Schedule quotes: ScheduleExpressionTimezone 'Mars/Olympus' is not a zone of the tz database."
    )]
    [InlineData("2026-01-01T00:00:00Z", "soon", "Schedule quotes: StartDate 'soon' is not a time (seconds since 1970 or ISO 8601).")]
    [InlineData("1764547200.123456", "1e20", "Schedule quotes: CreationDate '1e20' is not a time (seconds since 1970 or ISO 8601).")]
    [InlineData("\"TaskCount\": 2", "\"TaskCount\": -2", "Schedule quotes: TaskCount '-2' is not a number.")]
    [InlineData("\"TaskCount\": 2", "\"TaskCount\": {}", "Schedule quotes: TaskCount '{}' is not a number.")]
    [InlineData("cron(0/5", "cron(0/0", "cron(0/0 9-16 ? * MON-FRI *): minutes '0' is not a step of 1 or more; column 7")]
    public void SaysWhatIsMissingOrUnreadable(string part, string instead, string message) =>
        Assert.Equal(
            message,
            Assert.ThrowsAny<FormatException>(() => Read(GetSchedule.Replace(part, instead, StringComparison.Ordinal))).Message
        );

    [Fact]
    public void NothingButAnObjectIsASchedule() => Assert.Throws<FormatException>(() => Read("[]"));

    private static Schedule Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ScheduleReader.Read(document.RootElement);
    }
}
