using System.Text;
using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Imports.Logs;
using IncidentKit.Recorded;
using NodaTime.Text;

namespace IncidentKit.Tests.Logs;

/// <summary>
/// How programs write the times of their lines, as their documentation shows it. Each log has two events, a minute apart; zone and year
/// come from what is known besides where the lines do not say them.
/// </summary>
public sealed partial class LineFormTests
{
    private static readonly Instant Latest = Instant.FromUtc(2026, 2, 1, 0, 0);

    /// <summary>The lines, and the time of the first in UTC. What is left without a zone is UTC.</summary>
    public static TheoryData<string, string> Forms =>
        new()
        {
            // date(1), in several locales
            { "Thu Jan 29 16:36:40 UTC 2026 start|Thu Jan 29 16:37:40 UTC 2026 end", "2026-01-29T16:36:40Z" },
            { "Thu Jan 29 11:36:40 EST 2026 start|Thu Jan 29 11:37:40 EST 2026 end", "2026-01-29T16:36:40Z" },
            { "Thu Jan 29 04:36:40 PM UTC 2026 start|Thu Jan 29 04:37:40 PM UTC 2026 end", "2026-01-29T16:36:40Z" },
            { "Thu 29 Jan 2026 04:36:40 PM UTC start|Thu 29 Jan 2026 04:37:40 PM UTC end", "2026-01-29T16:36:40Z" },
            { "Thu, 29 Jan 2026 16:36:40 +0000 start|Thu, 29 Jan 2026 16:37:40 +0000 end", "2026-01-29T16:36:40Z" },
            { "Thu 29 Jan 16:36:40 UTC 2026 start|Thu 29 Jan 16:37:40 UTC 2026 end", "2026-01-29T16:36:40Z" },
            { "Wed May 19 08:00:01 EST 2021 a|Wed May 19 08:01:01 EST 2021 b", "2021-05-19T13:00:01Z" },
            { "Tue Jul 15 09:00:01 PDT 2025 a|Tue Jul 15 09:01:01 PDT 2025 b", "2025-07-15T16:00:01Z" },
            // java.util.logging, log4j, logback, Spring
            { "Jan 29, 2026 4:36:40 PM a.B run|Jan 29, 2026 4:37:40 PM a.B run", "2026-01-29T16:36:40Z" },
            { "2026-01-29 16:36:40,123 [main] INFO a|2026-01-29 16:37:40,123 [main] INFO b", "2026-01-29T16:36:40.123Z" },
            { "16:36:40.123 2026-01-29 x|16:37:40.123 2026-01-29 y", "2026-01-29T16:36:40.123Z" },
            {
                "2026-01-29T16:36:40.123+00:00  INFO 1 --- [main] a|2026-01-29T16:37:40.123+00:00  INFO 1 --- [main] b",
                "2026-01-29T16:36:40.123Z"
            },
            { "INFO  [2026-01-29 16:36:40,123] a.B: x|INFO  [2026-01-29 16:37:40,123] a.B: y", "2026-01-29T16:36:40.123Z" },
            { "29.01.2026 16:36:40.123 *INFO* x|29.01.2026 16:37:40.123 *INFO* y", "2026-01-29T16:36:40.123Z" },
            {
                """{"instant":{"epochSecond":1769704600,"nanoOfSecond":1},"msg":"x"}|{"instant":{"epochSecond":1769704660,"nanoOfSecond":1},"msg":"y"}""",
                "2026-01-29T16:36:40Z"
            },
            // Go: log, glog, klog, logfmt, gin, zap
            { "2026/01/29 16:36:40 start|2026/01/29 16:37:40 end", "2026-01-29T16:36:40Z" },
            { "2026/01/29 16:36:40.123456 main.go:7: start|2026/01/29 16:37:40.123456 main.go:7: end", "2026-01-29T16:36:40.123456Z" },
            { "I0129 16:36:40.123456    7 main.go:1] start|W0129 16:37:40.123456    7 main.go:1] end", "2026-01-29T16:36:40.123456Z" },
            { "time=\"2026-01-29T16:36:40Z\" level=info msg=a|time=\"2026-01-29T16:37:40Z\" level=info msg=b", "2026-01-29T16:36:40Z" },
            { "ts=2026-01-29T16:36:40.123Z caller=a.go:1|ts=2026-01-29T16:37:40.123Z caller=a.go:1", "2026-01-29T16:36:40.123Z" },
            { "[GIN] 2026/01/29 - 16:36:40 | 200 | 1ms|[GIN] 2026/01/29 - 16:37:40 | 200 | 1ms", "2026-01-29T16:36:40Z" },
            { "[GIN-debug] 2026/01/29 - 16:36:40 x|[GIN-debug] 2026/01/29 - 16:37:40 y", "2026-01-29T16:36:40Z" },
            {
                """{"level":"info","ts":1769704600.123,"msg":"a"}|{"level":"info","ts":1769704660.123,"msg":"b"}""",
                "2026-01-29T16:36:40.123Z"
            },
            // Python: logging, loguru, uvicorn, celery, django
            { "INFO:2026-01-29 16:36:40,123:x|INFO:2026-01-29 16:37:40,123:y", "2026-01-29T16:36:40.123Z" },
            { "2026-01-29 16:36:40.123 | INFO     | m:f:1 - x|2026-01-29 16:37:40.123 | INFO     | m:f:1 - y", "2026-01-29T16:36:40.123Z" },
            { "[2026-01-29 16:36:40,123: INFO/MainProcess] x|[2026-01-29 16:37:40,123: INFO/MainProcess] y", "2026-01-29T16:36:40.123Z" },
            { "[29/Jan/2026 16:36:40] \"GET / HTTP/1.1\" 200 1|[29/Jan/2026 16:37:40] \"GET / HTTP/1.1\" 200 1", "2026-01-29T16:36:40Z" },
            {
                "MainThread::INFO::2026-01-29 16:36:40,123::vdsm::1::x|MainThread::INFO::2026-01-29 16:37:40,123::vdsm::1::y",
                "2026-01-29T16:36:40.123Z"
            },
            { "[2026-01-29 16:36:40 +0000] [7] [INFO] x|[2026-01-29 16:37:40 +0000] [7] [INFO] y", "2026-01-29T16:36:40Z" },
            {
                "[pid: 7|app: 0|req: 1/1] 192.0.2.1 () {3} [Thu Jan 29 16:36:40 2026] GET /\n[pid: 7|app: 0|req: 2/2] 192.0.2.1 () {3} [Thu Jan 29 16:37:40 2026] GET /",
                "2026-01-29T16:36:40Z"
            },
            // Node, Ruby, PHP, .NET
            { "[Nest] 7  - 01/29/2026, 4:36:40 PM    LOG [A] x|[Nest] 7  - 01/29/2026, 4:37:40 PM    LOG [A] y", "2026-01-29T16:36:40Z" },
            {
                "I, [2026-01-29T16:36:40.123456 #7]  INFO -- : x|I, [2026-01-29T16:37:40.123456 #7]  INFO -- : y",
                "2026-01-29T16:36:40.123456Z"
            },
            { "[29-Jan-2026 16:36:40 UTC] PHP Notice: x|[29-Jan-2026 16:37:40 UTC] PHP Notice: y", "2026-01-29T16:36:40Z" },
            { "[2026-01-29 16:36:40] production.ERROR: x|[2026-01-29 16:37:40] production.ERROR: y", "2026-01-29T16:36:40Z" },
            { "2026-01-29 16:36:40.123 +00:00 [INF] x|2026-01-29 16:37:40.123 +00:00 [INF] y", "2026-01-29T16:36:40.123Z" },
            { "1/29/2026 4:36:40 PM x|1/29/2026 4:37:40 PM y", "2026-01-29T16:36:40Z" },
            { "29/01/2026 16:36:40 x|29/01/2026 16:37:40 y", "2026-01-29T16:36:40Z" },
            { """{"level":30,"time":1769704600123,"msg":"a"}|{"level":30,"time":1769704660123,"msg":"b"}""", "2026-01-29T16:36:40.123Z" },
            { """{"@t":"2026-01-29T16:36:40.123Z","@m":"a"}|{"@t":"2026-01-29T16:37:40.123Z","@m":"b"}""", "2026-01-29T16:36:40.123Z" },
            { "[Nest] 7  - 01/02/2026, 4:36:40 PM    LOG [A] x|[Nest] 7  - 01/02/2026, 4:37:40 PM    LOG [A] y", "2026-01-02T16:36:40Z" },
            { "20260129-16:36:40:606|Step|x\n20260129-16:37:40:606|Step|y", "2026-01-29T16:36:40.606Z" },
            // databases
            { "2026-01-29 16:36:40.123 UTC [7] LOG:  x|2026-01-29 16:37:40.123 UTC [7] LOG:  y", "2026-01-29T16:36:40.123Z" },
            { "2026-01-29  5:13:11 8 [Warning] a|2026-01-29  5:14:11 8 [Warning] c", "2026-01-29T05:13:11Z" },
            { "260129  5:13:11 [Note] a|260129  5:14:11 [Note] b", "2026-01-29T05:13:11Z" },
            {
                """{"t":{"$date":"2026-01-29T16:36:40.123+00:00"},"s":"I","msg":"a"}|{"t":{"$date":"2026-01-29T16:37:40.123+00:00"},"s":"I","msg":"b"}""",
                "2026-01-29T16:36:40.123Z"
            },
            { "7:M 29 Jan 2026 16:36:40.123 * Ready|7:M 29 Jan 2026 16:37:40.123 * Ready", "2026-01-29T16:36:40.123Z" },
            {
                "2026-01-29T16:36:40.123Z 0 [System] [MY-010116] x|2026-01-29T16:37:40.123Z 0 [System] [MY-010116] y",
                "2026-01-29T16:36:40.123Z"
            },
            // system, network, web
            { "Jan 29 16:36:40 host a[1]: x|Jan 29 16:37:40 host a[1]: y", "2026-01-29T16:36:40Z" },
            { "Jan  9 16:36:40 host a[1]: x|Jan  9 16:37:40 host a[1]: y", "2026-01-09T16:36:40Z" },
            { "Jan 29 16:36:40.123456 host a[1]: x|Jan 29 16:37:40.123456 host a[1]: y", "2026-01-29T16:36:40.123456Z" },
            { "01-29 16:36:40.123  17  23 D W: x|01-29 16:37:40.123  17  23 D W: y", "2026-01-29T16:36:40.123Z" },
            { "260129 163640 148 INFO dfs.X: x|260129 163740 148 INFO dfs.X: y", "2026-01-29T16:36:40Z" },
            { "26/01/29 16:36:40 INFO SparkContext: x|26/01/29 16:37:40 INFO SparkContext: y", "2026-01-29T16:36:40Z" },
            { "2026-01-29\t16:36:40\tCDG50-P2|2026-01-29\t16:37:40\tCDG50-P2", "2026-01-29T16:36:40Z" },
            {
                "#Version: 1.0\n#Fields: date time c-ip\n2026-01-29 16:36:40 192.0.2.1\n2026-01-29 16:37:40 192.0.2.1",
                "2026-01-29T16:36:40Z"
            },
            {
                "192.0.2.1 - - [29/Jan/2026:16:36:40 +0000] \"GET /\" 200 1|192.0.2.1 - - [29/Jan/2026:16:37:40 +0000] \"GET /\" 200 1",
                "2026-01-29T16:36:40Z"
            },
            { "2026/01/29 16:36:40 [error] 7#7: *1 x|2026/01/29 16:37:40 [error] 7#7: *1 y", "2026-01-29T16:36:40Z" },
            {
                "1769704600.123      7 192.0.2.1 TCP_MISS/200 1 GET x|1769704660.123      7 192.0.2.1 TCP_MISS/200 1 GET y",
                "2026-01-29T16:36:40.123Z"
            },
            {
                "http 2026-01-29T16:36:40.123456Z app/x 192.0.2.1:1|http 2026-01-29T16:37:40.123456Z app/x 192.0.2.1:1",
                "2026-01-29T16:36:40.123456Z"
            },
            { "type=SYSCALL msg=audit(1769704600.123:7): x|type=SYSCALL msg=audit(1769704660.123:8): y", "2026-01-29T16:36:40.123Z" },
            { "Thu 2026-01-29 16:36:40 UTC host a[1]: x|Thu 2026-01-29 16:37:40 UTC host a[1]: y", "2026-01-29T16:36:40Z" },
            { "2026-01-29_16:36:40.12345 x|2026-01-29_16:37:40.12345 y", "2026-01-29T16:36:40.12345Z" },
            { "- 1769704600 2026.01.29 n1 Jan 29 16:36:40 n1 x|- 1769704660 2026.01.29 n1 Jan 29 16:37:40 n1 y", "2026-01-29T16:36:40Z" },
            { "2026.01.29 16:36:40 x|2026.01.29 16:37:40 y", "2026-01-29T16:36:40Z" },
            {
                """{"log":"a\n","stream":"stdout","time":"2026-01-29T16:36:40.123456789Z"}|{"log":"b\n","stream":"stdout","time":"2026-01-29T16:37:40.123456789Z"}""",
                "2026-01-29T16:36:40.1234567Z"
            },
            {
                """{"Timestamp":"2026-01-29T16:36:40.1234567+00:00","Level":"Information"}|{"Timestamp":"2026-01-29T16:37:40.1234567+00:00","Level":"Information"}""",
                "2026-01-29T16:36:40.1234567Z"
            },
            {
                """{"__REALTIME_TIMESTAMP":"1769704600123456","MESSAGE":"a"}|{"__REALTIME_TIMESTAMP":"1769704660123456","MESSAGE":"b"}""",
                "2026-01-29T16:36:40.123456Z"
            },
        };

