using System.Text.RegularExpressions;

namespace IncidentKit.Imports;

/// <summary>The stream of a log that does not name it.</summary>
internal static partial class ExportedStream
{
    /// <summary>
    /// CreateExportTask writes <c>PREFIX/TASK/STREAM/000000.gz</c>, with a hyphen for each slash of the stream. Where
    /// the name ends like an ECS task id, the slashes are put back after the first part and before the id. Other
    /// files name the stream themselves. Source: CloudWatch Logs user guide, "Exporting log data to Amazon S3".
    /// </summary>
    public static string NameOf(string path)
    {
        var file = Path.GetFileName(path);
        if (!Part().IsMatch(file) || Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) is not { Length: > 0 } folder)
            return file;
        return OfTask().Match(folder) is { Success: true } task
            ? $"{task.Groups["prefix"]}/{task.Groups["container"]}/{task.Groups["id"]}"
            : folder;
    }

    [GeneratedRegex(@"\A[0-9]{6}\.gz\z", RegexOptions.NonBacktracking)]
    private static partial Regex Part();

    [GeneratedRegex(
        @"\A(?<prefix>[^-]+)-(?<container>.+)-(?<id>[0-9a-f]{32})\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex OfTask();
}
