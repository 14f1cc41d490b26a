using System.Text;
using IncidentKit.Basics;
using IncidentKit.Imports.Logs;

namespace IncidentKit.Tests.Logs;

/// <summary>Whatever is in a file, reading it ends with a count or one clear error, and memory stays bounded.</summary>
public sealed class HostileLogTests
{
    private static readonly LogReading Small = new()
    {
        Cores = 2,
        Limits = new LogLimits { BlockBytes = 256, MaxLineBytes = 1024 },
    };

    private static readonly byte[] Sound = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 500).Select(i => $"2026-01-29T16:{i / 60:D2}:{i % 60:D2}Z line {i * 7919}\n"))
    );

    [Fact]
    public void GzipThatIsCutShortIsOneError()
    {
        var gzip = TestLog.Gzip(Sound);
        foreach (var length in new[] { gzip.Length - 1, gzip.Length / 2, 30 })
        {
            var refused = TestLog.Refused(gzip[..length], "000000.gz", Small);
            Assert.Equal("000000.gz is damaged or cut short: it cannot be decompressed to its end.", refused.Message);
        }
    }

    [Fact]
    public void GzipWithAWrongByteIsOneError()
    {
        var gzip = TestLog.Gzip(Sound);
        gzip[gzip.Length / 2] ^= 0x55;
        Assert.Equal(InputProblem.Content, TestLog.Refused(gzip, "000000.gz", Small).Problem);
    }

    [Fact]
    public void GzipOfSeveralMembersIsReadToItsEnd() =>
        Assert.Equal(1000, TestLog.Read([.. TestLog.Gzip(Sound), .. TestLog.Gzip(Sound)], "000000.gz", Small).Events);

    [Fact]
    public void GzipBombIsRefused()
    {
        var bomb = TestLog.Gzip([.. Sound, .. new byte[1 << 20]]);
        var limits = new LogLimits
        {
            BlockBytes = 256,
            MaxLineBytes = 1024,
            FreeExpandedBytes = 100_000,
            MaxExpansion = 50,
        };
        Assert.Equal(
            "b.gz: it expands to more than 50 times its size, as no log does.",
            TestLog.Refused(bomb, "b.gz", new LogReading { Limits = limits }).Message
        );
        limits = limits with { MaxExpansion = 5000, MaxExpandedBytes = 500_000 };
        Assert.Equal(
            "b.gz: it expands to more than 500000 bytes.",
            TestLog.Refused(bomb, "b.gz", new LogReading { Limits = limits }).Message
        );
    }

    [Fact]
    public void OnlyTheBeginningOfALongLineIsSeen()
    {
        var text =
            $"2026-01-29T16:36:40Z {new string('x', 10_000)} 2026-01-01T00:00:00Z\n2026-01-29T16:36:41Z short\n2026-01-29T16:36:42Z {new string('y', 5000)}";
        var log = TestLog.Read(text, reading: Small);
        Assert.Equal((3L, 3L, TestLog.At("2026-01-29T16:36:42Z")), (log.Lines, log.Events, log.Last));
    }

    [Fact]
    public void ObjectThatIsTooLongIsCounted()
    {
        var sound = """{"timestamp":"2026-01-29T16:36:40Z"}""";
        var log = TestLog.Read(
            $"{sound}\n{{\"m\":\"{new string('x', 9000)}\",\"timestamp\":\"2026-01-29T16:36:40Z\"}}\n{sound}\n",
            reading: Small
        );
        Assert.Equal((3L, 2L, 1L), (log.Lines, log.Events, log.NotUnderstood));
        Assert.Equal((2L, "longer than the longest line that is read"), (log.Shown[0].Number, log.Shown[0].Why));
    }

    [Fact]
    public void TableWithAQuoteThatIsNeverClosedEnds()
    {
        var rows = string.Concat(Enumerable.Range(0, 200).Select(i => $"2026-01-29T16:36:40Z,{i}{(i == 50 ? "\"\"\"" : "")}\n"));
        var log = TestLog.Read("timestamp,text\n" + rows, "a.csv", Small);
        Assert.InRange(log.Events, 50, 200);
    }

    [Fact]
    public void MixedEncodingsAreCounted()
    {
        byte[] latin = [.. "2026-01-29T16:36:40Z gr"u8, 0xFC, (byte)'n', (byte)'\n'];
        var log = TestLog.Read([.. "\uFEFF2026-01-29T16:36:39Z grün\n"u8, .. latin, .. "2026-01-29T16:36:41Z "u8, 0, 0xFF, (byte)'\n']);
        Assert.Equal((3L, 3L), (log.Lines, log.Events));
    }

    [Fact]
    public void Utf16IsRefusedWithTheRemedy() =>
        Assert.Contains(
            "iconv",
            TestLog.Refused(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("2026-01-29T16:36:40Z a\n")).ToArray()).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("{")]
    [InlineData("{}\n{}\n")]
    [InlineData("\"\"\"\"")]
    public void FileWithoutEventsIsOneError(string text) =>
        Assert.Equal(InputProblem.Content, TestLog.Refused(Encoding.UTF8.GetBytes(text)).Problem);

    [Fact]
    public void StreamsBeyondTheLimitAreNotToldApart()
    {
        var text = string.Concat(
            Enumerable.Range(0, 100).Select(i => $"{{\"timestamp\":\"2026-01-29T16:36:40Z\",\"logStream\":\"s{i}\"}}\n")
        );
        var log = TestLog.Read(text, reading: new LogReading { Limits = new LogLimits { MaxStreams = 10 } });
        Assert.Null(log.Streams);
        Assert.Equal(100, log.Events);
    }

    [Fact]
    public void TimesAllOverTheCenturiesAreOneError()
    {
        var text = string.Concat(Enumerable.Range(0, 100).Select(i => $"{1_000_000_000L + i * 10_000_000L} a\n"));
        Assert.Contains(
            "spread",
            TestLog
                .Refused(Encoding.UTF8.GetBytes(text), reading: new LogReading { Limits = new LogLimits { MaxMinutePages = 50 } })
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ReadingStopsWhenToldTo()
    {
        using var file = new MemoryStream(Sound);
        Assert.Throws<OperationCanceledException>(() => LogReader.Read(file, "a.log", Small, new CancellationToken(canceled: true)));
    }
}
