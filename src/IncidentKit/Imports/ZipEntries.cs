using System.IO.Compression;
using IncidentKit.Basics;

namespace IncidentKit.Imports;

/// <summary>The names in a zip file.</summary>
internal static class ZipEntries
{
    private const int MostLooked = 10_000;

    /// <summary>The names of its entries, as far as they are looked at; null where it is no zip that can be read.</summary>
    public static IReadOnlySet<string>? Names(string path)
    {
        try
        {
            using var file = InputFile.Open(path);
            Span<byte> magic = stackalloc byte[4];
            if (
                file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length
                || magic is not [(byte)'P', (byte)'K', 3, 4]
            )
                return null;
            file.Position = 0;
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            return zip.Entries.Take(MostLooked).Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
