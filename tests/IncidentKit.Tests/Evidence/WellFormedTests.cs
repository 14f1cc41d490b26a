using System.Text;
using System.Text.Json;
using CsCheck;
using IncidentKit.Evidence;

namespace IncidentKit.Tests.Evidence;

/// <summary>Text from outside that is none costs a character, not the record it stands in.</summary>
public sealed class WellFormedTests
{
    [Theory]
    [InlineData("""{"a":"é 😀 \ud83d\ude00 \u00e9"}""", null)]
    [InlineData("""{"a":"\\ud800"}""", """{"a":"\\ufffd"}""")]
    [InlineData("""{"a":"\ud800"}""", """{"a":"\ufffd"}""")]
    [InlineData("""{"a":"\uD800x\uDC00"}""", """{"a":"\ufffdx\ufffd"}""")]
    [InlineData("""{"a":"\udc00\ud800"}""", """{"a":"\ufffd\ufffd"}""")]
    [InlineData("""{"a":"\ud800\ud83d\ude00"}""", """{"a":"\ufffd\ud83d\ude00"}""")]
    [InlineData("""{"a":"{\"b\":\"\\ud83d\\ude00 \\ud83d\"}"}""", """{"a":"{\"b\":\"\\ud83d\\ude00 \\ufffd\"}"}""")]
    [InlineData("""{"a":"\ud8""", null)]
    [InlineData("""{"a":"\\\ud83d\ude00"}""", null)]
    [InlineData("""{"a":"\\\ud800"}""", """{"a":"\\\ufffd"}""")]
    [InlineData("""{"a":"\ud83d\\\ude00"}""", """{"a":"\ufffd\\\ufffd"}""")]
    [InlineData("""{"a":"\ud83d\\ude00"}""", """{"a":"\ufffd\\ufffd"}""")]
    public void ASurrogateAlone(string json, string? mended) =>
        Assert.Equal(mended ?? json, Encoding.UTF8.GetString(WellFormed.Of(Encoding.UTF8.GetBytes(json))));

    // A text may hold JSON, or a backslash: whoever reads it as JSON looks at it then.
    [Theory]
    [InlineData("""{"a":"é 😀 \ud83d\ude00 \u00e9"}""", true)]
    [InlineData("""{"a":"\\ud800"}""", true)]
    [InlineData("""{"a":"\\\ud83d\ude00"}""", true)]
    [InlineData("""{"a":"\\\ud800"}""", false)]
    [InlineData("""{"a":"\uD800x\uDC00"}""", false)]
    [InlineData("""{"a":"\udc00\ud800"}""", false)]
    [InlineData("""{"a":"\ud83d\\\ude00"}""", false)]
    public void TextThroughout(string json, bool whole) => Assert.Equal(whole, WellFormed.Is(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void BytesThatAreNoText()
    {
        byte[] json = [.. "{\"a\":\"x"u8, 0xE9, .. "y\"}"u8];
        using var read = JsonDocument.Parse(WellFormed.Of(json).ToArray());
        Assert.Equal("x\uFFFDy", read.RootElement.GetProperty("a").GetString());
    }

    [Fact]
    public void WhateverIsMendedCanBeRead() =>
        Gen.String["\\ud8cfDCe0\"a "]
            .Sample(text =>
            {
                var mended = WellFormed.Of(Encoding.UTF8.GetBytes($"\"{text}\"")).ToArray();
                try
                {
                    JsonElement.Parse(mended).GetString();
                }
                catch (JsonException)
                {
                    // Not JSON before, not JSON after.
                }
            });
}
