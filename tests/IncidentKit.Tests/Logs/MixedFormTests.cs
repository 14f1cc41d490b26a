using IncidentKit.Basics;
using IncidentKit.Imports.Logs;
using IncidentKit.Recorded;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Tests.Logs;

/// <summary>Streams in which times are written in several forms, as a server does that starts before its logging.</summary>
public sealed class MixedFormTests
{
    public static TheoryData<string, long> Streams =>
        new()
        {
            { "2026-01-29T16:36:40Z starting\n2026-01-29T16:36:50Z up\nJan 29 16:37:00 host app[1]: a\nJan 29 16:37:40 host app[1]: b", 4 },
            {
                "192.0.2.1 - - [29/Jan/2026:16:36:40 +0000] \"GET /\" 200 1\n2026/01/29 16:36:45 [error] 7#7: *1 x\n"
                    + "192.0.2.1 - - [29/Jan/2026:16:36:50 +0000] \"GET /\" 200 1\n2026/01/29 16:37:40 [error] 7#7: *2 x",
                4
            },
            {
                "starting\n2026-01-29 16:36:40,000 INFO boot\n{\"timestamp\":\"2026-01-29T16:37:00Z\",\"msg\":\"a\"}\n"
                    + "{\"timestamp\":\"2026-01-29T16:37:40Z\",\"msg\":\"b\"}",
                3
            },
            {
                "{\"time\":\"2026-01-29T16:36:40Z\"}\n{\"time\":1769704645000}\n{\"ts\":1769704650.5}\n{\"time\":\"2026-01-29T16:37:40Z\"}",
                4
            },
            {
                "I0129 16:36:40.000000 7 main.go:1] a\n2026/01/29 16:36:50 http: x\nI0129 16:37:00.000000 7 main.go:2] b\n"
                    + "2026/01/29 16:37:40 http: y",
                4
            },
            { "29-Jan-2026 16:36:40.000 INFO [main] x\n2026-01-29 16:37:00.000 DEBUG y\n2026-01-29 16:37:40.000 DEBUG z", 3 },
            { "[01.29 16:36:40] a.exe - proxy.example.com:5070 open\n[01.29 16:37:40] a.exe - proxy.example.com:5070 close", 2 },
            { "01/29 16:36:40 INFO a\n01/29 16:37:40 INFO b", 2 },
            { "29.01 16:36:40 INFO a\n29.01 16:37:40 INFO b", 2 },
            { "=INFO REPORT==== 29-Jan-2026::16:36:40.000000 ===\nstarted\n=INFO REPORT==== 29-Jan-2026::16:37:40.000000 ===\nstopped", 2 },
            { "{\"a\":{\"b\":{\"time\":\"2026-01-29T16:36:40Z\"}}}\n{\"a\":{\"b\":{\"time\":\"2026-01-29T16:37:40Z\"}}}", 2 },
        };

    [Theory, MemberData(nameof(Streams))]
    public void EveryFormIsRead(string lines, long events)
    {
        var log = Read(lines);
        var first = InstantPattern.ExtendedIso.Parse("2026-01-29T16:36:40Z").Value;
        Assert.Equal((events, first, first + Duration.FromMinutes(1)), (log.Events, log.First!.Value, log.Last!.Value));
    }

    /// <summary>A date in a message that goes on is no event: its time is not between those around it.</summary>
    [Fact]
    public void ATimeFarFromItsNeighboursIsNoForm()
    {
        var log = Read("2026-01-29T16:36:40Z licence\nJan 29 2031 00:00:00 is its end\n2026-01-29T16:37:40Z b");
        Assert.Equal(2, log.Events);
    }

    [Fact]
    public void TextWithFewTimesIsRefusedWithItsCandidates()
    {
        var words = string.Concat(Enumerable.Repeat("words that go on without any time in them\n", 60));
        var wrong = Assert.Throws<InputException>(() => Read($"the release of 2026-01-29\n{words}2026-01-29 16:36:40 once\n"));
        Assert.Contains("1 of its first 62 lines hold a time", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("1 with ISO 8601 times at their beginning", wrong.Message, StringComparison.Ordinal);
        var trace = string.Concat(Enumerable.Repeat("\tat a.B.c(B.java:7)\n", 60));
        Assert.Equal(2, Read($"2026-01-29 16:36:40 x\n{trace}2026-01-29 16:37:40 y\n").Events);
    }

    private static LogActivity Read(string text)
    {
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return LogReader.Read(
            file,
            "a.log",
            new LogReading { Zone = DateTimeZone.Utc, Latest = Instant.FromUtc(2026, 1, 30, 0, 0) },
            TestContext.Current.CancellationToken
        );
    }
}
