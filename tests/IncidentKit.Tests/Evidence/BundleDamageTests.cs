using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Evidence;

public sealed class BundleDamageTests : IDisposable
{
    private readonly Sample _sample = new();

    public BundleDamageTests() => _sample.Write();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public void OneChangedByteInAnyFileIsDetected()
    {
        var files = Directory
            .GetFiles(_sample.Bundle)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Content: File.ReadAllBytes(path)))
            .ToArray();
        Assert.Equal(5, files.Length);
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Int[0, int.MaxValue], Gen.Byte[1, 255], Gen.Bool)
            .Sample(
                (index, at, flip, readFirst) =>
                {
                    var (path, content) = files[index];
                    var changed = (byte[])content.Clone();
                    changed[at % changed.Length] ^= flip;
                    File.WriteAllBytes(path, changed);
                    try
                    {
                        Damaged(
                            Path.GetFileName(path) == "SHA256SUMS" ? "" : Path.GetFileName(path),
                            () => ReadAll(_sample.Bundle, readFirst)
                        );
                    }
                    finally
                    {
                        File.WriteAllBytes(path, content);
                    }
                },
                threads: 1,
                iter: Effort.Of(1000)
            );
    }

    // What is no text in a manifest, or half of it, costs what it stands in; never a bug.
    [Theory]
    [InlineData("collectedAt")]
    [InlineData("status")]
    [InlineData("reason")]
    [InlineData("account")]
    [InlineData("schemaVersion")]
    public void AManifestThatIsNotTextIsAMistake(string member)
    {
        foreach (byte[] bad in new byte[][] { [0xC3, 0x28], [.. "\\ud800"u8] })
        {
            var text = $"{{\"schemaVersion\":\"1.0.0\",\"{member}\":\"";
            byte[] manifest = [.. Encoding.UTF8.GetBytes(text), .. bad, .. "\"}"u8];
            Assert.Throws<InputException>(() => ManifestJson.ReadChecked("bundle", manifest));
        }
    }

    [Fact]
    public void ChangedZipIsDetectedOrHoldsTheSame()
    {
        var zip = Zip();
        using var intact = BundleReader.Open(_sample.Bundle);
        var expected = Sample.AllLines(intact);
        Gen.Select(Gen.Int[0, zip.Length - 1], Gen.Byte[1, 255])
            .Sample(
                (at, flip) =>
                {
                    var changed = (byte[])zip.Clone();
                    changed[at] ^= flip;
                    try
                    {
                        using var reader = BundleReader.Open(new MemoryStream(changed), "bundle.zip");
                        var lines = Sample.AllLines(reader);
                        reader.VerifyAll();
                        Assert.Equal(expected, lines);
                    }
                    catch (InputException said)
                    {
                        Assert.NotEqual(InputProblem.Content, said.Problem);
                    }
                },
                iter: Effort.Of(3000)
            );
    }

    [Fact]
    public void TruncatedZipIsDamaged()
    {
        var zip = Zip();
        Gen.Int[0, zip.Length - 1]
            .Sample(length => Damaged("bundle.zip", () => BundleReader.Open(new MemoryStream(zip[..length]), "bundle.zip").Dispose()));
    }

    [Fact]
    public void TruncatedFileIsDamaged()
    {
        var path = Path.Combine(_sample.Bundle, "logs.GetLogEvents.ndjson");
        var content = File.ReadAllBytes(path);
        Gen.Int[0, content.Length - 1]
            .Sample(
                length =>
                {
                    File.WriteAllBytes(path, content[..length]);
                    Damaged("logs.GetLogEvents.ndjson", () => ReadAll(_sample.Bundle, readFirst: true));
                },
                threads: 1
            );
    }

    [Fact]
    public void MissingFileIsDamage()
    {
        File.Delete(Path.Combine(_sample.Bundle, "logs.GetLogEvents.ndjson"));
        Damaged("logs.GetLogEvents.ndjson is missing", () => ReadAll(_sample.Bundle, readFirst: false));
    }

    [Fact]
    public void MissingHashListIsDamage()
    {
        File.Delete(Path.Combine(_sample.Bundle, "SHA256SUMS"));
        Damaged("SHA256SUMS is missing", () => ReadAll(_sample.Bundle, readFirst: false));
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("ecs.DescribeClusters.ndjson")]
    public void ExtraFileIsDamage(string name)
    {
        File.WriteAllText(Path.Combine(_sample.Bundle, name), "x");
        Damaged($"{name} is not listed", () => ReadAll(_sample.Bundle, readFirst: false));
    }

    [Fact]
    public void BrokenLineUnderTheRightHashIsWrongContent()
    {
        Rewrite("logs.GetLogEvents.ndjson", text => text.Insert(text.IndexOf('\n', StringComparison.Ordinal) + 1, "{}\n"));
        using var reader = BundleReader.Open(_sample.Bundle);
        var thrown = Assert.Throws<InputException>(() => reader.Records("logs", "GetLogEvents").Count());
        Assert.Equal(InputProblem.Content, thrown.Problem);
        Assert.Contains("logs.GetLogEvents.ndjson line 2", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenBodyIsDamageUnlessItsHashIsRight()
    {
        var path = Path.Combine(_sample.Bundle, "logs.GetLogEvents.ndjson");
        var content = File.ReadAllText(path);
        File.WriteAllText(path, content.Replace("\"events\":[", "\"events\":[[", StringComparison.Ordinal));
        Damaged("logs.GetLogEvents.ndjson", ParseFirst);

        File.WriteAllText(path, content);
        Rewrite("logs.GetLogEvents.ndjson", text => text.Replace("\"events\":[", "\"events\":[[", StringComparison.Ordinal));
        Assert.Equal(InputProblem.Content, Assert.Throws<InputException>(ParseFirst).Problem);

        void ParseFirst()
        {
            using var reader = BundleReader.Open(_sample.Bundle);
            reader.ParseBody(reader.Records("logs", "GetLogEvents").First()).Dispose();
        }
    }

    [Fact]
    public void NewerModelIsRefusedAndNewerRevisionIsRead()
    {
        Rewrite(
            "manifest.json",
            text =>
                text.Replace("\"1.0.0\"", "\"1.7.2\"", StringComparison.Ordinal)
                    .Replace("\"account\"", "\"new\": 1,\n  \"account\"", StringComparison.Ordinal)
        );
        ReadAll(_sample.Bundle, readFirst: true);

        Rewrite("manifest.json", text => text.Replace("\"1.7.2\"", "\"2.0.0\"", StringComparison.Ordinal));
        var thrown = Assert.Throws<InputException>(() => BundleReader.Open(_sample.Bundle));
        Assert.Equal(InputProblem.Content, thrown.Problem);
        Assert.Contains("made by a newer version", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoBundleIsAMistakeOnTheCommandLine()
    {
        var text = Path.Combine(_sample.Folder, "notes.txt");
        File.WriteAllText(text, "hello");
        using (BundleWriter.Create(Path.Combine(_sample.Folder, "begun"), Sample.Manifest)) { }

        foreach (
            var (path, says) in new[]
            {
                (Path.Combine(_sample.Folder, "absent"), "does not exist"),
                (Path.Combine(_sample.Folder, "begun"), "interrupted recording"),
                (_sample.Folder, "is not an evidence bundle"),
                (text, "is not an evidence bundle"),
            }
        )
        {
            var thrown = Assert.Throws<InputException>(() => BundleReader.Open(path));
            Assert.Equal(InputProblem.CommandLine, thrown.Problem);
            Assert.Contains(says, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ZipMayHoldTheFilesInOneFolder()
    {
        using var reader = BundleReader.Open(Zip(name => "my-bundle/" + name, "my-bundle/"), "x.zip");
        Assert.Equal(26, Sample.AllLines(reader).Count);
        reader.VerifyAll();
        Assert.Equal("x", reader.Name);
    }

    [Theory]
    [InlineData("../evil.ndjson")]
    [InlineData("a/b/evil.ndjson")]
    [InlineData("/etc/passwd")]
    [InlineData("c:evil")]
    [InlineData("..\\evil")]
    [InlineData(".hidden")]
    public void ZipWithNamesThatLeadElsewhereIsRefused(string evil) =>
        Damaged("is not a plain file name", () => BundleReader.Open(Zip(name => name, evil), "x.zip").Dispose());

    [Fact]
    public void ZipWithOneNameTwiceIsRefused() =>
        Damaged("manifest.json twice", () => BundleReader.Open(Zip(name => name, "manifest.json"), "x.zip").Dispose());

    [Fact]
    public void ZipIsTheSameEachTime() => Assert.Equal(Zip(), Zip());

    private static void ReadAll(string path, bool readFirst)
    {
        using var reader = BundleReader.Open(path);
        if (readFirst)
            Sample.AllLines(reader);
        reader.VerifyAll();
    }

    private static void Damaged(string says, Action act)
    {
        var thrown = Assert.Throws<InputException>(act);
        Assert.Equal(InputProblem.DamagedBundle, thrown.Problem);
        Assert.Contains(says, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    private byte[] Zip()
    {
        using var zip = new MemoryStream();
        BundleZip.Write(_sample.Bundle, zip);
        return zip.ToArray();
    }

    private MemoryStream Zip(Func<string, string> rename, string extra)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var path in Directory.EnumerateFiles(_sample.Bundle))
                archive.CreateEntryFromFile(path, rename(Path.GetFileName(path)));
            archive.CreateEntry(extra);
        }

        return zip;
    }

    /// <summary>Changes a file and puts its right hash into the list.</summary>
    private void Rewrite(string name, Func<string, string> change)
    {
        var path = Path.Combine(_sample.Bundle, name);
        var before = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        File.WriteAllText(path, change(File.ReadAllText(path)), new UTF8Encoding(false));
        var after = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        var sums = Path.Combine(_sample.Bundle, "SHA256SUMS");
        File.WriteAllText(sums, File.ReadAllText(sums).Replace(before, after, StringComparison.Ordinal));
    }
}
