using System.IO.Compression;
using IncidentKit.Basics;

namespace IncidentKit.Imports;

/// <summary>How files are packed.</summary>
internal enum ArchiveForm
{
    /// <summary>They are not, or in a way that readers of files undo themselves.</summary>
    Plain,
    Zip,
    Tar,
    TarGz,
    TarZst,

    /// <summary>Something packed, in gzip.</summary>
    Gz,
    Zst,

    /// <summary>In a way that is not read.</summary>
    Foreign,
}

/// <summary>Tells how a file is packed by its first bytes, whatever its name is.</summary>
internal static class ArchiveForms
{
    private const int HeadBytes = 512;
    private const int TarMagicAt = 257;

    private static readonly (byte[] Magic, string Word)[] NotRead =
    [
        ([.. "BZh"u8], "packed with bzip2"),
        ([0xFD, .. "7zXZ"u8, 0], "packed with xz"),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
        ([.. "Rar!"u8, 0x1A], "a RAR archive"),
        ([0x04, 0x22, 0x4D, 0x18], "packed with LZ4"),
        ([.. "%PDF-"u8], "a PDF document"),
        ([0x89, .. "PNG"u8], "a picture"),
        ([0xFF, 0xD8, 0xFF], "a picture"),
        ([.. "PAR1"u8], "a Parquet table"),
        ([.. "Obj"u8, 1], "an Avro table"),
        ([.. "SQLite format 3"u8], "a SQLite database"),
        ([0x7F, .. "ELF"u8], "a program"),
    ];

    /// <summary>How a file is packed.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ArchiveForm Of(string path)
    {
        if (Directory.Exists(path))
            return ArchiveForm.Plain;
        using var file = InputFile.Open(path);
        var head = Head(file);
        file.Position = 0;
        switch (FormOf(head))
        {
            case ArchiveForm.Gz:
                using (var content = new GZipStream(file, CompressionMode.Decompress))
                    return HeadOrNothing(content) is var inner && FormOf(inner) is var form && form == ArchiveForm.Tar ? ArchiveForm.TarGz
                        : form == ArchiveForm.Plain ? ArchiveForm.Plain
                        : ArchiveForm.Gz;
            case ArchiveForm.Zst:
                using (var content = new ZstdSharp.DecompressionStream(file))
                    return FormOf(Head(content)) == ArchiveForm.Tar ? ArchiveForm.TarZst : ArchiveForm.Zst;
            case ArchiveForm.Zip when ZipEntries.Names(path)?.Contains("[Content_Types].xml") == true:
                return ArchiveForm.Foreign;
            case var form:
                return form;
        }
    }

    /// <summary>What a file of a form that is not read is.</summary>
    public static string WordOf(string path)
    {
        using var file = InputFile.Open(path);
        var head = Head(file);
        return NotRead.FirstOrDefault(form => head.AsSpan().StartsWith(form.Magic)).Word ?? "an office document";
    }

    /// <summary>The content of a file that is packed as a stream.</summary>
    public static Stream Content(FileStream file, ArchiveForm form) =>
        form switch
        {
            ArchiveForm.Gz or ArchiveForm.TarGz => new GZipStream(file, CompressionMode.Decompress, leaveOpen: true),
            ArchiveForm.Zst or ArchiveForm.TarZst => new ZstdSharp.DecompressionStream(file, leaveOpen: true),
            _ => file,
        };

    private static ArchiveForm FormOf(ReadOnlySpan<byte> head) =>
        head switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => ArchiveForm.Zip,
            [0x1F, 0x8B, 8, ..] => ArchiveForm.Gz,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => ArchiveForm.Zst,
            _ when head.Length > TarMagicAt && head[TarMagicAt..].StartsWith("ustar"u8) => ArchiveForm.Tar,
            _ => IsNotRead(head) ? ArchiveForm.Foreign : ArchiveForm.Plain,
        };

    private static bool IsNotRead(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, _) in NotRead)
        {
            if (head.StartsWith(magic))
                return true;
        }

        return false;
    }

    /// <summary>A damaged beginning is told where the file is read.</summary>
    private static byte[] HeadOrNothing(Stream content)
    {
        try
        {
            return Head(content);
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static byte[] Head(Stream content)
    {
        var head = new byte[HeadBytes];
        return head[..content.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
    }
}
