using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentKit.Basics;

namespace IncidentKit.Evidence;

/// <summary>
/// A record as one line of JSON. The body comes last, so a reader takes it as the rest of the line and never looks inside.
/// </summary>
internal static class EvidenceLine
{
    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The line with its end, <c>\n</c>. The body must be valid JSON on one line.</summary>
    public static ReadOnlyMemory<byte> Write(EvidenceRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(record.Body.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString("id", record.Id);
            json.WriteString("service", record.Service);
            json.WriteString("operation", record.Operation);
            json.WriteString("region", record.Region);
            json.WritePropertyName("parameters");
            record.Parameters.WriteTo(json);
            json.WriteString("requestedAt", record.RequestedAt.ToIso());
            json.WriteNumber("status", record.Status);
            json.WritePropertyName("body");
            json.WriteRawValue(record.Body.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    /// <summary>Reads a line without its end; the body is copied and not looked into.</summary>
    /// <exception cref="JsonException">The line is not a record.</exception>
    public static EvidenceRecord Read(ReadOnlySpan<byte> raw)
    {
        var line = WellFormed.Of(raw);
        var json = new Utf8JsonReader(line);
        Expect(ref json, JsonTokenType.StartObject);
        var id = Text(ref json, "id"u8);
        var service = Text(ref json, "service"u8);
        var operation = Text(ref json, "operation"u8);
        var region = Text(ref json, "region"u8);
        Name(ref json, "parameters"u8);
        var parameters = JsonElement.ParseValue(ref json);
        var requestedAt =
            InstantText.ParseIso(Text(ref json, "requestedAt"u8))
            ?? throw new JsonException("requestedAt is not an instant that ends in Z");
        Name(ref json, "status"u8);
        Expect(ref json, JsonTokenType.Number);
        if (!json.TryGetInt32(out var status))
            throw new JsonException("status is not a whole number");
        Name(ref json, "body"u8);
        var body = line[(int)json.BytesConsumed..];
        if (body.Length < 2 || body[^1] != (byte)'}')
            throw new JsonException("the line ends early");

        return new EvidenceRecord
        {
            Id = id,
            Service = service,
            Operation = operation,
            Region = region,
            Parameters = parameters,
            RequestedAt = requestedAt,
            Status = status,
            Body = body[..^1].ToArray(),
        };
    }

    private static string Text(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        Name(ref json, name);
        Expect(ref json, JsonTokenType.String);
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException wrongText)
        {
            throw new JsonException("a text is not valid UTF-8", wrongText);
        }
    }

    private static void Name(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        Expect(ref json, JsonTokenType.PropertyName);
        if (!json.ValueTextEquals(name))
            throw new JsonException($"'{System.Text.Encoding.UTF8.GetString(name)}' is expected, in the order of the format");
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type)
            throw new JsonException($"{type} is expected");
    }
}
