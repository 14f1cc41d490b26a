using System.Text;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Tests.Evidence;

public sealed class BundleWriterTests : IDisposable
{
    private readonly Sample _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public void ManifestSaysPartialFromTheStart()
    {
        using var writer = BundleWriter.Create(_sample.Bundle, Sample.Manifest with { Complete = true });
        Assert.False(writer.Manifest.Complete);
        Assert.Contains(
            "\"status\": \"partial\"",
            File.ReadAllText(Path.Combine(_sample.Partial, "manifest.json")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void OrderOfAppendingDoesNotMatter()
    {
        var forward = Sample.Files(_sample.Write());
        using var other = new Sample();
        Assert.Equal(forward, Sample.Files(other.Write(Sample.Records().Reverse())));
        Assert.False(Directory.Exists(other.Partial));
    }

    [Fact]
    public void ConcurrentAppendsGiveTheSameBundle()
    {
        var sequential = Sample.Files(_sample.Write());
        using var other = new Sample();
        using (var writer = BundleWriter.Create(other.Bundle, Sample.Manifest))
        {
            Parallel.ForEach(Sample.Records(), new ParallelOptions { MaxDegreeOfParallelism = 8 }, record => writer.Append(record));
            writer.Complete(Sample.Coverage);
        }

        Assert.Equal(sequential, Sample.Files(other.Bundle));
    }

    [Fact]
    public void LaterRecordReplacesTheEarlier()
    {
        _sample.Write([Sample.Record("GetLogEvents", 1, """{"n":1}"""), Sample.Record("GetLogEvents", 1, """{"n":2}""")]);
        using var reader = BundleReader.Open(_sample.Bundle);
        Assert.Equal("""{"n":2}""", Sample.Text(Assert.Single(reader.Records("logs", "GetLogEvents"))));
    }

    [Fact]
    public void BodyWithWhiteSpaceTakesOneLine()
    {
        using var writer = BundleWriter.Create(_sample.Bundle, Sample.Manifest);
        var written = writer.Append(Sample.Record("GetLogEvents", 1, "{\r\n  \"n\": [1, 2]\n}\n"));
        Assert.Equal("""{"n":[1,2]}""", Sample.Text(written));
    }

    [Fact]
    public void SecretsAreNumberedByRecordAndCounted()
    {
        _sample.Write();
        using var reader = BundleReader.Open(_sample.Bundle);
        var messages = reader.Records("logs", "GetLogEvents").Select(Sample.Text).ToList();

        Assert.All(
            messages.Select((text, i) => (text, i)),
            pair => Assert.Contains($"token=[redacted:token:{pair.i + 1}]", pair.text, StringComparison.Ordinal)
        );
        Assert.Contains("password=[redacted:password:1]", messages[0], StringComparison.Ordinal);
        Assert.Equal(
            2,
            messages.Select(text => text[..text.IndexOf(" token", StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal).Count()
        );
        Assert.Equal([KeyValuePair.Create("password", 5), KeyValuePair.Create("token", 5)], reader.Manifest.Redactions);
    }

    [Fact]
    public void NoSecretIsOnDiskWhileRecording()
    {
        using var writer = BundleWriter.Create(_sample.Bundle, Sample.Manifest);
        foreach (var record in Sample.Records())
            writer.Append(record);
        Assert.All(
            Directory.EnumerateFiles(_sample.Partial, "*.ndjson"),
            path =>
            {
                using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
                Assert.DoesNotContain("secret-", file.ReadToEnd(), StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(25)]
    public void ResumedBundleEqualsOneThatWasNotInterrupted(int recordedBefore)
    {
        // A secret met on both sides of the interruption gets a second number, see the next test.
        var records = Sample.Records().Where(record => record.Operation != "GetLogEvents" || recordedBefore is 0 or 20 or 25).ToList();
        using var uninterrupted = new Sample();
        var expected = Sample.Files(uninterrupted.Write(records));

        using (var first = BundleWriter.Create(_sample.Bundle, Sample.Manifest))
        {
            foreach (var record in records.Take(recordedBefore))
                first.Append(record);
        }

        using (var second = BundleWriter.Resume(_sample.Bundle))
        {
            foreach (var record in records)
            {
                if (second.Find(record.Id) is null)
                    second.Append(record);
            }

            second.Complete(Sample.Coverage);
        }

        Assert.Equal(expected, Sample.Files(_sample.Bundle));
    }

    [Fact]
    public void SecretMetBeforeAndAfterAnInterruptionHasTwoNumbers()
    {
        EvidenceRecord[] records = [Sample.Record("GetLogEvents", 1, "\"password=x\""), Sample.Record("GetLogEvents", 2, "\"password=x\"")];
        using (var first = BundleWriter.Create(_sample.Bundle, Sample.Manifest))
            first.Append(records[0]);
        using (var second = BundleWriter.Resume(_sample.Bundle))
        {
            Assert.Equal("\"password=[redacted:password:~1]\"", Sample.Text(second.Find(records[0].Id)!));
            Assert.Equal("\"password=[redacted:password:~2]\"", Sample.Text(second.Append(records[1])));
            second.Complete([]);
        }

        using var reader = BundleReader.Open(_sample.Bundle);
        Assert.Equal(
            ["\"password=[redacted:password:1]\"", "\"password=[redacted:password:2]\""],
            reader.Records("logs", "GetLogEvents").Select(Sample.Text)
        );
    }

    [Fact]
    public void OnlyWhatThisRunFoundOrAppendedIsKept()
    {
        using (var first = BundleWriter.Create(_sample.Bundle, Sample.Manifest))
        {
            foreach (var number in Enumerable.Range(1, 3))
                first.Append(Sample.Record("GetLogEvents", number, "{}"));
        }

        var found = Sample.Record("GetLogEvents", 2, "{}");
        using (var second = BundleWriter.Resume(_sample.Bundle))
        {
            Assert.Equal(Sample.Line(found), Sample.Line(second.Find(found.Id)!));
            second.Complete([]);
        }

        using var reader = BundleReader.Open(_sample.Bundle);
        Assert.Equal(found.Id, Assert.Single(reader.Records("logs", "GetLogEvents")).Id);
    }

    [Fact]
    public void FailedCallIsAskedAgain()
    {
        var failed = Sample.Record("GetLogEvents", 1, """{"error":{}}""", status: 500);
        using (var first = BundleWriter.Create(_sample.Bundle, Sample.Manifest))
            first.Append(failed);
        using var second = BundleWriter.Resume(_sample.Bundle);
        Assert.Null(second.Find(failed.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(100)]
    public void UnterminatedLastLineIsDropped(int cut)
    {
        var records = Enumerable.Range(1, 3).Select(number => Sample.Record("GetLogEvents", number, """{"n":1}""")).ToList();
        using (var first = BundleWriter.Create(_sample.Bundle, Sample.Manifest))
            records.ForEach(record => first.Append(record));
        using (var file = new FileStream(Path.Combine(_sample.Partial, "logs.GetLogEvents.ndjson"), FileMode.Open))
            file.SetLength(file.Length - cut);

        using (var partial = BundleReader.Open(_sample.Partial))
            Assert.Equal(2, partial.Records("logs", "GetLogEvents").Count());
        using var second = BundleWriter.Resume(_sample.Bundle);
        Assert.NotNull(second.Find(records[0].Id));
        Assert.NotNull(second.Find(records[1].Id));
        Assert.Null(second.Find(records[2].Id));
        second.Append(records[2]);
        second.Complete([]);
        using var reader = BundleReader.Open(_sample.Bundle);
        Assert.Equal(3, reader.Records("logs", "GetLogEvents").Count());
    }

    [Fact]
    public void TornLineOfACrashIsAskedAgain()
    {
        var records = Enumerable.Range(1, 2).Select(number => Sample.Record("GetLogEvents", number, """{"n":1}""")).ToList();
        using (var first = BundleWriter.Create(_sample.Bundle, Sample.Manifest))
            first.Append(records[0]);
        File.AppendAllText(Path.Combine(_sample.Partial, "logs.GetLogEvents.ndjson"), "\0\0\0\n" + Sample.Line(records[1]));

        using var second = BundleWriter.Resume(_sample.Bundle);
        Assert.All(records, record => Assert.NotNull(second.Find(record.Id)));
    }

    public static TheoryData<string> Steps =>
        ["logs.DescribeLogStreams.ndjson", "logs.GetLogEvents.ndjson", "manifest.json", "SHA256SUMS", "rename", "clean"];

    [Theory]
    [MemberData(nameof(Steps))]
    public void KilledAtAnyStepThereIsAPartialOrACompleteBundle(string step)
    {
        var records = Sample.Records().Where(record => record.Succeeded).ToList();
        using var uninterrupted = new Sample();
        var expected = Sample.Files(uninterrupted.Write(records));

        using (var writer = BundleWriter.Create(_sample.Bundle, Sample.Manifest, at => EndIf(at == step)))
        {
            records.ForEach(record => writer.Append(record));
            Assert.Throws<OperationCanceledException>(() => writer.Complete(Sample.Coverage));
        }

        if (step == "clean")
        {
            var said = Assert.Throws<InputException>(() => BundleWriter.Resume(_sample.Bundle));
            Assert.Contains("is complete already", said.Message, StringComparison.Ordinal);
            Assert.Contains("can be deleted", said.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.False(Directory.Exists(_sample.Bundle));
            using (var partial = BundleReader.Open(_sample.Partial))
            {
                Assert.False(partial.Manifest.Complete);
                Assert.Null(partial.Sha256);
                Assert.Equal(25, Sample.AllLines(partial).Count);
                partial.VerifyAll();
            }

            using var resumed = BundleWriter.Resume(_sample.Bundle);
            Assert.All(records, record => Assert.NotNull(resumed.Find(record.Id)));
            resumed.Complete(Sample.Coverage);
        }

        Assert.Equal(expected, Sample.Files(_sample.Bundle));
    }

    private static void EndIf(bool reached)
    {
        if (reached)
            throw new OperationCanceledException();
    }

    [Fact]
    public void CompleteCanBeTriedAgain()
    {
        var full = true;
        using var writer = BundleWriter.Create(
            _sample.Bundle,
            Sample.Manifest,
            at =>
            {
                if (full)
                    throw new IOException(at);
            }
        );
        writer.Append(Sample.Record("GetLogEvents", 1, "{}"));
        Assert.Throws<IOException>(() => writer.Complete([]));
        full = false;
        writer.Complete([]);
        Assert.True(Directory.Exists(_sample.Bundle));
        Assert.Throws<ObjectDisposedException>(() => writer.Append(Sample.Record("GetLogEvents", 2, "{}")));
    }

    [Fact]
    public void NothingIsOverwritten()
    {
        using (BundleWriter.Create(_sample.Bundle, Sample.Manifest))
        {
            Refuses("Another process", () => BundleWriter.Resume(_sample.Bundle));
        }

        Refuses("--resume", () => BundleWriter.Create(_sample.Bundle, Sample.Manifest));
        using (var writer = BundleWriter.Resume(_sample.Bundle + "/"))
            writer.Complete([]);
        Refuses("another path", () => BundleWriter.Create(_sample.Bundle, Sample.Manifest));
        Refuses("complete already", () => BundleWriter.Resume(_sample.Bundle));
        Refuses("nothing to resume", () => BundleWriter.Resume(_sample.Bundle + "2"));
    }

    [Fact]
    public void FolderKilledBeforeItsManifestIsTakenOver()
    {
        Directory.CreateDirectory(_sample.Partial);
        File.WriteAllText(Path.Combine(_sample.Partial, "manifest.json.new"), "{");
        _sample.Write();
        using var reader = BundleReader.Open(_sample.Bundle);
        reader.VerifyAll();
    }

    [Fact]
    public void FolderOfSomethingElseIsLeftAlone()
    {
        Directory.CreateDirectory(_sample.Partial);
        File.WriteAllText(Path.Combine(_sample.Partial, "notes.txt"), "mine");
        Refuses("is no recording", () => BundleWriter.Create(_sample.Bundle, Sample.Manifest));
    }

    [Theory]
    [InlineData("../logs", "GetLogEvents")]
    [InlineData("logs", "a/b")]
    [InlineData("logs", "")]
    public void NamesThatLeadOutOfTheFolderAreRefused(string service, string operation)
    {
        using var writer = BundleWriter.Create(_sample.Bundle, Sample.Manifest);
        Assert.Throws<ArgumentException>(() =>
            writer.Append(Sample.Record("X", 1, "{}") with { Service = service, Operation = operation })
        );
    }

    [Fact]
    public void IdDependsOnTheQuestionAndNotOnItsSpelling()
    {
        static string Of(string json) =>
            EvidenceId.Of("logs", "GetLogEvents", "us-west-2", System.Text.Json.JsonDocument.Parse(json).RootElement);

        Assert.Equal(Of("""{"a":{"x":1,"y":[2,{"p":1,"q":2}]},"b":"\u0041"}"""), Of("""{ "b":"A", "a":{"y":[2,{"q":2,"p":1}],"x":1} }"""));
        Assert.NotEqual(Of("""{"a":[1,2]}"""), Of("""{"a":[2,1]}"""));
        Assert.NotEqual(Of("{}"), Of("""{"nextToken":"t"}"""));
        var canonical = Encoding.UTF8.GetBytes("""["logs","GetLogEvents","us-west-2",{"a":1}]""");
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(canonical))[..16], Of("""{"a":1}"""));
    }

    private static void Refuses(string says, Func<IDisposable> act)
    {
        var thrown = Assert.Throws<InputException>(() => act().Dispose());
        Assert.Equal(InputProblem.CommandLine, thrown.Problem);
        Assert.Contains(says, thrown.Message, StringComparison.Ordinal);
    }
}
