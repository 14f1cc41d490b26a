using System.Text;
using System.Text.RegularExpressions;

namespace IncidentKit.Imports;

/// <summary>
/// What the AWS CLI prints with another output than JSON. Numbers and times stand in it, but nothing in it is a log. Source: AWS CLI user
/// guide, "Setting the output format".
/// </summary>
internal static partial class CliForm
{
    private const int LongestLook = 4096;
    private const int FewestLines = 1;

    /// <summary>The form's name, <c>text</c>; null where it is none of them.</summary>
    public static string? Of(ReadOnlySpan<byte> beginning)
    {
        var text = Encoding.UTF8.GetString(beginning[..Math.Min(beginning.Length, LongestLook)]);
        if (Table().IsMatch(text))
            return "table";
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // The last of a beginning may be cut.
        if (lines.Length > FewestLines && beginning.Length > LongestLook)
            lines = lines[..^1];
        if (lines.Length == 0)
            return null;
        if (Key().Match(lines[0]) is { Success: true } key && IsMember(key.Groups["name"].Value) && lines.Skip(1).All(IsWithin))
            return "yaml";
        return IsMember(lines[0].Split('\t')[0].TrimEnd()) && lines.All(line => Tag().IsMatch(line)) ? "text" : null;
    }

    private static bool IsWithin(string line) => line is [' ' or '-', ..] || Key().IsMatch(line) || Pair().IsMatch(line);

    private static bool IsMember(string name) => AnswerKind.Lists.Contains(name);

    [GeneratedRegex(@"\A-{5,}\r?\n\| +[A-Z][A-Za-z]+ +\|", RegexOptions.NonBacktracking)]
    private static partial Regex Table();

    [GeneratedRegex(@"\A(?<name>[A-Za-z]+):\s*(\[\]\s*)?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Key();

    [GeneratedRegex(@"\A[A-Za-z]+: ", RegexOptions.NonBacktracking)]
    private static partial Regex Pair();

    [GeneratedRegex(@"\A[A-Z][A-Z0-9]+(\t|\s*\z)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();
}
