using System.Text;
using IncidentKit.Auditing;
using IncidentKit.Basics;

namespace IncidentKit.Cli.Commands.Audit;

/// <summary>A baseline on the disk. It names reports from its own folder, so that it holds from wherever the audit is run.</summary>
internal sealed class BaselineFile
{
    private const int Largest = 64 << 20;

    private readonly string _path;
    private readonly AuditBaseline _baseline;

    private BaselineFile(string path, AuditBaseline baseline) => (_path, _baseline) = (path, baseline);

    /// <summary>Reads one.</summary>
    /// <exception cref="InputException">It cannot be read, or is no baseline.</exception>
    public static BaselineFile Read(string path)
    {
        try
        {
            return new BaselineFile(path, AuditBaseline.Parse(path, Encoding.UTF8.GetString(InputFile.ReadAll(path, Largest))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.Content, $"{path} cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Writes one.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, IEnumerable<(ReportFile File, AuditResult Result)> results) =>
        WholeFile.Write(path, Encoding.UTF8.GetBytes(AuditBaseline.Write(results.Select(r => (NameFrom(path, r.File), r.Result)))));

    /// <summary>A result without what is known.</summary>
    public AuditResult Without(ReportFile file, AuditResult result) => _baseline.Without(NameFrom(_path, file), result);

    /// <summary>The entries that nothing fits any more.</summary>
    public IReadOnlyList<string> Stale() => _baseline.Stale(file => File.Exists(Path.Combine(FolderOf(_path), file)));

    private static string NameFrom(string baseline, ReportFile file) =>
        file.Path is null ? file.Name : Path.GetRelativePath(FolderOf(baseline), file.Path).Replace(Path.DirectorySeparatorChar, '/');

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
