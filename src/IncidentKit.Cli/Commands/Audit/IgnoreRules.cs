using IncidentKit.Basics;
using IncidentKit.Inputs;

namespace IncidentKit.Cli.Commands.Audit;

/// <summary>
/// Which paths are left out: those of the settings, and those of .gitignore files as git reads them, of the folder, of those above it up
/// to the top of the repository, and of those below it as they are entered.
/// </summary>
internal sealed class IgnoreRules
{
    private const string GitFolder = ".git";
    private const string FileName = ".gitignore";
    private const int LargestFile = 1 << 20;

    private readonly (string Root, IgnorePatterns Patterns) _settings;
    private readonly Dictionary<string, IgnorePatterns> _ofFolders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _tops = new(StringComparer.Ordinal);

    /// <summary>Makes the rules.</summary>
    /// <param name="root">The folder of the settings.</param>
    /// <param name="patterns">The list of the settings.</param>
    public IgnoreRules(string root, IgnorePatterns patterns) => _settings = (Path.GetFullPath(root), patterns);

    /// <summary>Whether a path is left out, where its folder is not.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    /// <param name="from">The folder that was named, from which on .gitignore files count where there is no repository.</param>
    public bool Ignores(string path, bool isFolder, string from)
    {
        if (Asked(_settings.Root, _settings.Patterns, path, isFolder) is { } said)
            return said;
        var folder = Path.GetDirectoryName(path)!;
        var top = TopOf(folder) ?? from;
        for (var at = folder; at is not null && IsIn(at, top); at = Path.GetDirectoryName(at))
        {
            if (Asked(at, Of(at), path, isFolder) is { } ignored)
                return ignored;
        }

        return false;
    }

    /// <summary>Whether a path or a folder above it is left out.</summary>
    public bool IgnoresFile(string path)
    {
        var top = TopOf(Path.GetDirectoryName(path)!) ?? _settings.Root;
        if (!IsIn(path, top))
            return Ignores(path, isFolder: false, Path.GetDirectoryName(path)!);
        for (var end = top.TrimEnd(Path.DirectorySeparatorChar).Length; ; )
        {
            end = path.IndexOf(Path.DirectorySeparatorChar, end + 1);
            if (end < 0)
                return Ignores(path, isFolder: false, top);
            if (Ignores(path[..end], isFolder: true, top))
                return true;
        }
    }

    private static bool? Asked(string root, IgnorePatterns patterns, string path, bool isFolder) =>
        patterns != IgnorePatterns.None && IsIn(path, root) && path != root
            ? patterns.Ignores(Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'), isFolder)
            : null;

    private static bool IsIn(string path, string root) =>
        path == root
        || path.StartsWith(
            root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar,
            StringComparison.Ordinal
        );

    /// <summary>The top of the repository a folder belongs to; null where there is none.</summary>
    private string? TopOf(string folder)
    {
        if (!_tops.TryGetValue(folder, out var top))
        {
            top =
                Path.Exists(Path.Combine(folder, GitFolder)) ? folder
                : Path.GetDirectoryName(folder) is { } above ? TopOf(above)
                : null;
            _tops[folder] = top;
        }

        return top;
    }

    /// <summary>What a folder's own file says, or at the top of a repository also what is said for this copy alone.</summary>
    private IgnorePatterns Of(string folder)
    {
        if (!_ofFolders.TryGetValue(folder, out var patterns))
        {
            var texts = new[] { Path.Combine(folder, GitFolder, "info", "exclude"), Path.Combine(folder, FileName) }
                .Where(File.Exists)
                .Select(Read)
                .ToList();
            _ofFolders[folder] = patterns = texts.Count == 0 ? IgnorePatterns.None : IgnorePatterns.Parse(string.Join('\n', texts));
        }

        return patterns;
    }

    private static string Read(string path)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(InputFile.ReadAll(path, LargestFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.Content, $"{path} cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
