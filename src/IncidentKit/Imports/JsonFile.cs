using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>One or several JSON values in a file, as a program prints them, compressed or not.</summary>
internal static class JsonFile
{
    /// <summary>How much of a file tells what it is.</summary>
    private const int PeekBytes = 1024 * 1024;

    /// <summary>How many of its lines tell what they are.</summary>
    private const int Sampled = 100;

    private static ReadOnlySpan<byte> White => " \t\r\n"u8;

    private static readonly JsonReaderOptions Several = new() { AllowMultipleValues = true, MaxDepth = BundleFormat.MaxDepth };

    /// <summary>The beginning of a file.</summary>
    /// <exception cref="InputException">
    /// It cannot be opened (<see cref="InputProblem.CommandLine"/>) or decompressed (<see cref="InputProblem.Content"/>).
    /// </exception>
    public static byte[] Peek(string path) => Read(path, PeekBytes, out _);

    /// <summary>
    /// Whether a file begins as JSON does: such a file is never a text, whatever times stand in it. Lines of logs begin with a bracket too,
    /// but not with one before a name, a list or its own end.
    /// </summary>
    public static bool IsJson(ReadOnlySpan<byte> beginning)
    {
        var rest = beginning.TrimStart(White);
        return !rest.IsEmpty
            && rest[0] switch
            {
                (byte)'{' => rest[1..].TrimStart(White) is [] or [(byte)'"' or (byte)'}', ..],
                (byte)'[' => rest[1..].TrimStart(White) is [] or [(byte)'{' or (byte)'[' or (byte)']', ..],
                _ => false,
            };
    }

    /// <summary>
    /// The values of a file that writes one object a line, as far as its beginning shows them whole; none for JSON that is laid out
    /// otherwise, or is one value alone, unless the file is named as something else than JSON.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="beginning">Its beginning.</param>
    public static List<(int Line, JsonElement Value)> Lines(string path, ReadOnlySpan<byte> beginning)
    {
        var lines = new List<(int Line, JsonElement Value)>();
        var number = 0;
        foreach (var range in beginning.Split((byte)'\n'))
        {
            if (++number > Sampled)
                break;
            if (ObjectIn(beginning[range]) is { } value)
                lines.Add((number, value));
            else if (number == 1)
                return [];
        }

        return lines.Count > 1 || !path.Contains(".json", StringComparison.OrdinalIgnoreCase) ? lines : [];
    }

    /// <summary>
    /// All values of a file, each with the line it begins in. Where a file writes one a line and some lines are no JSON, those are given
    /// apart.
    /// </summary>
    /// <exception cref="InputException">
    /// The file is too large, cannot be decompressed or is not JSON (<see cref="InputProblem.Content"/>).
    /// </exception>
    public static (List<(int Line, JsonElement Value)> Values, List<(int Line, string What)> Broken) Values(string path)
    {
        var bytes = Whole(path);
        var values = new List<(int Line, JsonElement Value)>();
        try
        {
            var wellFormed = WellFormed.Of(bytes);
            var json = new Utf8JsonReader(wellFormed, Several);
            var (line, counted) = (1, 0);
            while (json.Read())
            {
                var at = (int)json.TokenStartIndex;
                line += wellFormed[counted..at].Count((byte)'\n');
                counted = at;
                values.Add((line, JsonElement.ParseValue(ref json)));
            }
        }
        catch (JsonException) when (Lines(path, bytes).Count > 0)
        {
            return ByLine(bytes);
        }
        catch (JsonException wrong)
        {
            throw new InputException(InputProblem.Content, $"{path} is not JSON: {wrong.Message.ReplaceLineEndings(" ")}", wrong);
        }

        return (values, []);
    }

    /// <summary>All bytes of a file.</summary>
    /// <exception cref="InputException">It is too large or cannot be decompressed (<see cref="InputProblem.Content"/>).</exception>
    public static byte[] Whole(string path) =>
        Read(path, BundleFormat.MaxRecordBytes, out var isWhole) is var bytes && isWhole
            ? bytes
            : throw new InputException(
                InputProblem.Content,
                $"{path} is longer than {BundleFormat.MaxRecordBytes} bytes: ask for less at a time and import several files."
            );

    private static (List<(int Line, JsonElement Value)> Values, List<(int Line, string What)> Broken) ByLine(ReadOnlySpan<byte> bytes)
    {
        var (values, broken) = (new List<(int Line, JsonElement Value)>(), new List<(int Line, string What)>());
        var number = 0;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            number++;
            if (bytes[range].Trim(" \t\r"u8).IsEmpty)
                continue;
            if (ObjectIn(bytes[range]) is { } value)
                values.Add((number, value));
            else
                broken.Add((number, "no JSON object"));
        }

        return (values, broken);
    }

    private static JsonElement? ObjectIn(ReadOnlySpan<byte> line)
    {
        if (line.TrimStart(" \t"u8) is not [(byte)'{', ..])
            return null;
        try
        {
            return JsonElement.Parse(WellFormed.Of(line), BundleFormat.Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text without its byte order mark, in UTF-8: a shell of Windows writes answers in UTF-16.</summary>
    private static byte[] Utf8(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => rest.ToArray(),
            [0xFF, 0xFE, .. var rest] => Encoding.Convert(Encoding.Unicode, Encoding.UTF8, rest.ToArray()),
            [0xFE, 0xFF, .. var rest] => Encoding.Convert(Encoding.BigEndianUnicode, Encoding.UTF8, rest.ToArray()),
            _ => bytes.ToArray(),
        };

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
            return Utf8(buffer.WrittenSpan);
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
