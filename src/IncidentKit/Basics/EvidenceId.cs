using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace IncidentKit.Basics;

/// <summary>Names a recorded call by what was asked, so that the same question has the same id in every bundle.</summary>
public static class EvidenceId
{
    private static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The first 16 hex digits of SHA-256 over the JSON array of the four arguments without white space, property names of
    /// <paramref name="parameters"/> sorted ordinally at every depth. Numbers keep their spelling.
    /// </summary>
    /// <param name="service">The service's signing name, <c>logs</c>.</param>
    /// <param name="operation">The operation as AWS names it, <c>DescribeLogStreams</c>.</param>
    /// <param name="region">The region the call is sent to, <c>us-west-2</c>.</param>
    /// <param name="parameters">The request's members, page token included.</param>
    /// <exception cref="ArgumentException"><paramref name="parameters"/> is <c>default</c>.</exception>
    public static string Of(string service, string operation, string region, JsonElement parameters)
    {
        if (parameters.ValueKind == JsonValueKind.Undefined)
            throw new ArgumentException("The parameters are no JSON value; use an empty object for none.", nameof(parameters));

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Canonical))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(service);
            writer.WriteStringValue(operation);
            writer.WriteStringValue(region);
            WriteSorted(writer, parameters);
            writer.WriteEndArray();
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash[..8]);
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    WriteSorted(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    WriteSorted(writer, item);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
