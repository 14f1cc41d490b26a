using IncidentKit.Schedules;
using static IncidentKit.Tests.Schedules.Times;

namespace IncidentKit.Tests.Schedules;

public class ScheduleExpressionTests
{
    // Vectors are the rows of the collected AWS facts, "from" being exclusive there. "then" lists every fire time up to the last one
    // given, so that nothing may lie between; a trailing "?" marks an optional one and "end" that no other follows.
    //
    // New York 2026-11-01     EDT 00:00 ──── 01:00 ──── 02:00 = EST 01:00 ──── 02:00
    //                   UTC       04:00      05:00            06:00 (2nd)     07:00
    // New York 2026-03-08     EST 01:00 ──── 02:00 = EDT 03:00
    //                   UTC       06:00      07:00
    [Theory]
    [InlineData("1", "cron(0 10 * * ? *)", "UTC", "2026-09-08T09:31Z", "2026-09-08T10:00Z 2026-09-09T10:00Z")]
    [InlineData("2", "cron(0 18 ? * MON-FRI *)", "UTC", "2026-09-08T09:31Z", "2026-09-08T18:00Z")]
    [InlineData("3", "cron(0 8 1 * ? *)", "UTC", "2026-09-08T09:31Z", "2026-10-01T08:00Z")]
    [InlineData("4", "cron(0/15 * * * ? *)", "UTC", "2026-09-08T09:31Z", "2026-09-08T09:45Z 2026-09-08T10:00Z")]
    [InlineData(
        "5",
        "cron(1/10 * * * ? *)",
        "UTC",
        "2026-09-08T09:31Z",
        "2026-09-08T09:41Z 2026-09-08T09:51Z 2026-09-08T10:01Z 2026-09-08T10:11Z"
    )]
    [InlineData("6", "cron(5,35 14 * * ? *)", "UTC", "2026-09-08T14:05Z", "2026-09-08T14:35Z 2026-09-09T14:05Z 2026-09-09T14:35Z")]
    [InlineData("7", "cron(0/5 8-17 ? * MON-FRI *)", "UTC", "2026-09-11T17:50Z", "2026-09-11T17:55Z 2026-09-14T08:00Z 2026-09-14T08:05Z")]
    [InlineData(
        "8",
        "cron(0/30 20-2 ? * MON-FRI *)",
        "UTC",
        "2026-09-11T23:15Z",
        "2026-09-11T23:30Z 2026-09-14T00:00Z 2026-09-14T00:30Z 2026-09-14T01:00Z 2026-09-14T01:30Z 2026-09-14T02:00Z 2026-09-14T02:30Z 2026-09-14T20:00Z"
    )]
    [InlineData(
        "9",
        "cron(15 10 ? * 6L 2022-2023)",
        "UTC",
        "2022-11-01T00:00Z",
        "2022-11-25T10:15Z 2022-12-30T10:15Z 2023-01-27T10:15Z 2023-02-24T10:15Z"
    )]
    [InlineData("10", "cron(15 10 ? * 6L 2022-2023)", "UTC", "2023-11-24T10:15Z", "2023-12-29T10:15Z end")]
    [InlineData(
        "13",
        "cron(0 */3 */1 * ? *)",
        "UTC",
        "2020-12-07T15:57:37Z",
        "2020-12-07T18:00Z 2020-12-07T21:00Z 2020-12-08T00:00Z 2020-12-08T03:00Z"
    )]
    [InlineData(
        "14",
        "cron(15 12 ? * sun,mon *)",
        "UTC",
        "2020-12-07T15:57:37Z",
        "2020-12-13T12:15Z 2020-12-14T12:15Z 2020-12-20T12:15Z 2020-12-21T12:15Z"
    )]
    [InlineData("16", "cron(0 9 ? * 3#2 *)", "UTC", "2026-09-08T09:31Z", "2026-10-13T09:00Z 2026-11-10T09:00Z")]
    [InlineData("17", "cron(0 9 ? * 2#5 *)", "UTC", "2026-09-08T09:31Z", "2026-11-30T09:00Z 2027-03-29T09:00Z 2027-05-31T09:00Z")]
    [InlineData("20", "cron(0 0 L * ? *)", "UTC", "2026-01-31T00:00Z", "2026-02-28T00:00Z 2026-03-31T00:00Z 2026-04-30T00:00Z")]
    [InlineData("21", "cron(0 12 ? * L *)", "UTC", "2026-09-08T09:31Z", "2026-09-12T12:00Z 2026-09-19T12:00Z")]
    [InlineData("21", "cron(0 12 ? * 7L *)", "UTC", "2026-09-08T09:31Z", "2026-09-26T12:00Z 2026-10-31T12:00Z")]
    [InlineData(
        "24",
        "cron(30 2 * * ? *)",
        "America/Los_Angeles",
        "2026-03-07T08:00Z",
        "2026-03-07T02:30-08:00 2026-03-09T02:30-07:00 2026-03-10T02:30-07:00"
    )]
    [InlineData(
        "25",
        "cron(30 1 * * ? *)",
        "America/New_York",
        "2026-10-31T00:00Z",
        "2026-10-31T01:30-04:00 2026-11-01T01:30-04:00 2026-11-01T01:30-05:00? 2026-11-02T01:30-05:00"
    )]
    [InlineData("26", "cron(30 2 * * ? *)", "Europe/Berlin", "2026-03-28T00:00Z", "2026-03-28T02:30+01:00 2026-03-30T02:30+02:00")]
    [InlineData(
        "28",
        "cron(30 8 * * ? *)",
        "America/New_York",
        "2026-03-07T00:00Z",
        "2026-03-07T08:30-05:00 2026-03-08T08:30-04:00 2026-03-09T08:30-04:00"
    )]
    [InlineData("30", "at(2022-11-20T13:00:00)", "America/Los_Angeles", "1990-01-01T00:00Z", "2022-11-20T13:00-08:00 end")]
    [InlineData("31", "at(2026-03-08T02:30:00)", "America/Los_Angeles", "1990-01-01T00:00Z", "end")]
    [InlineData(
        "35",
        "cron(0 * * * ? *)",
        "America/New_York",
        "2026-11-01T03:30Z",
        "2026-11-01T00:00-04:00 2026-11-01T01:00-04:00 2026-11-01T01:00-05:00? 2026-11-01T02:00-05:00 2026-11-01T03:00-05:00"
    )]
    // From here on cases of our own.
    [InlineData("nearest weekday: 1st is a Saturday", "cron(0 0 1W AUG ? 2026)", "UTC", "2026-01-01T00:00Z", "2026-08-03T00:00Z end")]
    [InlineData("nearest weekday: 31st is a Sunday", "cron(0 0 31W MAY ? 2026)", "UTC", "2026-01-01T00:00Z", "2026-05-29T00:00Z end")]
    [InlineData("nearest weekday: a Saturday goes back", "cron(0 0 15W 8 ? 2026)", "UTC", "2026-01-01T00:00Z", "2026-08-14T00:00Z end")]
    [InlineData("nearest weekday: a Sunday goes on", "cron(0 0 16w 8 ? 2026)", "UTC", "2026-01-01T00:00Z", "2026-08-17T00:00Z end")]
    [InlineData("nearest weekday: the month lacks the day", "cron(0 7 30W FEB ? 2027)", "UTC", "2026-01-01T00:00Z", "end")]
    [InlineData("last weekday", "cron(0 0 LW * ? 2026)", "UTC", "2026-04-30T00:00Z", "2026-05-29T00:00Z 2026-06-30T00:00Z")]
    [InlineData(
        "list with L and W",
        "cron(0 0 1,15W,L 2 ? 2026)",
        "UTC",
        "2026-01-01T00:00Z",
        "2026-02-01T00:00Z 2026-02-16T00:00Z 2026-02-28T00:00Z end"
    )]
    [InlineData("leap day", "cron(0 0 29 2 ? *)", "UTC", "2026-01-01T00:00Z", "2028-02-29T00:00Z 2032-02-29T00:00Z")]
    [InlineData(
        "wrapping days of week",
        "cron(0 0 ? * FRI-MON *)",
        "UTC",
        "2026-09-10T00:00Z",
        "2026-09-11T00:00Z 2026-09-12T00:00Z 2026-09-13T00:00Z 2026-09-14T00:00Z 2026-09-18T00:00Z"
    )]
    [InlineData(
        "wrapping months",
        "cron(0 0 1 NOV-JAN ? *)",
        "UTC",
        "2026-01-01T00:00Z",
        "2026-11-01T00:00Z 2026-12-01T00:00Z 2027-01-01T00:00Z 2027-11-01T00:00Z"
    )]
    [InlineData(
        "wrapping range with step",
        "cron(0 20-2/3 * * ? *)",
        "UTC",
        "2026-09-08T00:00Z",
        "2026-09-08T02:00Z 2026-09-08T20:00Z 2026-09-08T23:00Z 2026-09-09T02:00Z"
    )]
    [InlineData(
        "name with step",
        "cron(0 0 1 MAR/4 ? *)",
        "UTC",
        "2026-01-01T00:00Z",
        "2026-03-01T00:00Z 2026-07-01T00:00Z 2026-11-01T00:00Z 2027-03-01T00:00Z"
    )]
    [InlineData("step past the end", "cron(50/20 0 1 1 ? *)", "UTC", "2026-01-01T00:00Z", "2026-01-01T00:50Z 2027-01-01T00:50Z")]
    [InlineData("years with step", "cron(0 0 1 1 ? 2020/5)", "UTC", "2021-01-01T00:00Z", "2025-01-01T00:00Z 2030-01-01T00:00Z")]
    [InlineData("last year", "cron(0 0 31 12 ? 2199)", "America/New_York", "2026-01-01T00:00Z", "2199-12-31T00:00-05:00 end")]
    [InlineData("past years", "cron(0 0 1 1 ? 2020)", "UTC", "2026-01-01T00:00Z", "end")]
    [InlineData("no such day", "cron(0 0 31 2 ? *)", "America/New_York", "2026-01-01T00:00Z", "end")]
    [InlineData(
        "several last days of week",
        "cron(0 0 ? 9 MONL,6l 2026)",
        "UTC",
        "2026-01-01T00:00Z",
        "2026-09-25T00:00Z 2026-09-28T00:00Z end"
    )]
    [InlineData(
        "day of week with step",
        "cron(0 0 ? 9 2/2 2026)",
        "UTC",
        "2026-09-01T12:00Z",
        "2026-09-02T00:00Z 2026-09-04T00:00Z 2026-09-07T00:00Z"
    )]
    [InlineData(
        "overlap of half an hour",
        "cron(0/15 1-2 * * ? *)",
        "Australia/Lord_Howe",
        "2026-04-04T14:20Z",
        "2026-04-05T01:30+11:00 2026-04-05T01:45+11:00 2026-04-05T01:30+10:30? 2026-04-05T01:45+10:30? 2026-04-05T02:00+10:30"
    )]
    [InlineData(
        "gap at midnight",
        "cron(0 0 * * ? *)",
        "America/Santiago",
        "2026-09-04T12:00Z",
        "2026-09-05T00:00-04:00 2026-09-07T00:00-03:00"
    )]
    [InlineData(
        "offset with seconds",
        "cron(0 0 * * ? 1970)",
        "Africa/Monrovia",
        "1960-01-01T00:00Z",
        "1970-01-01T00:44:30Z 1970-01-02T00:44:30Z"
    )]
    [InlineData(
        "at in an overlap",
        "at(2026-11-01T01:30:15)",
        "America/New_York",
        "1990-01-01T00:00Z",
        "2026-11-01T01:30:15-04:00 2026-11-01T01:30:15-05:00? end"
    )]
    [InlineData("at, second pass alone", "at(2026-11-01T01:30:00)", "America/New_York", "2026-11-01T05:30Z", "2026-11-01T01:30-05:00? end")]
    [InlineData("at, past", "at(2022-11-20T13:00:00)", "UTC", "2026-11-01T05:30Z", "end")]
    public void FiresAtTheseTimesAndNoOthers(string vector, string expression, string zone, string after, string then)
    {
        Assert.NotEmpty(vector);
        var expected = then.Split(' ').Where(word => word != "end").ToList();
        var last =
            expected.Count == 0 || then.EndsWith("end", StringComparison.Ordinal)
                ? At("2300-01-01T00:00Z")
                : At(expected[^1].TrimEnd('?')) + Duration.Epsilon;
        Assert.Equal(
            expected.Select(word => new FireTime(At(word.TrimEnd('?')), word.EndsWith('?'))),
            ScheduleExpression.Parse(expression).Between(At(after) + Duration.Epsilon, last, Zone(zone))
        );
    }

