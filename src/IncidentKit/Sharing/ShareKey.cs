using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentKit.Basics;

namespace IncidentKit.Sharing;

/// <summary>Which name stands behind which pseudonym. It stays inside; given again, it keeps pseudonyms from report to report.</summary>
public sealed class ShareKey
{
    private const string Names = "names";

    private const string Description =
        "Which name stands behind which pseudonym. Keep it inside. Add a line for a word of yours that reports must not hold.";

    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal ShareKey(IReadOnlyList<KeyValuePair<string, string>> pairs) => Pairs = pairs;

    /// <summary>A key without names.</summary>
    public static ShareKey Empty { get; } = new([]);

    /// <summary>Each name and its pseudonym, in the order in which they were met.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs { get; }

    /// <summary>Reads a key.</summary>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="InputException">It is none.</exception>
    public static ShareKey Parse(string path, byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (
                json.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty(Names, out var names)
                || names.ValueKind != JsonValueKind.Object
            )
                throw NoKey(path, $"it has no object \"{Names}\"", null);
            return new([.. names.EnumerateObject().Select(m => Pair(path, m))]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw NoKey(path, e is JsonException { LineNumber: { } line } ? $"line {line + 1} is not JSON" : "a text in it is broken", e);
        }
    }

    /// <summary>The key as a file, which <see cref="Parse"/> reads.</summary>
    public byte[] ToFile()
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("description", Description);
            writer.WriteStartObject(Names);
            foreach (var (name, pseudonym) in Pairs)
                writer.WriteString(name, pseudonym);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetBytes(VisibleText.Json(Encoding.UTF8.GetString(content.ToArray())) + "\n");
    }

    private static KeyValuePair<string, string> Pair(string path, JsonProperty member) =>
        member is { Name: var name, Value: { ValueKind: JsonValueKind.String } value }
        && !string.IsNullOrWhiteSpace(name)
        && value.GetString() is { } pseudonym
        && !string.IsNullOrWhiteSpace(pseudonym)
            ? new(name, pseudonym)
            : throw NoKey(path, $"\"{member.Name}\" has no pseudonym", null);

    private static InputException NoKey(string path, string why, Exception? inner) =>
        new(
            InputProblem.Content,
            $"{path} is not a key of report --share: {why}; mend it, or name another file with --key (its pseudonyms are lost then)",
            inner
        );
}
