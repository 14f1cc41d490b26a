using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace IncidentKit.Evidence.Secrets;

/// <summary>Finds the JSON in a text.</summary>
internal static class JsonText
{
    private const int ShortestBase64 = 16;
    private static readonly JsonReaderOptions Some = new() { MaxDepth = BundleFormat.MaxDepth, AllowMultipleValues = true };
    private static readonly SearchValues<char> Base64 = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-="
    );

    /// <summary>How an object or array of JSON begins in base64: <c>{"</c>, <c>{ </c>, <c>{\n</c>, <c>["</c>, <c>[{</c>.</summary>
    private static readonly SearchValues<string> Beginnings = SearchValues.Create(
        ["eyJ", "eyA", "ewo", "ew0", "WyJ", "W3s", "Wwo"],
        StringComparison.Ordinal
    );

    /// <summary>The next place where an object or array may begin.</summary>
    public static bool TryFind(string text, int from, out int at)
    {
        for (at = from; at < text.Length; at++)
        {
            if (text.AsSpan(at).IndexOfAny('{', '[') is var found && found < 0)
                return false;
            at += found;
            if (text.AsSpan(at + 1).TrimStart() is ['"' or '{' or '[', ..])
                return true;
        }

        return false;
    }

    /// <summary>The bytes of the value at the beginning; 0 when it is none.</summary>
    public static int LengthOf(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, Some);
            return reader.Read() && reader.TrySkip() ? (int)reader.BytesConsumed : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    /// <summary>The next run of base64 that holds JSON, with or without padding, in either alphabet.</summary>
    public static bool TryFindBase64(string text, int from, out Range encoded, out byte[] json)
    {
        while (from < text.Length && text.AsSpan(from).IndexOfAny(Beginnings) is >= 0 and var found)
        {
            var at = from + found;
            var end = text.AsSpan(at).IndexOfAnyExcept(Base64);
            (encoded, from) = (at..(end < 0 ? text.Length : at + end), end < 0 ? text.Length : at + end);
            var begins = at == 0 || !Base64.Contains(text[at - 1]) || text[at - 1] == '=';
            if (begins && from - at >= ShortestBase64 && Decoded(text.AsSpan(encoded)) is { } bytes && LengthOf(bytes) == bytes.Length)
            {
                json = bytes;
                return true;
            }
        }

        (encoded, json) = (default, []);
        return false;
    }

    private static byte[]? Decoded(ReadOnlySpan<char> run)
    {
        var plain = Encoding.ASCII.GetBytes(run.TrimEnd('=').ToString().Replace('+', '-').Replace('/', '_'));
        var bytes = new byte[Base64Url.GetMaxDecodedLength(plain.Length)];
        return Base64Url.DecodeFromUtf8(plain, bytes, out _, out var written) == OperationStatus.Done ? bytes[..written] : null;
    }
}
