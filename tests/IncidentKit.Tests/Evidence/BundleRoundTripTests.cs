using System.Diagnostics;
using System.Security.Cryptography;
using IncidentKit.Evidence;

namespace IncidentKit.Tests.Evidence;

public sealed class BundleRoundTripTests : IDisposable
{
    private readonly Sample _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public void WhatIsWrittenIsReadSortedById()
    {
        _sample.Write();
        using var reader = BundleReader.Open(_sample.Bundle);

        var expected = Sample.Records().Where(r => r.Operation == "DescribeLogStreams").OrderBy(r => r.Id, StringComparer.Ordinal);
        Assert.Equal(expected.Select(Sample.Line), reader.Records("logs", "DescribeLogStreams").Select(Sample.Line));
        Assert.False(Assert.Single(reader.Records("scheduler", "GetSchedule")).Succeeded);
        Assert.Empty(reader.Records("ecs", "DescribeClusters"));
        reader.VerifyAll();
    }

    [Fact]
    public void ManifestIsCompleteAndItsRowsAreSorted()
    {
        _sample.Write();
        using var reader = BundleReader.Open(_sample.Bundle);

        Assert.True(reader.Manifest.Complete);
        Assert.Equal(Sample.Coverage.OrderBy(row => row.Source, StringComparer.Ordinal), reader.Manifest.Coverage);
        Assert.Equal(Sample.Manifest.Window, reader.Manifest.Window);
        Assert.Equal(Sample.Begun, reader.Manifest.CollectedAt);
        Assert.Equal("bundle", reader.Name);
    }

    [Fact]
    public void FolderAndZipHaveOneHashAndTheSameRecords()
    {
        _sample.Write();
        var zip = Path.Combine(_sample.Folder, "packed.zip");
        using (var file = File.Create(zip))
            BundleZip.Write(_sample.Bundle, file);

        using var ofFolder = BundleReader.Open(_sample.Bundle);
        using var ofZip = BundleReader.Open(zip);
        Assert.Equal("packed", ofZip.Name);
        Assert.Equal(ofFolder.Sha256, ofZip.Sha256);
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_sample.Bundle, "SHA256SUMS")))),
            ofZip.Sha256
        );
        Assert.Equal(Sample.AllLines(ofFolder), Sample.AllLines(ofZip));
        ofZip.VerifyAll();
    }

    [Fact]
    public void Sha256sumAcceptsTheList()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sha256sum"), "sha256sum is not installed");
        _sample.Write();
        using var check = Process.Start(
            new ProcessStartInfo("/usr/bin/sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"])
            {
                WorkingDirectory = _sample.Bundle,
            }
        )!;
        check.WaitForExit();
        Assert.Equal(0, check.ExitCode);
    }
}
