using System.IO.Compression;
using IncidentKit.Basics;

namespace IncidentKit.Evidence;

/// <summary>Packs a bundle into one file.</summary>
internal static class BundleZip
{
    /// <summary>
    /// Writes a bundle's files to a zip's root, sorted ordinally, all dated 1980-01-01: the same bundle gives the same bytes (with one
    /// version of .NET on one kind of system; a bundle's identity is <see cref="BundleReader.Sha256"/>, never the zip's bytes).
    /// </summary>
    /// <param name="bundleFolder">The folder of a bundle, complete or partial.</param>
    /// <param name="zip">Where the zip is written; left open.</param>
    /// <exception cref="InputException">The folder is not a bundle, or it is damaged; nothing was written then.</exception>
    public static void Write(string bundleFolder, Stream zip)
    {
        using (var bundle = BundleReader.Open(bundleFolder))
            bundle.VerifyAll();

        var start = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var files = BundleFiles.OfFolder(bundleFolder);
        using var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var name in files.Names)
        {
            var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = start;
            using var from = files.Open(name);
            using var to = entry.Open();
            from.CopyTo(to);
        }
    }
}
