using System.Security.Cryptography;
using System.Text;
using IncidentKit.Basics;
using IncidentKit.Claims;
using nietras.SeparatedValues;

namespace IncidentKit.Inputs;

/// <summary>
/// Reads a CSV file with a header line, row by row. Columns are found by name, without regard to case. The separator
/// is the header's: comma, semicolon, tab or bar. A mistake is told as <c>NAME:LINE: column 'x': what is wrong</c>.
/// </summary>
public sealed class CsvFile
{
    private readonly Func<Stream> _open;

    private CsvFile(Func<Stream> open, string name, IReadOnlyList<string> columns, string sha256) =>
        (_open, Name, Columns, Sha256) = (open, name, columns, sha256);

    /// <summary>The file's name without its folder.</summary>
    public string Name { get; }

    /// <summary>The names of the columns, as in the header.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>SHA-256 of the file in lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">Its path; messages name the file only.</param>
    /// <param name="required">The columns it must have.</param>
    /// <exception cref="InputException">It cannot be read, or a column is missing.</exception>
    public static CsvFile Open(string path, params string[] required) => Read(() => InputFile.Open(path), Path.GetFileName(path), required);

    /// <summary>The same of a file that is in memory.</summary>
    internal static CsvFile Of(string name, byte[] content, params string[] required) =>
        Read(() => new MemoryStream(content, writable: false), name, required);

    private static CsvFile Read(Func<Stream> open, string name, string[] required)
    {
        try
        {
            using var stream = open();
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
            stream.Position = 0;
            using var reader = Reader(stream);
            var columns = reader.Header.ColNames.Select(c => c.Trim()).ToArray();
            var missing = required.FirstOrDefault(r => !columns.Contains(r, StringComparer.OrdinalIgnoreCase));
            return missing is null
                ? new CsvFile(open, name, columns, sha256)
                : throw new InputException(
                    InputProblem.Content,
                    $"{name}:1: there is no column '{missing}'{NearName.Hint(missing, columns)}; "
                        + $"the first line names the columns: {string.Join(',', required)}"
                );
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            throw Unreadable(name, e);
        }
    }

    /// <summary>The rows, one after the other; the file is not held in memory.</summary>
    /// <exception cref="InputException">While enumerating: a row has too many or too few columns, or the file cannot be read.</exception>
    public IEnumerable<CsvRow> Rows()
    {
        using var stream = _open();
        using var reader = Reader(stream);
        while (Next(reader) is { } row)
            yield return row;
    }

    internal InputException Mistake(int line, string message) => new(InputProblem.Content, $"{Name}:{line}: {message}");

    internal int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Equals(column, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }

    private static SepReader Reader(Stream stream) =>
        Sep.Reader(o => o with { Unescape = true, Trim = SepTrim.All, DisableColCountCheck = true })
            .From(new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true)));

    private static bool IsOfTheFile(Exception e) =>
        e is IOException or UnauthorizedAccessException or ArgumentException or InvalidDataException or NotSupportedException;

    private static InputException Unreadable(string name, Exception e) =>
        new(
            InputProblem.Content,
            $"{name}: {e switch
        {
            DecoderFallbackException => "the file is not UTF-8",
            IOException or UnauthorizedAccessException => $"cannot be read: {e.Message.ReplaceLineEndings(" ")}",
            _ => $"this is not CSV: {e.Message.ReplaceLineEndings(" ")}",
        }}",
            e
        );

    private CsvRow? Next(SepReader reader)
    {
        try
        {
            while (reader.MoveNext())
            {
                var row = reader.Current;
                if (row.ColCount == 1 && row.Span.IsWhiteSpace())
                    continue;
                if (row.ColCount != Columns.Count)
                    throw Mistake(row.LineNumberFrom, $"the row has {row.ColCount} columns, the header {Columns.Count}");
                var cells = new string[row.ColCount];
                for (var i = 0; i < cells.Length; i++)
                    cells[i] = row[i].ToString();
                return new CsvRow(this, row.LineNumberFrom, cells);
            }

            return null;
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            throw Unreadable(Name, e);
        }
    }
}
