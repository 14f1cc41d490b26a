using System.Security.Cryptography;
using IncidentKit.Basics;

namespace IncidentKit.Imports;

/// <summary>Finds log files that are given twice: the same bytes for the same log group, whose events would count double.</summary>
internal sealed class LogCopies
{
    private readonly Dictionary<(string Group, long Length), List<ImportFile>> _files = [];

    /// <summary>The name of the file that was given before with the same content; null for the first.</summary>
    public string? Original(ImportFile file, string group)
    {
        var length = new FileInfo(file.Path).Length;
        if (!_files.TryGetValue((group, length), out var known))
            _files.Add((group, length), known = []);
        var hash = known.Count == 0 ? null : HashOf(file.Path);
        var original = hash is null ? null : known.Find(other => HashOf(other.Path) == hash);
        if (original is null)
            known.Add(file);
        return original?.Name;
    }

    private static string? HashOf(string path)
    {
        try
        {
            using var file = InputFile.Open(path);
            return Convert.ToHexString(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