    [Theory]
    [InlineData(
        "32",
        "rate(5 minutes)",
        "2026-03-01T00:02:00Z",
        "2026-03-01T00:00Z",
        "2026-03-01T00:02Z 2026-03-01T00:07Z 2026-03-01T00:12Z"
    )]
    [InlineData(
        "34",
        "rate(1 hour)",
        "2026-03-01T14:00:10Z",
        "2026-03-01T00:00Z",
        "2026-03-01T14:00:10Z 2026-03-01T15:00:10Z 2026-03-01T16:00:10Z"
    )]
    [InlineData(
        "the spring day has 24 hours too",
        "rate(1 days)",
        "2026-03-07T12:00Z",
        "2026-03-07T12:00Z",
        "2026-03-07T12:00Z 2026-03-08T12:00Z 2026-03-09T12:00Z"
    )]
    [InlineData(
        "from between two",
        "rate(7 minutes)",
        "2026-03-01T00:00:00.25Z",
        "2026-03-01T00:07:00.26Z",
        "2026-03-01T00:14:00.25Z 2026-03-01T00:21:00.25Z"
    )]
    [InlineData(
        "from on one",
        "rate(7 minute)",
        "2026-03-01T00:00:00.25Z",
        "2026-03-01T00:07:00.25Z",
        "2026-03-01T00:07:00.25Z 2026-03-01T00:14:00.25Z"
    )]
    [InlineData("long after", "rate(2 hours)", "1999-03-01T00:00Z", "2026-03-01T00:01Z", "2026-03-01T02:00Z 2026-03-01T04:00Z")]
    public void RateCountsFixedTimeFromItsAnchor(string vector, string expression, string anchor, string from, string then)
    {
        Assert.NotEmpty(vector);
        var expected = then.Split(' ').Select(At).ToList();
        foreach (var zone in new[] { "UTC", "America/New_York" })
            Assert.Equal(
                expected.Select(at => new FireTime(at, false)),
                ScheduleExpression.Parse(expression).Between(At(from), expected[^1] + Duration.Epsilon, Zone(zone), At(anchor))
            );
    }

