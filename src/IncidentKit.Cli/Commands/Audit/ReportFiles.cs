using IncidentKit.Basics;
using IncidentKit.Inputs;

namespace IncidentKit.Cli.Commands.Audit;

/// <summary>
/// The reports that paths name: files as they are, the reports in folders, what patterns fit, and <c>-</c> for standard input. In folders
/// and by patterns nothing is found that is ignored, hidden, or another project's (node_modules).
/// </summary>
internal sealed class ReportFiles(IgnoreRules rules, bool ignoresNamed)
{
    /// <summary>Stands for standard input.</summary>
    public const string Input = "-";

    private const string Endings = "*.md, *.markdown, *.mdx, *.qmd, *.rmd, *.htm, *.html";

    private const string Ruby = ".erb";

    private static readonly string[] Extensions = [".md", ".markdown", ".mdx", ".qmd", ".rmd", ".htm", ".html"];

    private readonly List<string> _problems = [];
    private int _ignored;

    /// <summary>What could not be looked into, one line each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The paths of the reports, each once, in the order given; those in a folder in ordinal order.</summary>
    /// <exception cref="InputException">A folder or a pattern has no report.</exception>
    public IReadOnlyList<string> Find(IEnumerable<string> named)
    {
        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in named)
        {
            foreach (var report in In(path))
            {
                if (seen.Add(report == Input ? report : Path.GetFullPath(report)))
                    found.Add(report);
            }
        }

        return found;
    }

    private List<string> In(string path)
    {
        _ignored = 0;
        if (path == Input || File.Exists(path))
            return ignoresNamed && path != Input && rules.IgnoresFile(Path.GetFullPath(path)) ? [] : [path];
        if (Directory.Exists(path))
            return NotNone(InFolder(path, file => IsReport(Path.GetFileName(file))), $"there is no report ({Endings}) in {path}");
        return path.AsSpan().ContainsAny('*', '?', '[') ? NotNone(Fitting(path), $"no report fits {path}") : [path];
    }

    /// <summary>The files that a pattern fits. Folders before its first sign are where it is looked for.</summary>
    private IEnumerable<string> Fitting(string pattern)
    {
        var parts = pattern.Replace(Path.DirectorySeparatorChar, '/').Split('/');
        var plain = Math.Min(parts.Length - 1, Array.FindIndex(parts, p => p.AsSpan().ContainsAny('*', '?', '[')));
        var folder =
            plain == 0 ? "."
            : string.Join('/', parts[..plain]) is { Length: > 0 } above ? above
            : "/";
        if (!Directory.Exists(folder))
            return [];
        var fits = IgnorePatterns.Of([$"/{string.Join('/', parts[plain..])}"]);
        var anyFile = parts[^1].Contains('.', StringComparison.Ordinal);
        var root = Path.GetFullPath(folder);
        return InFolder(
            folder,
            file =>
                (anyFile || IsReport(Path.GetFileName(file)))
                && fits.Ignores(Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'), isFolder: false) == true
        );
    }

    /// <summary>The files in a folder and all below, by their full path, as they are named from where the folder was named.</summary>
    private IEnumerable<string> InFolder(string folder, Func<string, bool> isWanted)
    {
        var root = Path.GetFullPath(folder);
        var found = new List<string>();
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var at))
        {
            foreach (var entry in Entries(at))
            {
                var isFolder = entry is DirectoryInfo;
                // A linked folder may lead round in a circle.
                if (IsOthers(entry.Name) || (isFolder && entry.Attributes.HasFlag(FileAttributes.ReparsePoint)))
                    continue;
                if (!isFolder && !isWanted(entry.FullName))
                    continue;
                if (rules.Ignores(entry.FullName, isFolder, root))
                    _ignored++;
                else if (isFolder)
                    folders.Push(entry.FullName);
                else
                    found.Add(entry.FullName);
            }
        }

        return found
            .Order(StringComparer.Ordinal)
            .Select(f => folder == "." ? Path.GetRelativePath(root, f) : Path.Combine(folder, Path.GetRelativePath(root, f)));
    }

    private FileSystemInfo[] Entries(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"{folder} cannot be looked into: {e.Message.ReplaceLineEndings(" ")}");
            return [];
        }
    }

    private List<string> NotNone(IEnumerable<string> reports, string otherwise)
    {
        var found = reports.ToList();
        if (found.Count > 0 || _problems.Count > 0)
            return found;
        var ignored = _ignored == 0 ? "" : "; some files or folders are ignored, by .gitignore or by audit: ignore: in the settings";
        throw new InputException(InputProblem.CommandLine, otherwise + ignored);
    }

    private static bool IsOthers(string name) => name is ['.', ..] or "node_modules";

    private static bool IsReport(string name) => Extensions.Contains(Extension(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>The ending of a name; a page that Ruby makes has another before its own: <c>outage.html.md.erb</c>.</summary>
    private static string Extension(string name)
    {
        var last = Path.GetExtension(name);
        return last.Equals(Ruby, StringComparison.OrdinalIgnoreCase) ? Path.GetExtension(name[..^Ruby.Length]) : last;
    }
}
