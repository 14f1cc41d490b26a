using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>What an earlier <c>incident-report.json</c> says, for comparison.</summary>
/// <param name="Name">Its file without the folder, or its folder where the file has the usual name.</param>
/// <param name="Title">Its title.</param>
/// <param name="Onset">Its onset; null when it had none.</param>
/// <param name="Findings">Its findings that explain the onset, each with its schedules.</param>
public sealed record EarlierReport(
    string Name,
    string Title,
    Instant? Onset,
    IReadOnlyList<(string RuleId, IReadOnlyList<string> Schedules)> Findings
)
{
    private const string UsualName = "incident-report.json";
    private const int LargestReport = 256 << 20;

    /// <summary>Reads all reports in a folder and the folders in it, by name; JSON that is no report is passed over.</summary>
    /// <exception cref="InputException">There is no such folder, or a file in it cannot be read.</exception>
    public static IReadOnlyList<EarlierReport> ReadAll(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InputException(InputProblem.CommandLine, $"there is no folder '{folder}' to read earlier reports from");
        return [.. InputFile.In(folder, ".json", deep: 2).Select(Read).OfType<EarlierReport>()];
    }

    private static EarlierReport? Read(string path)
    {
        var name =
            Path.GetFileName(path) == UsualName ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))! : Path.GetFileName(path);
        try
        {
            using var json = JsonDocument.Parse(WellFormed.Of(InputFile.ReadAll(path, LargestReport)).ToArray());
            if (json.RootElement.Member("incident") is not { } incident || json.RootElement.Member("findings") is null)
                return null;
            return new EarlierReport(
                name,
                incident.Text("title") ?? name,
                incident.Time("onset"),
                [
                    .. json
                        .RootElement.Items("findings")
                        .Where(f => f.Member("explainsOnset") is { ValueKind: JsonValueKind.True })
                        .Select(f => (f.Text("ruleId") ?? "", (IReadOnlyList<string>)[.. f.Texts("subjects")])),
                ]
            );
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                InputProblem.Content,
                $"{Path.GetFileName(path)}: this report cannot be read: {e.Message.ReplaceLineEndings(" ")}",
                e
            );
        }
    }
}
