namespace IncidentKit.Inputs;

/// <summary>
/// A list of patterns that say which files of a folder are left out, with the rules of .gitignore
/// (https://git-scm.com/docs/gitignore): the last pattern that fits decides, and <c>!</c> takes back.
/// </summary>
public sealed class IgnorePatterns
{
    /// <summary>Nothing is left out.</summary>
    public static readonly IgnorePatterns None = new([]);

    private readonly List<PathPattern> _patterns;

    private IgnorePatterns(List<PathPattern> patterns) => _patterns = patterns;

    /// <summary>Reads lines of a .gitignore file.</summary>
    /// <param name="lines">The lines; those that are empty or begin with a number sign say nothing.</param>
    public static IgnorePatterns Of(IEnumerable<string> lines) => new([.. lines.Select(PathPattern.OfLine).OfType<PathPattern>()]);

    /// <summary>Reads a .gitignore file.</summary>
    /// <param name="text">Its text.</param>
    public static IgnorePatterns Parse(string text) => Of(text.TrimStart('\uFEFF').Split('\n').Select(l => l.EndsWith('\r') ? l[..^1] : l));

    /// <summary>
    /// Whether a path is left out; null if no pattern says anything of it. It says nothing of the folders above: ask for those first, and
    /// do not look into one that is left out.
    /// </summary>
    /// <param name="path">The path from the folder of the patterns, with slashes.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool? Ignores(string path, bool isFolder)
    {
        for (var i = _patterns.Count - 1; i >= 0; i--)
        {
            if (_patterns[i].Fits(path, isFolder))
                return !_patterns[i].TakesBack;
        }

        return null;
    }
}
