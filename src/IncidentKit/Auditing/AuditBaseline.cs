using System.Globalization;
using System.Text;
using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Reports.Json;

namespace IncidentKit.Auditing;

/// <summary>
/// The findings that a team knows and does not want to hear of again. A finding is known by its file, its check, the claim and the
/// sentence around it, so it stays known when lines move, and is new when one of them changes. Equal ones are counted.
/// </summary>
public sealed class AuditBaseline
{
    /// <summary>The version of the file, MODEL.REVISION.ADDITION.</summary>
    public const string SchemaVersion = "1.0.0";

    private readonly SortedDictionary<BaselineEntry, int> _left;
    private readonly HashSet<string> _audited = new(StringComparer.Ordinal);

    private AuditBaseline(SortedDictionary<BaselineEntry, int> entries) => _left = entries;

    /// <summary>Reads the text of a baseline.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="json">What <see cref="Write"/> wrote.</param>
    /// <exception cref="InputException">It is no baseline.</exception>
    public static AuditBaseline Parse(string name, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var entries = new SortedDictionary<BaselineEntry, int>();
            foreach (var row in document.RootElement.GetProperty("findings").EnumerateArray())
            {
                var entry = new BaselineEntry(Text(row, "file"), Text(row, "id"), Text(row, "claim"), Text(row, "fingerprint"));
                entries[entry] = entries.GetValueOrDefault(entry) + row.GetProperty("count").GetInt32();
            }

            return new AuditBaseline(entries);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException(
                InputProblem.Content,
                $"{name} is no baseline: {e.Message.ReplaceLineEndings(" ")}; make one with --write-baseline",
                e
            );
        }
    }

    /// <summary>A baseline of all findings that are not suppressed.</summary>
    /// <param name="results">The results, each with the path of its file from the folder of the baseline, with slashes.</param>
    public static string Write(IEnumerable<(string File, AuditResult Result)> results)
    {
        var entries = results
            .SelectMany(r => r.Result.Findings.Select(f => new BaselineEntry(r.File, f.Id, f.Claim, f.Fingerprint)))
            .CountBy(e => e)
            .OrderBy(e => e.Key)
            .Select(e => new
            {
                e.Key.File,
                e.Key.Id,
                e.Key.Claim,
                e.Key.Fingerprint,
                Count = e.Value,
            });
        return Encoding.UTF8.GetString(ReportJson.ToFile(ReportJson.ToElement(new { SchemaVersion, Findings = entries })));
    }

    /// <summary>A result without what is known. Each entry serves as often as it was counted.</summary>
    /// <param name="file">The path of the file from the folder of the baseline, with slashes.</param>
    /// <param name="result">What the audit found.</param>
    public AuditResult Without(string file, AuditResult result)
    {
        _audited.Add(file);
        var unknown = result.Findings.Where(f => !Take(new BaselineEntry(file, f.Id, f.Claim, f.Fingerprint))).ToList();
        return result with { Findings = unknown, Known = result.Findings.Count - unknown.Count };
    }

    /// <summary>
    /// What is left of the entries of files that were audited, and of those that are gone: one line each, in order.
    /// </summary>
    /// <param name="exists">Whether there is a file, by its path from the folder of the baseline.</param>
    public IReadOnlyList<string> Stale(Func<string, bool> exists) =>
        [
            .. _left
                .Where(e => e.Value > 0 && (_audited.Contains(e.Key.File) || !exists(e.Key.File)))
                .Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Key.File}: {e.Key.Id} '{e.Key.Claim}'{Times(e.Value)}")),
        ];

    private static string Times(int count) => count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({count} times)");

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";

    private bool Take(BaselineEntry entry)
    {
        if (_left.GetValueOrDefault(entry) <= 0)
            return false;
        _left[entry]--;
        return true;
    }
}
