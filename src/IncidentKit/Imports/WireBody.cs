using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Evidence.Shapes;

namespace IncidentKit.Imports;

/// <summary>
/// An answer as AWS sends it, out of what the CLI or an SDK prints of it: names in AWS's letter case, times in AWS's form, and XML where
/// the service speaks that.
/// </summary>
internal static class WireBody
{
    private static readonly JsonWriterOptions Spelled = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The body of a record.</summary>
    public static byte[] Of(OperationName call, JsonElement answer)
    {
        if (AnswerShapes.Of(call) is not { } shape)
            return Encoding.UTF8.GetBytes(answer.GetRawText());
        if (shape.IsXml)
            return QueryXml.Of(call, answer, shape.HasResult);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Spelled))
            Write(json, answer, shape.Result);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, JsonElement value, Shape shape)
    {
        switch (shape.Kind, value.ValueKind)
        {
            case (ShapeKind.Object, JsonValueKind.Object):
                WriteMembers(json, value, shape);
                break;
            case (ShapeKind.List, JsonValueKind.Array):
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(json, item, shape.Item!);
                json.WriteEndArray();
                break;
            // What AWS writes as a text is sometimes printed as what it holds.
            case (ShapeKind.Json, JsonValueKind.Object):
                json.WriteStringValue(value.GetRawText());
                break;
            case (ShapeKind.Milliseconds, JsonValueKind.String) when value.AsTime() is { } at && !IsNumber(value):
                json.WriteNumberValue(at.ToUnixTimeMilliseconds());
                break;
            default:
                json.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, JsonElement value, Shape shape)
    {
        json.WriteStartObject();
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            var member = MemberOf(shape, property.Name);
            if (member is not null && !written.Add(member.Name))
                continue;
            json.WritePropertyName(member?.Name ?? property.Name);
            if (member is null)
                json.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
            else
                Write(json, property.Value, member.Shape);
        }

        json.WriteEndObject();
    }

    private static ShapeMember? MemberOf(Shape? shape, string name) =>
        shape is null
            ? null
            : shape.Members.FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? MemberOf(shape.Or, name);

    private static bool IsNumber(JsonElement text) =>
        double.TryParse(text.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
