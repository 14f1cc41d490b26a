using System.Text.Json;
using IncidentKit.Tests.Rendering;

namespace IncidentKit.Tests.Reports;

/// <summary>The basis of every report there is a snapshot of: it speaks of what is there, and says why whatever is not is not.</summary>
public sealed class BasisTests
{
    private static readonly string Folder = Path.Combine(SampleModel.Folder, "../Reports");

    public static TheoryData<string> Snapshots =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*.verified.json", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Folder, path))
                .Where(path => Read(path).TryGetProperty("basis", out _))
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void ThereAreSnapshotsOfBothReports()
    {
        Assert.Contains(Snapshots, s => SchemaOf(s) == ReportSchema.Incident);
        Assert.Contains(Snapshots, s => SchemaOf(s) == ReportSchema.Daily);
    }

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void EveryPointerLeadsToAValue(string snapshot)
    {
        var report = Read(snapshot);
        Assert.DoesNotContain(Basis(report).Keys, pointer => Follow(report, pointer) is null);
    }

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void EveryNullIsUnknownOrDescribed(string snapshot)
    {
        var report = Read(snapshot);
        var basis = Basis(report);
        var nulls = Nulls(report, "").Where(p => !p.StartsWith("/basis/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(nulls);
        Assert.DoesNotContain(nulls, p => KindOf(p, basis) != "unknown" && !ReportSchema.SaysWhatNullMeans(p, SchemaOf(snapshot)));
    }

    /// <summary>The kind of the longest pointer that leads to a value or to what it is a part of.</summary>
    private static string KindOf(string pointer, Dictionary<string, string> basis)
    {
        var at = pointer;
        while (!basis.ContainsKey(at))
            at = at[..at.LastIndexOf('/')];
        return basis[at];
    }

    private static string SchemaOf(string snapshot) =>
        Path.GetFileName(snapshot).StartsWith("Daily", StringComparison.Ordinal) ? ReportSchema.Daily : ReportSchema.Incident;

    private static JsonElement Read(string snapshot) => JsonElement.Parse(File.ReadAllText(Path.Combine(Folder, snapshot)));

    private static Dictionary<string, string> Basis(JsonElement report) =>
        report
            .GetProperty("basis")
            .EnumerateArray()
            .ToDictionary(b => b.GetProperty("pointer").GetString()!, b => b.GetProperty("kind").GetString()!, StringComparer.Ordinal);

    private static JsonElement? Follow(JsonElement report, string pointer)
    {
        var at = report;
        foreach (var part in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(part, out var member))
                at = member;
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(part, out var index) && index < at.GetArrayLength())
                at = at[index];
            else
                return null;
        }

        return at;
    }

    private static IEnumerable<string> Nulls(JsonElement value, string pointer) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => [pointer],
            JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Nulls(m.Value, $"{pointer}/{m.Name}")),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Nulls(item, $"{pointer}/{i}")),
            _ => [],
        };
}
