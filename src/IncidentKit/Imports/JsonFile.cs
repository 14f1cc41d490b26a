using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>One or several JSON values in a file, as a program prints them, compressed or not.</summary>
internal static class JsonFile
{
    /// <summary>How much of a file tells what it is.</summary>
    private const int PeekBytes = 1024 * 1024;

    private static readonly JsonReaderOptions Several = new() { AllowMultipleValues = true, MaxDepth = BundleFormat.MaxDepth };

    /// <summary>The beginning of a file.</summary>
    /// <exception cref="InputException">
    /// It cannot be opened (<see cref="InputProblem.CommandLine"/>) or decompressed (<see cref="InputProblem.Content"/>).
    /// </exception>
    public static byte[] Peek(string path) => Read(path, PeekBytes, out _);

    /// <summary>The members of the first value, as far as the beginning of the file shows them; null when it is no JSON object.</summary>
    public static HashSet<string>? Members(ReadOnlySpan<byte> beginning)
    {
        var members = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var json = new Utf8JsonReader(WellFormed.Of(beginning), isFinalBlock: false, new JsonReaderState(Several));
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return null;
            while (json.Read() && json.CurrentDepth > 0)
            {
                if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.PropertyName)
                    members.Add(json.GetString()!);
            }

            return members;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>All values of a file.</summary>
    /// <exception cref="InputException">
    /// The file is too large, cannot be decompressed or is not JSON (<see cref="InputProblem.Content"/>).
    /// </exception>
    public static List<JsonElement> Values(string path)
    {
        var bytes = Read(path, BundleFormat.MaxRecordBytes, out var whole);
        if (!whole)
            throw new InputException(
                InputProblem.Content,
                $"{path} is longer than {BundleFormat.MaxRecordBytes} bytes: ask for less at a time and import several files."
            );
        var values = new List<JsonElement>();
        try
        {
            var json = new Utf8JsonReader(WellFormed.Of(bytes), Several);
            while (json.Read())
                values.Add(JsonElement.ParseValue(ref json));
        }
        catch (JsonException wrong)
        {
            throw new InputException(InputProblem.Content, $"{path} is not JSON: {wrong.Message.ReplaceLineEndings(" ")}", wrong);
        }

        return values;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static byte[] Read(string path, int most, out bool whole)
    {
        try
        {
            using var file = InputFile.Open(path);
            using var content = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
            var buffer = new ArrayBufferWriter<byte>();
            while (buffer.WrittenCount <= most)
            {
                var read = content.Read(buffer.GetSpan(64 * 1024));
                if (read == 0)
                    break;
                buffer.Advance(read);
            }

            whole = buffer.WrittenCount <= most;
            return WithoutMark(buffer.WrittenSpan).ToArray();
        }
        catch (InvalidDataException broken)
        {
            throw new InputException(
                InputProblem.Content,
                $"{path} is damaged or cut short: it cannot be decompressed to its end.",
                broken
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.CommandLine, $"{path} cannot be read: {e.Message}", e);
        }
    }

    private static bool IsGzip(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic is [0x1F, 0x8B];
    }
}
