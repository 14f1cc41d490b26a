using System.Text;

namespace IncidentKit.Evidence;

/// <summary>SHA256SUMS: one line a file, as <c>sha256sum</c> writes and checks it, names sorted ordinally.</summary>
internal static class HashList
{
    private const int HashDigits = 64;
    private const string Separator = "  ";

    public static byte[] Write(SortedDictionary<string, string> sums)
    {
        var text = new StringBuilder();
        foreach (var (name, hash) in sums)
            text.Append(hash).Append(Separator).Append(name).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Hash by name; null when the text is anything but what <see cref="Write"/> gives.</summary>
    public static SortedDictionary<string, string>? Read(ReadOnlySpan<byte> utf8)
    {
        var sums = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(utf8).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length <= HashDigits + Separator.Length)
                return null;
            var name = line[(HashDigits + Separator.Length)..];
            if (!BundleFormat.IsPlainFileName(name) || !sums.TryAdd(name, line[..HashDigits]))
                return null;
        }

        return Write(sums).AsSpan().SequenceEqual(utf8) ? sums : null;
    }
}
