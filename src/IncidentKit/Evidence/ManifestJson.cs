using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Evidence;

/// <summary>manifest.json to and from <see cref="BundleManifest"/>: indented, camelCase, instants with Z, rows and kinds sorted.</summary>
internal static class ManifestJson
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(BundleManifest manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("schemaVersion", manifest.SchemaVersion);
            json.WriteString("toolVersion", manifest.ToolVersion);
            json.WriteString("status", manifest.Complete ? "complete" : "partial");
            json.WriteStartObject("window");
            WriteInstant(json, "start", manifest.Window.HasStart ? manifest.Window.Start : null);
            WriteInstant(json, "end", manifest.Window.HasEnd ? manifest.Window.End : null);
            json.WriteEndObject();
            json.WriteStartArray("regions");
            foreach (var region in manifest.Regions)
                json.WriteStringValue(region);
            json.WriteEndArray();
            json.WriteString("account", manifest.Account);
            WriteInstant(json, "collectedAt", manifest.CollectedAt);
            json.WriteStartArray("coverage");
            foreach (var row in manifest.Coverage.OrderBy(row => row.Source, StringComparer.Ordinal))
                WriteCoverage(json, row);
            json.WriteEndArray();
            json.WriteStartObject("redactions");
            foreach (var (kind, count) in manifest.Redactions.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteNumber(kind, count);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="JsonException">The text is not a manifest; the message names the member.</exception>
    public static BundleManifest Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        var root = document.RootElement;
        var window = Member(root, "window");
        return new BundleManifest
        {
            SchemaVersion = Text(root, "schemaVersion"),
            ToolVersion = Text(root, "toolVersion"),
            Complete = Text(root, "status") switch
            {
                "complete" => true,
                "partial" => false,
                var other => throw new JsonException($"status '{other}' is neither complete nor partial"),
            },
            Window = ReadWindow(InstantOrNull(window, "start"), InstantOrNull(window, "end")),
            Regions = [.. Items(root, "regions").Select(region => region.GetString() ?? "")],
            Account = Text(root, "account"),
            CollectedAt = InstantOrNull(root, "collectedAt") ?? throw new JsonException("collectedAt is null"),
            Coverage = [.. Items(root, "coverage").Select(ReadCoverage)],
            Redactions = ReadCounts(Member(root, "redactions")),
        };
    }

    /// <summary>The schema version alone, which every future model keeps at the same place; null when there is none.</summary>
    public static string? ReadSchemaVersion(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return
            document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("schemaVersion", out var version)
            && version.ValueKind == JsonValueKind.String
            ? version.GetString()
            : null;
    }

    private static void WriteCoverage(Utf8JsonWriter json, SourceCoverage row)
    {
        json.WriteStartObject();
        json.WriteString("source", row.Source);
        json.WriteString("status", JsonNamingPolicy.CamelCase.ConvertName(row.Status.ToString()));
        json.WriteString("reason", row.Reason);
        WriteInstant(json, "from", row.From);
        WriteInstant(json, "to", row.To);
        json.WriteEndObject();
    }

    private static SourceCoverage ReadCoverage(JsonElement row)
    {
        var status = Text(row, "status");
        if (!Enum.TryParse<CoverageStatus>(status, ignoreCase: true, out var parsed) || !char.IsAsciiLetterLower(status[0]))
            throw new JsonException($"coverage status '{status}' is not known");
        var reason = Member(row, "reason");
        return new SourceCoverage(
            Text(row, "source"),
            parsed,
            reason.ValueKind == JsonValueKind.Null ? null : Text(row, "reason"),
            InstantOrNull(row, "from"),
            InstantOrNull(row, "to")
        );
    }

    private static SortedDictionary<string, int> ReadCounts(JsonElement counts)
    {
        if (counts.ValueKind != JsonValueKind.Object)
            throw new JsonException("redactions is not an object");
        var result = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var count in counts.EnumerateObject())
        {
            result[count.Name] =
                count.Value.ValueKind == JsonValueKind.Number && count.Value.TryGetInt32(out var number)
                    ? number
                    : throw new JsonException($"redactions.{count.Name} is not a whole number");
        }

        return result;
    }

    private static Interval ReadWindow(Instant? start, Instant? end) =>
        start > end ? throw new JsonException("window ends before it starts") : new Interval(start, end);

    private static void WriteInstant(Utf8JsonWriter json, string name, Instant? value) => json.WriteString(name, value?.ToIso());

    private static Instant? InstantOrNull(JsonElement parent, string name)
    {
        if (Member(parent, name).ValueKind == JsonValueKind.Null)
            return null;
        return InstantText.ParseIso(Text(parent, name)) ?? throw new JsonException($"{name} is not an instant that ends in Z");
    }

    private static string Text(JsonElement parent, string name)
    {
        var member = Member(parent, name);
        return member.ValueKind == JsonValueKind.String ? member.GetString()! : throw new JsonException($"{name} is not a string");
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string name)
    {
        var member = Member(parent, name);
        return member.ValueKind == JsonValueKind.Array ? member.EnumerateArray() : throw new JsonException($"{name} is not a list");
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member)
            ? member
            : throw new JsonException($"{name} is missing");

    /// <summary>Reads the manifest of a bundle, if its format is one this version knows.</summary>
    /// <exception cref="InputException">The manifest is of a newer model or cannot be read
    /// (<see cref="InputProblem.Content"/>).</exception>
    public static BundleManifest ReadChecked(string bundle, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            utf8 = WellFormed.Of(utf8.Span).ToArray();
            var version = ReadSchemaVersion(utf8) ?? throw new JsonException("schemaVersion is missing");
            if (version.Split('.')[0] != BundleFormat.SchemaVersion.Split('.')[0])
            {
                throw new InputException(
                    InputProblem.Content,
                    $"{bundle} was made by a newer version: its format is {version}, "
                        + $"this version reads {BundleFormat.SchemaVersion}. Update incidentkit."
                );
            }

            return Read(utf8);
        }
        catch (JsonException wrong)
        {
            throw new InputException(
                InputProblem.Content,
                $"{bundle}: manifest.json cannot be read: {wrong.Message.ReplaceLineEndings(" ")}",
                wrong
            );
        }
    }
}