    [Fact]
    public void RateNeedsAnAnchor() =>
        Assert.Throws<ArgumentException>(() =>
            ScheduleExpression.Parse("rate(1 day)").Between(At("2026-01-01T00:00Z"), At("2026-01-02T00:00Z"), DateTimeZone.Utc)
        );

    [Fact]
    public void RateEndsAtTheEndOfTime()
    {
        var rate = ScheduleExpression.Parse("rate(999999 days)");
        Assert.Single(rate.Between(At("9990-01-01T00:00Z"), Instant.MaxValue, DateTimeZone.Utc, At("9990-01-01T00:00Z")));
        Assert.Empty(rate.Between(At("9990-01-02T00:00Z"), Instant.MaxValue, DateTimeZone.Utc, At("9990-01-01T00:00Z")));
    }

    [Theory]
    [InlineData("cron(0/1 * * * ? *)")]
    [InlineData("rate(1 minute)")]
    [InlineData("at(2026-01-01T00:00:00)")]
    public void AnEmptyOrReversedWindowHasNone(string text)
    {
        var (early, late) = (At("2026-01-01T00:00Z"), At("2026-01-02T00:00Z"));
        var expression = ScheduleExpression.Parse(text);
        Assert.Empty(expression.Between(early, early, DateTimeZone.Utc, early));
        Assert.Empty(expression.Between(late, early, DateTimeZone.Utc, early));
        Assert.NotEmpty(expression.Between(early, late, DateTimeZone.Utc, early));
    }

