using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>
/// A file of a dataset's entries: CSV with a header, or NDJSON (<c>.ndjson</c>,
/// <c>.jsonl</c>). Each entry has a <c>time</c> with an offset. Bars have a <c>symbol</c> too.
/// </summary>
internal sealed class DatasetFile
{
    private const string Symbol = "symbol";
    private const string Time = "time";

    private readonly string _path;
    private readonly CsvFile? _csv;

    private DatasetFile(string path, CsvFile? csv, string sha256) => (_path, _csv, Sha256) = (path, csv, sha256);

    /// <summary>The file's name without its folder.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>SHA-256 of the file in lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InputException">It cannot be read, or a column is missing.</exception>
    public static DatasetFile Open(string path)
    {
        if (Path.GetExtension(path) is not (".ndjson" or ".jsonl"))
        {
            var csv = CsvFile.Open(path, Time);
            return new DatasetFile(path, csv, csv.Sha256);
        }

        try
        {
            using var stream = InputFile.Open(path);
            return new DatasetFile(path, null, Convert.ToHexStringLower(SHA256.HashData(stream)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                InputProblem.Content,
                $"{Path.GetFileName(path)}: cannot be read: {e.Message.ReplaceLineEndings(" ")}",
                e
            );
        }
    }

    /// <summary>The entries, one after the other; the file is not held in memory.</summary>
    /// <param name="withSymbol">Whether each must have a symbol; else it is empty.</param>
    /// <exception cref="InputException">While enumerating: an entry cannot be read; the message names line and column.</exception>
    public IEnumerable<(string Symbol, Instant At)> Rows(bool withSymbol) => _csv is null ? Json(withSymbol) : Csv(_csv, withSymbol);

    private static IEnumerable<(string Symbol, Instant At)> Csv(CsvFile csv, bool withSymbol)
    {
        if (withSymbol && !csv.Columns.Contains(Symbol, StringComparer.OrdinalIgnoreCase))
            throw csv.Mistake(1, $"there is no column '{Symbol}'");
        foreach (var row in csv.Rows())
            yield return (withSymbol ? row.Text(Symbol) : "", row.Moment(Time));
    }

    private IEnumerable<(string Symbol, Instant At)> Json(bool withSymbol)
    {
        var line = 0;
        using var lines = new StreamReader(InputFile.Open(_path), Encoding.UTF8);
        while (lines.ReadLine() is { } text)
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text))
                yield return Entry(text, line, withSymbol);
        }
    }

    private (string Symbol, Instant At) Entry(string text, int line, bool withSymbol)
    {
        try
        {
            using var entry = JsonDocument.Parse(WellFormed.Of(Encoding.UTF8.GetBytes(text)).ToArray());
            var symbol = withSymbol ? entry.RootElement.Text(Symbol) ?? throw Mistake(line, $"member '{Symbol}' is missing") : "";
            return (symbol, entry.RootElement.Time(Time) ?? throw Mistake(line, $"member '{Time}' is missing or no time"));
        }
        catch (JsonException e)
        {
            throw Mistake(line, "this is not a JSON object", e);
        }
    }

    private InputException Mistake(int line, string message, Exception? cause = null) =>
        new(InputProblem.Content, $"{Name}:{line}: {message}", cause);
}
