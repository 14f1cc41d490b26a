using System.Text;
using System.Text.Json;
using CsCheck;
using IncidentKit.Imports.Logs;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Logs;

/// <summary>Vectorised or not, the same is read.</summary>
public sealed class NdjsonProperties
{
    private static readonly Gen<string> Name = OneOf(
        "timestamp",
        "logStream",
        "message",
        "a\"timestamp",
        "\\",
        "time\\stamp",
        "",
        "ümlaut",
        "{",
        "x:y"
    );

    private static readonly Gen<string> Scalar = Gen.OneOf(
        OneOf("\"2026-01-29T16:36:40.123Z\"", "\"2026-01-29T16:37:41Z\"", "1769704600", "null", "true", "-1.5e3", "\"\""),
        Name.Select(Quoted),
        Gen.String[0, 80].Select(Quoted),
        Gen.Int[0, 70].Select(n => Quoted(new string('\\', n) + "\""))
    );

    private static readonly Gen<string> Value = Gen.OneOf(
        Scalar,
        Scalar,
        Scalar,
        Gen.Select(Name, Scalar).Array[0, 3].Select(Object),
        Scalar.Array[0, 3].Select(items => $"[{string.Join(" ,", items)}]")
    );

    private static readonly Gen<string> Line = Gen.Select(Name, Value).Array[0, 7].Select(Object);

    [Fact]
    public void EveryObjectIsReadAsAPlainReaderReadsIt() =>
        Line.Array[1, 6]
            .Sample(
                lines =>
                {
                    // The first lines fix the form.
                    string[] all = [.. Enumerable.Repeat("""{"timestamp":"2026-01-29T16:36:40Z","logStream":"s"}""", 50), .. lines];
                    var log = TestLog.Read(string.Join('\n', all));
                    var expected = all.Select(Plain).ToList();
                    Assert.Equal(expected.Count(e => e.At is not null), (int)log.Events);
                    Assert.Equal(all.Length, (int)log.Lines);
                    Assert.Equal(
                        expected
                            .Where(e => e.At is not null && e.Stream.Length > 0)
                            .GroupBy(e => e.Stream, StringComparer.Ordinal)
                            .Select(s => (s.Key, s.Min(e => e.At), s.Max(e => e.At), (long)s.Count()))
                            .OrderBy(s => s.Key, StringComparer.Ordinal),
                        log.Streams!.Select(s => (s.Stream, (Instant?)s.First, (Instant?)s.Last, s.Events))
                    );
                },
                iter: Effort.Of(1_200)
            );

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static (Instant? At, string Stream) Plain(string line)
    {
        using var json = JsonDocument.Parse(line);
        var at = json.RootElement.EnumerateObject().LastOrDefault(m => m.Name == "timestamp").Value;
        var stream = json.RootElement.EnumerateObject().LastOrDefault(m => m.Name == "logStream").Value;
        var read =
            at.ValueKind == JsonValueKind.String
            && TimestampText.TryRead(TimestampForm.Iso, Encoding.UTF8.GetBytes(at.GetString()!), out var stamp)
                ? Instant.FromUnixTimeTicks(stamp.Ticks)
            // A member may have its times in two forms.
            : at.ValueKind == JsonValueKind.Number && at.GetRawText() == "1769704600" ? Instant.FromUnixTimeSeconds(1_769_704_600)
            : (Instant?)null;
        return (
            read,
            stream.ValueKind switch
            {
                JsonValueKind.String => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(stream.GetString()!)),
                JsonValueKind.Number => stream.GetRawText(),
                _ => "",
            }
        );
    }

    private static string Object((string Name, string Value)[] members) =>
        $"{{{string.Join(members.Length % 2 == 0 ? ", " : ",", members.Select(m => $"{Quoted(m.Name)}{(m.Value.Length % 7 == 0 ? " : " : ":")}{m.Value}"))}}}";

    private static string Quoted(string text) => JsonSerializer.Serialize(new string([.. text.Where(c => !char.IsSurrogate(c))]));
}
