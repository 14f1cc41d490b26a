using System.Text;
using IncidentKit.Basics;

namespace IncidentKit.Cli.Commands.Audit;

/// <summary>The text of a report as it was read, and how it is written back.</summary>
internal sealed class ReportFile
{
    private const int Largest = 16 << 20;

    private static readonly Encoding[] Marked = [Encoding.UTF8, Encoding.UTF32, Encoding.Unicode, Encoding.BigEndianUnicode];

    private readonly byte[] _bytes;
    private readonly int _mark;
    private readonly Encoding _encoding;

    private ReportFile(string name, string? path, byte[] bytes)
    {
        (Name, Path, _bytes) = (name, path, bytes);
        _encoding = Array.Find(Marked, e => bytes.AsSpan().StartsWith(e.Preamble)) ?? Encoding.UTF8;
        _mark = bytes.AsSpan().StartsWith(_encoding.Preamble) ? _encoding.Preamble.Length : 0;
        Text = _encoding.GetString(bytes, _mark, bytes.Length - _mark);
        if (Text.Contains('\0', StringComparison.Ordinal))
            throw new IOException("it is not text");
    }

    /// <summary>The name that findings say.</summary>
    public string Name { get; }

    /// <summary>The path of its file; null where it came from standard input.</summary>
    public string? Path { get; }

    /// <summary>
    /// The text without a byte order mark. UTF-16 and UTF-32 are known by their mark; all else is read as UTF-8, as far as it goes.
    /// </summary>
    public string Text { get; }

    /// <summary>Whether the text holds all that the file does, so that it can be written back.</summary>
    public bool IsWhole => _encoding.GetBytes(Text).AsSpan().SequenceEqual(_bytes.AsSpan(_mark));

    /// <summary>Reads a report.</summary>
    /// <param name="path">The path, or <see cref="ReportFiles.Input"/>.</param>
    /// <param name="host">The host, for standard input.</param>
    /// <param name="inputName">What findings call standard input.</param>
    /// <exception cref="InputException">It cannot be read, is too large, or is not text.</exception>
    public static ReportFile Read(string path, CliHost host, string inputName)
    {
        var isInput = path == ReportFiles.Input;
        var name = isInput ? inputName : path;
        try
        {
            return isInput ? new ReportFile(name, null, ReadInput(host)) : new ReportFile(name, path, InputFile.ReadAll(path, Largest));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.Content, $"{name} cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Another text as a file of this one's encoding, with its mark.</summary>
    public byte[] With(string text) => [.. _bytes.AsSpan(0, _mark), .. _encoding.GetBytes(text)];

    private static byte[] ReadInput(CliHost host)
    {
        using var input = host.Input();
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = input.Read(buffer)) > 0; )
        {
            content.Write(buffer, 0, read);
            if (content.Length > Largest)
                throw new IOException($"it is larger than {Largest >> 20} MiB");
        }

        return content.ToArray();
    }
}
