using IncidentKit.Evidence;

namespace IncidentKit.Tests.Evidence;

/// <summary>Alone, since other tests would count in the memory.</summary>
[Collection(nameof(LargeBundleTests))]
[CollectionDefinition(nameof(LargeBundleTests), DisableParallelization = true)]
public sealed class LargeBundleTests : IDisposable
{
    private readonly Sample _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public void ReadingHoldsOneRecordAtATime()
    {
        const int Count = 3000;
        var stream = $$"""{"message":"{{new string('m', 2000)}}"},""";
        var body = $$"""{"events":[{{string.Concat(Enumerable.Repeat(stream, 10))}}null]}""";
        _sample.Write(Enumerable.Range(0, Count).Select(i => Sample.Record("DescribeLogStreams", i, body)));
        using var reader = BundleReader.Open(_sample.Bundle);
        Assert.True(new FileInfo(Path.Combine(_sample.Bundle, "logs.DescribeLogStreams.ndjson")).Length > 50_000_000);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var count = 0;
        foreach (var record in reader.Records("logs", "DescribeLogStreams"))
        {
            Assert.Equal(body.Length, record.Body.Length);
            if (++count % 1000 == 0)
                Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8_000_000);
        }

        Assert.Equal(Count, count);
        reader.VerifyAll();
    }

    [Fact]
    public void RecordLargerThanTheBufferIsRead()
    {
        var body = $"\"{new string('x', 3_000_000)}\"";
        _sample.Write([
            Sample.Record("GetLogEvents", 1, body),
            Sample.Record("GetLogEvents", 2, "1"),
            Sample.Record("GetLogEvents", 3, body),
        ]);
        using var reader = BundleReader.Open(_sample.Bundle);
        Assert.Equal([1, 3_000_002, 3_000_002], reader.Records("logs", "GetLogEvents").Select(record => record.Body.Length).Order());
    }

    [Fact]
    public void TwoOperationsOfAZipCanBeReadInTurn()
    {
        _sample.Write();
        using var zip = new MemoryStream();
        BundleZip.Write(_sample.Bundle, zip);
        using var reader = BundleReader.Open(zip, "bundle.zip");
        var pairs = reader.Records("logs", "DescribeLogStreams").Zip(reader.Records("logs", "GetLogEvents")).ToList();
        Assert.Equal(5, pairs.Count);
        reader.VerifyAll();
    }
}