    [Theory, MemberData(nameof(Forms))]
    public void ATimeIsReadAsWritten(string lines, string first)
    {
        // A bar between spaces is the line's own.
        var text = lines.Contains('\n', StringComparison.Ordinal) ? lines : Between().Replace(lines, "\n");
        var log = Read(text);
        var at = InstantPattern.ExtendedIso.Parse(first).Value;
        Assert.Equal((2L, 0L, at, at + Duration.FromMinutes(1)), (log.Events, log.NotUnderstood, log.First!.Value, log.Last!.Value));
    }

    /// <summary>Years go on from the first line's, which is near to what is looked for.</summary>
    [Theory]
    [InlineData(
        "Dec 30 10:00:00 h a\nJan  2 10:00:00 h b\nFeb 20 10:00:00 h c",
        "2024-02-01",
        "2023-12-30T10:00:00Z",
        "2024-02-20T10:00:00Z"
    )]
    [InlineData(
        "Jan  2 10:00:00 h a\nJun 20 10:00:00 h b\nDec 20 10:00:00 h c",
        "2024-03-01",
        "2024-01-02T10:00:00Z",
        "2024-12-20T10:00:00Z"
    )]
    [InlineData("Dec 10 06:55:46 h a\nDec 10 06:56:46 h b", "2024-12-10", "2024-12-10T06:55:46Z", "2024-12-10T06:56:46Z")]
    [InlineData("01-29 10:00:00 a\n01-30 10:00:00 b", "2025-01-29", "2025-01-29T10:00:00Z", "2025-01-30T10:00:00Z")]
    [InlineData("Jan 20 10:00:00 h a\nJan 29 10:00:00 h b", "2026-01-29", "2026-01-20T10:00:00Z", "2026-01-29T10:00:00Z")]
    [InlineData("Mar 20 10:00:00 h a\nMar 29 10:00:00 h b", "2026-01-29", "2025-03-20T10:00:00Z", "2025-03-29T10:00:00Z")]
    public void AYearThatIsNotWrittenIsThatOfTheWindow(string lines, string day, string first, string last)
    {
        var start = LocalDatePattern.Iso.Parse(day).Value.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        var log = Read(lines, new Interval(start, start + Duration.FromDays(1)));
        Assert.Equal((TestLog.At(first), TestLog.At(last)), (log.First!.Value, log.Last!.Value));
    }

