using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using IncidentKit.Cli;

namespace IncidentKit.Faults.Fuzz;

/// <summary>The files of the demo's recording, with a window of two hours around its onset, so that a report takes little time.</summary>
sealed class SmallBundle
{
    const string Sums = "SHA256SUMS";

    public SmallBundle()
    {
        using var zip = new ZipArchive(new MemoryStream(DemoFile.Read("freeze-open.zip")));
        foreach (var entry in zip.Entries.Where(entry => entry.FullName != Sums))
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            Files.Add(entry.FullName, content.ToArray());
        }

        const string Manifest = "manifest.json";
        var manifest = System.Text.Json.Nodes.JsonNode.Parse(Files[Manifest])!;
        manifest["window"] = new System.Text.Json.Nodes.JsonObject { ["start"] = "2026-01-29T15:30:00Z", ["end"] = "2026-01-29T17:30:00Z" };
        Files[Manifest] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
    }

    /// <summary>Content by name, without the list of hashes.</summary>
    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Puts it into a folder, a file changed, with hashes that fit.</summary>
    public void Write(string folder, string? changed = null, byte[]? content = null)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var sums = new StringBuilder();
        foreach (var (name, bytes) in Files)
        {
            var written = name == changed ? content! : bytes;
            File.WriteAllBytes(Path.Combine(folder, name), written);
            sums.Append(Convert.ToHexStringLower(SHA256.HashData(written))).Append("  ").Append(name).Append('\n');
        }

        File.WriteAllBytes(Path.Combine(folder, Sums), changed == Sums ? content! : Encoding.UTF8.GetBytes(sums.ToString()));
    }
}