    [Fact]
    public void CronIsBoundedByItsYearsInAnyWindow()
    {
        var times = ScheduleExpression
            .Parse("cron(0 0 1 1 ? *)")
            .Between(Instant.MinValue, Instant.MaxValue, Zone("Pacific/Auckland"))
            .ToList();
        Assert.Equal(230, times.Count);
        Assert.Equal(At("1970-01-01T00:00+12:00"), times[0].At);
        Assert.Equal(At("2199-01-01T00:00+13:00"), times[^1].At);
        Assert.Empty(ScheduleExpression.Parse("cron(0 0 1 1 ? *)").Between(At("2300-01-01T00:00Z"), Instant.MaxValue, DateTimeZone.Utc));
    }

    [Fact]
    public void AnEnumeratorStaysAtItsEnd()
    {
        foreach (var text in new[] { "cron(0 0 1 1 ? 2026)", "at(2026-01-01T00:00:00)", "rate(999 days)" })
        {
            var times = ScheduleExpression
                .Parse(text)
                .Between(At("2026-01-01T00:00Z"), At("2026-12-01T00:00Z"), Zone("UTC"), At("2026-01-01T00:00Z"))
                .GetEnumerator();
            Assert.True(times.MoveNext());
            Assert.False(times.MoveNext());
            Assert.False(times.MoveNext());
        }
    }