    /// <summary>No time is better than a wrong one.</summary>
    [Theory]
    [InlineData(
        "16:36:40.550475 IP 192.0.2.1.43436 > 192.0.2.2.22: Flags [S], seq 2398030442, win 64240\n16:36:41.550475 IP 192.0.2.1.43436 > 192.0.2.2.22: Flags [S], seq 1202430442, win 64240"
    )]
    [InlineData(
        "#Software: Microsoft Internet Information Server 4.0\n#Date: 2000-10-09 16:44:49\n#Fields: time c-ip cs-method\n16:44:49 192.0.2.1 USER"
    )]
    [InlineData("order 1769704600 of 1769704600\norder 1569704600 of 1469704600\norder 1869704600 of 1469704600")]
    [InlineData("build 2026.01.29.1636 done\nbuild 2026.01.29.1637 done")]
    [InlineData("192.0.2.1 192.0.2.2 1202430442\n192.0.2.1 192.0.2.2 1102430442")]
    [InlineData("[    1.234567] kernel: a\n[    2.234567] kernel: b")]
    [InlineData("+00:01:02 a\n+00:02:02 b")]
    [InlineData("03/04/2024 16:36:40 a\n05/04/2024 16:36:40 b")]
    [InlineData("version 20.01.29 16:9 patch\nversion 20.01.30 16:9 patch")]
    public void WhatIsNoTimeIsRefused(string lines) => Assert.Throws<InputException>(() => Read(lines));

    [GeneratedRegex(@"(?<! )\|(?! )")]
    private static partial Regex Between();

    private static LogActivity Read(string text, Interval? window = null)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text + "\n"));
        return LogReader.Read(
            content,
            "app.log",
            new LogReading
            {
                Zone = DateTimeZone.Utc,
                Latest = Latest,
                Window = window,
                Cores = 1,
            }
        );
    }
}
