using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentKit.Inputs;

/// <summary>
/// A pattern for paths: <c>*</c> and <c>?</c> stand for characters of one name, <c>**</c> between slashes for any folders, <c>[a-z]</c>
/// for one of some characters, and a backslash takes the meaning from the next (https://git-scm.com/docs/gitignore).
/// </summary>
internal sealed class PathPattern
{
    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["alnum"] = "A-Za-z0-9",
        ["alpha"] = "A-Za-z",
        ["blank"] = " \\t",
        ["cntrl"] = "\\u0000-\\u001F\\u007F",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = "!-\\/:-@\\[-`{-~",
        ["space"] = "\\t-\\r ",
        ["upper"] = "A-Z",
        ["xdigit"] = "A-Fa-f0-9",
    };

    private readonly Regex _regex;
    private readonly bool _foldersOnly;
    private readonly bool _nameOnly;

    private PathPattern(string glob, bool foldersOnly, bool nameOnly, bool takesBack)
    {
        (_foldersOnly, _nameOnly, TakesBack) = (foldersOnly, nameOnly, takesBack);
        _regex = new Regex(Translated(glob), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>Whether it takes back what patterns before it leave out.</summary>
    public bool TakesBack { get; }

    /// <summary>Reads a pattern for whole paths.</summary>
    public static PathPattern Of(string glob) => new(glob, foldersOnly: false, nameOnly: false, takesBack: false);

    /// <summary>Reads a line of a .gitignore file; null where it says nothing.</summary>
    public static PathPattern? OfLine(string line)
    {
        var glob = WithoutSpaceBehind(line);
        if (glob.Length == 0 || glob[0] == '#')
            return null;
        var takesBack = glob[0] == '!';
        if (takesBack)
            glob = glob[1..];
        var foldersOnly = glob.EndsWith('/');
        if (foldersOnly)
            glob = glob[..^1];
        if (glob.Length == 0)
            return null;
        var nameOnly = !glob.Contains('/', StringComparison.Ordinal);
        return new PathPattern(glob[0] == '/' ? glob[1..] : glob, foldersOnly, nameOnly, takesBack);
    }

    /// <summary>Whether it fits a path.</summary>
    /// <param name="path">With slashes, none at its ends.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool Fits(string path, bool isFolder) =>
        (isFolder || !_foldersOnly) && _regex.IsMatch(_nameOnly ? path.AsSpan(path.LastIndexOf('/') + 1) : path);

    /// <summary>Space at the end counts only behind a backslash.</summary>
    private static string WithoutSpaceBehind(string line)
    {
        var end = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length)
                end = ++i + 1;
            else if (line[i] != ' ')
                end = i + 1;
        }

        return line[..end];
    }

    private static string Translated(string glob)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < glob.Length; i++)
        {
            switch (glob[i])
            {
                case '*':
                    i = Stars(glob, i, regex);
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[' when Set(glob, i) is var (set, end):
                    regex.Append(set);
                    i = end;
                    break;
                // A set that is not closed, and a backslash with nothing behind it, fit nothing.
                case '[':
                case '\\' when i + 1 == glob.Length:
                    return "[^\\s\\S]";
                case '\\':
                    regex.Append(Literal(glob[++i]));
                    break;
                default:
                    regex.Append(Literal(glob[i]));
                    break;
            }
        }

        return regex.Append("\\z").ToString();
    }

    /// <summary>Writes what a run of stars stands for.</summary>
    /// <returns>The place of the last character that was read.</returns>
    private static int Stars(string glob, int start, StringBuilder regex)
    {
        var end = start;
        while (end < glob.Length && glob[end] == '*')
            end++;
        var begins = start == 0 || glob[start - 1] == '/';
        if (end - start >= 2 && begins && end < glob.Length && glob[end] == '/')
        {
            regex.Append("(?:[^/]+/)*");
            return end;
        }

        regex.Append(end - start >= 2 && begins && end == glob.Length ? "[\\s\\S]*" : "[^/]*");
        return end - 1;
    }

    /// <summary>What a set in brackets stands for, and where it ends; null where it is not closed.</summary>
    private static (string Set, int End)? Set(string glob, int start)
    {
        var set = new StringBuilder();
        var i = start + 1;
        var negated = i < glob.Length && glob[i] is '!' or '^';
        if (negated)
            i++;
        for (var first = i; i < glob.Length; i++)
        {
            if (glob[i] == ']' && i > first)
            {
                var inside = set.Length == 0 ? "[^\\s\\S]" : $"[{set}-[/]]";
                return (negated ? $"[^/{set}]" : inside, i);
            }

            if (glob.AsSpan(i).StartsWith("[:") && glob.IndexOf(":]", i + 2, StringComparison.Ordinal) is > 0 and var close)
            {
                if (!Classes.TryGetValue(glob[(i + 2)..close], out var named))
                    return null;
                set.Append(named);
                i = close + 1;
                continue;
            }

            if (glob[i] == '\\' && ++i == glob.Length)
                return null;
            var (from, to) = (glob[i], glob[i]);
            if (i + 2 < glob.Length && glob[i + 1] == '-' && glob[i + 2] != ']')
            {
                i += 2;
                if (glob[i] == '\\' && ++i == glob.Length)
                    return null;
                to = glob[i];
            }

            // The first of a range that is the wrong way round is still one of the set.
            set.Append(Literal(from)).Append('-').Append(Literal(to < from ? from : to));
        }

        return null;
    }

    private static string Literal(char c) =>
        char.IsAsciiLetterOrDigit(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
}
