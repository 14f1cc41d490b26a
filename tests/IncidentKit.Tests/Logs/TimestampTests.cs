using IncidentKit.Basics;
using IncidentKit.Imports.Logs;

namespace IncidentKit.Tests.Logs;

/// <summary>The forms in which logs write their times.</summary>
public sealed class TimestampTests
{
    private static readonly LogReading InBerlin = new()
    {
        Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"],
        Latest = Instant.FromUtc(2026, 3, 1, 0, 0),
    };

    [Theory]
    [InlineData("2026-01-29T16:36:40.123Z INFO started", "2026-01-29T16:36:40.123Z")]
    [InlineData("2026-01-29T16:36:40.123456789Z stdout F started", "2026-01-29T16:36:40.1234567Z")]
    [InlineData("2026-01-29T18:36:40+02:00 started", "2026-01-29T16:36:40Z")]
    [InlineData("2026-01-29 11:36:40,123 -0500 INFO started", "2026-01-29T16:36:40.123Z")]
    [InlineData("2026-01-29 16:36:40 UTC started", "2026-01-29T16:36:40Z")]
    [InlineData("2026-01-29 17:36:40,123 [main] INFO Job - started", "2026-01-29T16:36:40.123Z")]
    [InlineData("2026-01-29 17:36:40 -5 retries left", "2026-01-29T16:36:40Z")]
    [InlineData("2026/01/29 17:36:40 started", "2026-01-29T16:36:40Z")]
    [InlineData("20260129T163640Z started", "2026-01-29T16:36:40Z")]
    [InlineData("[2026-01-29 17:36:40,123] started", "2026-01-29T16:36:40.123Z")]
    [InlineData("[INFO]\t2026-01-29T16:36:40.123Z\t8f5e started", "2026-01-29T16:36:40.123Z")]
    [InlineData("ERROR  2026-01-29 17:36:40 started", "2026-01-29T16:36:40Z")]
    [InlineData("29 Jan 2026 17:36:40,123 INFO started", "2026-01-29T16:36:40.123Z")]
    [InlineData("29-Jan-2026 17:36:40.123 INFO [main] started", "2026-01-29T16:36:40.123Z")]
    [InlineData("127.0.0.1 - - [29/Jan/2026:17:36:40 +0100] \"GET / HTTP/1.1\" 200 5", "2026-01-29T16:36:40Z")]
    [InlineData("[Thu Jan 29 17:36:40.123456 2026] [core:error] no", "2026-01-29T16:36:40.123456Z")]
    [InlineData("Jan 29 17:36:40 host job[12]: started", "2026-01-29T16:36:40Z")]
    [InlineData("<34>Jan  9 17:36:40 host job: started", "2026-01-09T16:36:40Z")]
    [InlineData("Dec 31 17:36:40 host job: started", "2025-12-31T16:36:40Z")]
    [InlineData("Feb 29 17:36:40 host job: started", "2024-02-29T16:36:40Z")]
    [InlineData("<34>1 2026-01-29T16:36:40.003Z host job - ID47 - started", "2026-01-29T16:36:40.003Z")]
    [InlineData("Jan 29 2026 17:36:40: %ASA-6-1: started", "2026-01-29T16:36:40Z")]
    [InlineData("1769704600 started", "2026-01-29T16:36:40Z")]
    [InlineData("1769704600.5 started", "2026-01-29T16:36:40.5Z")]
    [InlineData("1769704600123 started", "2026-01-29T16:36:40.123Z")]
    [InlineData("1769704600123456 started", "2026-01-29T16:36:40.123456Z")]
    [InlineData("1769704600123456700 started", "2026-01-29T16:36:40.1234567Z")]
    public void TimeOfALineIsRead(string line, string expected)
    {
        var log = TestLog.Read($"{line}\n{line}\n", reading: InBerlin);
        Assert.Equal((2, TestLog.At(expected)), ((int)log.Events, log.First));
    }

    // Berlin, 2026-03-29: 01:59 +01:00, then 03:00 +02:00.   2026-10-25: 02:59 +02:00, then 02:00 +01:00.
    [Theory]
    [InlineData("2026-03-29 01:59:59", "2026-03-29T00:59:59Z")]
    [InlineData("2026-03-29 02:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29 03:00:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25 02:30:00", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25 03:00:00", "2026-10-25T02:00:00Z")]
    public void LocalTimeIsReadLeniently(string line, string expected) =>
        Assert.Equal(TestLog.At(expected), TestLog.Read(line + "\n", reading: InBerlin).First);

    [Theory]
    [InlineData("2026-02-29 10:00:00Z started")]
    [InlineData("2026-01-29 24:00:00Z started")]
    [InlineData("12345 started")]
    [InlineData("started")]
    public void TextWithoutATimeIsRefusedWithItsFirstLine(string line)
    {
        var refused = TestLog.Refused(System.Text.Encoding.UTF8.GetBytes(line));
        Assert.Equal(InputProblem.Content, refused.Problem);
        Assert.Contains(line, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ZoneThatIsNeitherWrittenNorGivenIsAskedFor() =>
        Assert.Contains("--zone", TestLog.Refused("2026-01-29 16:36:40 started\n"u8.ToArray()).Message, StringComparison.Ordinal);

    [Fact]
    public void YearThatIsNeitherWrittenNorGivenIsAskedFor() =>
        Assert.Contains(
            "year",
            TestLog.Refused("Jan 29 16:36:40 host started\n"u8.ToArray(), reading: new LogReading { Zone = DateTimeZone.Utc }).Message,
            StringComparison.Ordinal
        );
}
