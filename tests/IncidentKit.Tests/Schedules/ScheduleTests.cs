using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;
using static IncidentKit.Tests.Schedules.Times;

namespace IncidentKit.Tests.Schedules;

public class ScheduleTests
{
    private static readonly Instant From = At("2026-03-01T00:00Z");
    private static readonly Instant To = At("2026-03-02T00:00Z");

    [Theory]
    [InlineData("2026-03-01T06:00:00Z", "2026-03-01T18:00:00Z", "6 12 18")] // both inclusive
    [InlineData("2026-03-01T06:00:01Z", "2026-03-01T17:59:59Z", "12")]
    [InlineData("2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z", "0 6 12 18")] // never widen the window
    [InlineData("2026-03-01T18:00:00Z", "2026-03-01T06:00:00Z", "")]
    [InlineData(null, null, "0 6 12 18")]
    public void CronFiresFromStartToEnd(string? start, string? end, string hours) =>
        Assert.Equal(
            hours.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse),
            Of("cron(0 0/6 * * ? *)", start, end).FireTimes(From, To).Select(fire => fire.At.InUtc().Hour)
        );

    [Fact]
    public void RateStartsAtItsStartAndEndsAtItsEnd()
    {
        var schedule = Of("rate(6 hours)", "2026-03-01T01:30:00Z", "2026-03-01T13:30:00Z");
        Assert.Equal(
            [At("2026-03-01T01:30Z"), At("2026-03-01T07:30Z"), At("2026-03-01T13:30Z")],
            schedule.FireTimes(From, To).Select(fire => fire.At)
        );
    }

    [Fact]
    public void AtIgnoresStartAndEnd() =>
        Assert.Equal(
            [new FireTime(At("2026-03-01T05:00Z"), false)],
            Of("at(2026-03-01T05:00:00)", "2026-03-01T06:00:00Z", "2026-03-01T04:00:00Z").FireTimes(From, To)
        );

    [Fact]
    public void RateWithoutStartCountsFromTheLastChangeElseTheCreation()
    {
        var created = Of("rate(1 day)", null, null) with { Created = At("2026-02-01T03:00Z") };
        Assert.Equal([At("2026-03-01T03:00Z")], created.FireTimes(From, To).Select(fire => fire.At));
        var changed = created with { LastModified = At("2026-02-02T04:00Z") };
        Assert.Equal([At("2026-03-01T04:00Z")], changed.FireTimes(From, To).Select(fire => fire.At));
    }

    [Fact]
    public void AnObservedStartIsABetterPhase() =>
        Assert.Equal(
            [At("2026-03-01T05:00Z")],
            (Of("rate(1 day)", null, null) with { Created = At("2026-02-01T03:00Z") })
                .FireTimes(From, To, At("2026-02-20T05:00Z"))
                .Select(fire => fire.At)
        );

    [Fact]
    public void RateOfUnknownPhaseHasNoFireTimes() =>
        Assert.Throws<ArgumentException>(() => Of("rate(1 day)", null, null).FireTimes(From, To));

    [Fact]
    public void ADisabledScheduleKeepsItsSlots() =>
        Assert.Single((Of("cron(0 5 * * ? *)", null, null) with { IsOn = false }).FireTimes(From, To));

    [Fact]
    public void CarriesTheNoticesOfItsExpressionInItsZone() =>
        Assert.Single((Of("at(2026-03-08T02:30:00)", null, null) with { TimeZone = Zone("America/New_York") }).Notices);

    private static Schedule Of(string expression, string? start, string? end) =>
        new()
        {
            Name = "s",
            Expression = ScheduleExpression.Parse(expression),
            Start = start is null ? null : At(start),
            End = end is null ? null : At(end),
            Target = new OtherTarget { Arn = "arn:aws:sqs:us-east-1:111122223333:q" },
        };
}