    [Fact]
    public void EnumerationAllocatesNothingPerFireTime()
    {
        var (cron, zone) = (ScheduleExpression.Parse("cron(0/1 * * * ? *)"), Zone("America/New_York"));
        long Allocated(string to)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var _ in cron.Between(At("2026-04-01T00:00Z"), Times.At(to), zone)) { }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The zone's own cache is filled now and then, and shared with other tests: the least of several counts, and less than a byte for each of 220,000 more fire times.
        long Least(string to) => Enumerable.Range(0, 10).Min(_ => Allocated(to));
        Assert.InRange(Least("2026-09-02T00:00Z") - Least("2026-04-02T00:00Z"), -10_000, 10_000);
    }

    [Theory]
    [InlineData("cron(0 10 * * * *)", "day-of-week", 14)]
    [InlineData("cron(0 10 ? * ? *)", "day-of-week", 14)]
    [InlineData("cron(0 10 1 * 2 *)", "day-of-week", 14)]
    [InlineData("cron(? 10 * * ? *)", "minutes", 5)]
    [InlineData("cron(60 10 * * ? *)", "minutes", 5)]
    [InlineData("cron(0 10 32 * ? *)", "day-of-month", 10)]
    [InlineData("cron(0 10 * 13 ? *)", "month", 12)]
    [InlineData("cron(0 10 ? * 8 *)", "day-of-week", 14)]
    [InlineData("cron(0 10 ? * 2#6 *)", "day-of-week", 16)]
    [InlineData("cron(0 10 ? * 2#1,4#2 *)", "day-of-week", 14)]
    [InlineData("cron(0 10 ? * 3#1,6#3 *)", "day-of-week", 14)]
    [InlineData("cron(0 10 ? * 2,6#3 *)", "day-of-week", 16)]
    [InlineData("cron(0/0 10 * * ? *)", "minutes", 7)]
    [InlineData("cron(0 10 * FOO ? *)", "month", 12)]
    [InlineData("cron(0 10 * * ? 1969)", "year", 16)]
    [InlineData("cron(0 0 10 * * ? *)", "expression", 0)]
    [InlineData("cron(0 10 * *)", "expression", 0)]
    [InlineData("cron()", "expression", 0)]
    [InlineData("cron(0 24 * * ? *)", "hours", 7)]
    [InlineData("cron(0,,5 10 * * ? *)", "minutes", 7)]
    [InlineData("cron(/5 10 * * ? *)", "minutes", 5)]
    [InlineData("cron(0/ 10 * * ? *)", "minutes", 7)]
    [InlineData("cron(0 -1 * * ? *)", "hours", 7)]
    [InlineData("cron(0 10 L-3 * ? *)", "day-of-month", 10)]
    [InlineData("cron(0 10 1-5W * ? *)", "day-of-month", 10)]
    [InlineData("cron(0 10 32W * ? *)", "day-of-month", 10)]
    [InlineData("cron(0 10 W * ? *)", "day-of-month", 10)]
    [InlineData("cron(0 10 ?,1 * ? *)", "day-of-month", 10)]
    [InlineData("cron(0 10 0 * ? *)", "day-of-month", 10)]
    [InlineData("cron(0 10 ? * 0 *)", "day-of-week", 14)]
    [InlineData("cron(0 10 ? * 2#x *)", "day-of-week", 16)]
    [InlineData("cron(0 10 * * ? 2030-2026)", "year", 16)]
    [InlineData("cron(0 10 * * ? 99999999999)", "year", 16)]
    [InlineData("rate(5)", "expression", 0)]
    [InlineData("rate(0 minutes)", "value", 5)]
    [InlineData("rate(-5 minutes)", "value", 5)]
    [InlineData("rate(1000000 days)", "value", 5)]
    [InlineData("rate(5 seconds)", "unit", 7)]
    [InlineData("at(2026-02-30T00:00:00)", "date-time", 3)]
    [InlineData("at(2026-02-20T00:00:00Z)", "date-time", 3)]
    [InlineData("every(5 minutes)", "expression", 0)]
    [InlineData("nonsense", "expression", 0)]
    [InlineData("cron(0 10 * * ? *", "expression", 0)]
    [InlineData("", "expression", 0)]
    public void RefusesAtTheFieldAndColumn(string text, string field, int column)
    {
        var refusal = Assert.Throws<ScheduleExpressionException>(() => ScheduleExpression.Parse(text));
        Assert.Equal((field, column), (refusal.Field, refusal.Position));
        Assert.StartsWith($"{text}: {field} ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith($"; column {column}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cron(0 10 ? * 8 *)", "cron(0 10 ? * 8 *): day-of-week '8' is outside 1-7 (1 = SUN); column 14")]
    [InlineData("cron(0 10 * FOO ? *)", "cron(0 10 * FOO ? *): month 'FOO' is not one of 1-12 or JAN-DEC; column 12")]
    [InlineData(
        "cron(0 10 * * * *)",
        "cron(0 10 * * * *): day-of-week '*' and day-of-month '*' are both given: one of them must be ?; column 14"
    )]
    [InlineData("cron(0 10\n? * 8 *)", "cron(0 10 ? * 8 *): day-of-week '8' is outside 1-7 (1 = SUN); column 14")]
    [InlineData("at(tomorrow)", "at(tomorrow): date-time 'tomorrow' is not a time of the form yyyy-mm-ddThh:mm:ss; column 3")]
    public void RefusalIsOneClearLine(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ScheduleExpressionException>(() => ScheduleExpression.Parse(text)).Message);

    [Fact]
    public void RefusesMoreThan256Characters()
    {
        var refusal = Assert.Throws<ScheduleExpressionException>(() => ScheduleExpression.Parse($"cron({new string('0', 400)})"));
        Assert.EndsWith("...: expression is longer than 256 characters; column 256", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cron(0 10 * * ?)", "UTC", "five fields")]
    [InlineData("cron(0 10 lw * ? *)", "UTC", "'lw' is read as the last Monday-Friday")]
    [InlineData("cron(0 10 ? * 2/2 *)", "UTC", "'2/2' has a step")]
    [InlineData("at(2026-03-08T02:30:00)", "America/New_York", "does not exist in America/New_York")]
    [InlineData("at(2026-11-01T01:30:00)", "America/New_York", "happens twice in America/New_York")]
    public void TellsWhatIsRemarkable(string text, string zone, string notice) =>
        Assert.Contains(notice, Assert.Single(ScheduleExpression.Parse(text).NoticesIn(Zone(zone))), StringComparison.Ordinal);

    [Theory]
    [InlineData("cron(0 10 ? * 2#1 2026)")]
    [InlineData("rate(1 hours)")]
    [InlineData("at(2026-03-08T03:30:00)")]
    public void IsSilentAboutTheOrdinary(string text) => Assert.Empty(ScheduleExpression.Parse(text).NoticesIn(Zone("America/New_York")));

    [Fact]
    public void FiveFieldsMeanAnyYear() =>
        Assert.Equal(
            ScheduleExpression.Parse("cron(0 10 * * ? *)").Between(At("2026-01-01T00:00Z"), At("2028-01-01T00:00Z"), DateTimeZone.Utc),
            ScheduleExpression.Parse("cron(0 10 * * ?)").Between(At("2026-01-01T00:00Z"), At("2028-01-01T00:00Z"), DateTimeZone.Utc)
        );

    [Fact]
    public void EqualsWhatIsWrittenAlike()
    {
        var expression = ScheduleExpression.Parse("rate(1 hour)");
        Assert.Equal(expression, ScheduleExpression.Parse("rate(1 hour)"));
        Assert.Equal(expression.GetHashCode(), ScheduleExpression.Parse("rate(1 hour)").GetHashCode());
        Assert.NotEqual(expression, ScheduleExpression.Parse("rate(1 hours)"));
        Assert.False(expression.Equals(null));
        Assert.Equal("rate(1 hour)", expression.ToString());
    }
}
