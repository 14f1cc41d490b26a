using System.Text;
using IncidentKit.Imports.Logs;
using IncidentKit.Recorded;

namespace IncidentKit.Tests.Logs;

public sealed class LogReaderTests
{
    [Fact]
    public void LinesWithoutATimeBelongToTheEventAbove()
    {
        var log = TestLog.Read(
            """
            starting up
            2026-01-29T16:36:40Z ERROR failed
            java.lang.IllegalStateException: at 2026-01-01T00:00:00Z
                at com.example.Job.run(Job.java:12)

            2026-01-29T16:37:10Z INFO again
            """
        );
        Assert.Equal((6L, 2L, 2L, 1L, 1L), (log.Lines, log.Events, log.Continued, log.Blank, log.NotUnderstood));
        Assert.Equal(new UnreadLine(1, "starting up", "no time at its usual place, and no event above"), Assert.Single(log.Shown));
        Assert.Equal(
            [new MinuteCount(TestLog.At("2026-01-29T16:36:00Z"), 1), new MinuteCount(TestLog.At("2026-01-29T16:37:00Z"), 1)],
            log.Minutes
        );
    }

    [Fact]
    public void OnlyTopLevelMembersOfAnObjectCount()
    {
        var log = TestLog.Read(
            """
            {"context":{"timestamp":"1999-01-01T00:00:00Z","logStream":"x"},"timestamp":"2026-01-29T16:36:40Z","logStream":"a/b/c"}
            {"message":"\"timestamp\":\"1999-01-01T00:00:00Z\"}","logStream":"a\/b\/c" , "timestamp" : "2026-01-29T16:36:41Z"}
            {"steps":[{"timestamp":1},["}"]],"time\u0073tamp":"2026-01-29T16:36:42Z"}
            {"timestamp":"2026-01-29T16:36:43Z","logStream":"a/b/d","timestamp":"2026-01-29T16:36:44Z"}
            {"message":"timestamp","logStream":"a/b/c"}
            {"timestamp":"2026-01-29T16:36:45Z"
            ["timestamp"]
            {"timestamp":null,"message":"a"}

            """
        );
        Assert.Equal((9L - 1, 4L, 4L), (log.Lines, log.Events, log.NotUnderstood));
        Assert.Equal((TestLog.At("2026-01-29T16:36:40Z"), TestLog.At("2026-01-29T16:36:44Z")), (log.First, log.Last));
        Assert.Equal(
            [
                new StreamActivity("a/b/c", TestLog.At("2026-01-29T16:36:40Z"), TestLog.At("2026-01-29T16:36:41Z"), 2),
                new StreamActivity("a/b/d", TestLog.At("2026-01-29T16:36:44Z"), TestLog.At("2026-01-29T16:36:44Z"), 1),
            ],
            log.Streams!
        );
        Assert.Equal([5L, 6, 7, 8], log.Shown.Select(line => line.Number));
    }

    [Theory]
    [InlineData("""{"ts":1769704600.123,"msg":"a"}""", "2026-01-29T16:36:40.123Z")]
    [InlineData("""{"time":1769704600123,"msg":"a"}""", "2026-01-29T16:36:40.123Z")]
    [InlineData("""{"timestamp":"1769704600123456","msg":"a"}""", "2026-01-29T16:36:40.123456Z")]
    [InlineData("""{"level":30,"@timestamp":"2026-01-29T16:36:40.123Z","time":"x"}""", "2026-01-29T16:36:40.123Z")]
    public void MemberWithTheTimeIsFound(string line, string expected) => Assert.Equal(TestLog.At(expected), TestLog.Read(line).First);

    [Fact]
    public void RecordOfATableMayHoldLineEnds()
    {
        var rows = string.Concat(
            Enumerable
                .Range(0, 60)
                .Select(second => $"2026-01-29 16:36:{second:D2}.000,\"said \"\"no\"\",\n2026-01-01 00:00:00\",s{second % 2}\r\n")
        );
        var limits = new LogLimits { BlockBytes = 100, MaxLineBytes = 500 };
        var log = TestLog.Read(
            "@timestamp,@message,@logStream\r\n" + rows,
            "insights.csv",
            new LogReading
            {
                Zone = DateTimeZone.Utc,
                Cores = 2,
                Limits = limits,
            }
        );
        Assert.Equal((60L, 60L, 0L), (log.Lines, log.Events, log.NotUnderstood));
        Assert.Equal(["s0", "s1"], log.Streams!.Select(s => s.Stream));
        Assert.Equal(TestLog.At("2026-01-29T16:36:59Z"), log.Last);
    }

    [Fact]
    public void ExportOfCloudWatchLogsIsRead()
    {
        // As CreateExportTask writes it: gzip, the event's time and a space before each message.
        var log = TestLog.Read(
            TestLog.Gzip("2026-01-29T16:36:40.000Z START\n2026-01-29T16:36:41.000Z line one\nline two\n"u8.ToArray()),
            "000000.gz"
        );
        Assert.Equal((2L, 1L), (log.Events, log.Continued));
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(64, 2)]
    [InlineData(1000, 2)]
    [InlineData(1 << 20, 2)]
    public void CountsAreThoseOfAPlainReader(int blockBytes, int cores)
    {
        using var text = new MemoryStream();
        new Testing.GeneratedLog(20_000).Write(text);
        var minutes = new SortedDictionary<Instant, long>();
        var streams = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(text.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            var at = Instant.FromDateTimeOffset(json.RootElement.GetProperty("timestamp").GetDateTimeOffset());
            var minute = Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 60 * 60);
            minutes[minute] = minutes.GetValueOrDefault(minute) + 1;
            var stream = json.RootElement.GetProperty("logStream").GetString()!;
            streams[stream] = streams.GetValueOrDefault(stream) + 1;
        }

        var log = TestLog.Read(
            text.ToArray(),
            reading: new LogReading
            {
                Cores = cores,
                Limits = new LogLimits { BlockBytes = blockBytes },
            }
        );
        Assert.Equal((20_000L, 20_000L), (log.Lines, log.Events));
        Assert.Equal(minutes.Select(m => new MinuteCount(m.Key, m.Value)), log.Minutes);
        Assert.Equal(streams.Select(s => (s.Key, s.Value)), log.Streams!.Select(s => (s.Stream, s.Events)));
    }

    [Fact]
    public void ClockThatWasSetBackIsCounted()
    {
        var log = TestLog.Read("2026-01-29T16:36:40Z a\n2026-01-29T16:36:39.5Z b\n2026-01-29T15:36:41Z c\n2026-01-29T15:36:40Z d\n");
        Assert.Equal(
            (2L, Duration.FromSeconds(3598.5), TestLog.At("2026-01-29T15:36:40Z")),
            (log.StepsBack, log.LargestStepBack, log.First)
        );
    }
}
