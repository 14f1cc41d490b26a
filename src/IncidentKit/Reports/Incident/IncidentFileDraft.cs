using System.Text;
using System.Text.Json;
using IncidentKit.Evidence;

namespace IncidentKit.Reports.Incident;

/// <summary>A first incident.yaml for a report: what is known is filled in, and what only people know stands there as a comment.</summary>
public static class IncidentFileDraft
{
    private const string Head = """
        # What people know of this incident. Everything is optional, and everything is printed as stated, not measured.
        # Lines that begin with "# TODO" are missing: take the mark away and write what you know. Times need an offset or Z.

        """;

    /// <summary>Writes the file.</summary>
    /// <param name="report">incident-report.json of the bundle.</param>
    /// <returns>YAML, with <c>\n</c> line ends.</returns>
    public static string Of(JsonElement report)
    {
        var incident = report.GetProperty("incident");
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        Line($"title: {Quoted(incident.Text("title") ?? "")}");
        Known("severity", incident.Text("severity"), "low, medium, high, critical, or your own word");
        Line(
            $"# measured: {incident.Text("status")}{(incident.Text("onset") is { } onset ? $", onset {onset}" : "")}{(incident.Text("mitigated") is { } back ? $", runs back {back}" : "")}"
        );
        Known("status", report.GetProperty("attested").Text("status"), "only where it differs from the measured one");
        Known("detectedBy", report.GetProperty("attested").Text("detectedBy"), "an alarm, a user, by chance");
        Todo("people:", "  - {name: WHO, role: incident lead}");
        Line("milestones:");
        Known("  detected", incident.Text("detected"), "when did somebody first know?");
        foreach (
            var (name, question) in new[]
            {
                ("diagnosisStarted", "when did somebody begin to look?"),
                ("causeFound", "when was the cause known?"),
                ("verified", "when was the repair seen to work?"),
            }
        )
            Known(
                $"  {name}",
                report.Items("milestones").FirstOrDefault(m => m.Text("name") == name) is { ValueKind: JsonValueKind.Object } milestone
                    ? milestone.Text("at")
                    : null,
                question
            );
        Todo("notes:", "  - {at: 2026-01-29T23:03:00Z, by: WHO, text: WHAT WAS SEEN OR SAID}");
        if (report.GetProperty("impact").Member("financial")?.Text("status") != "none")
            Todo("financialImpact: {by: WHO, text: WHAT IT COST}");
        Todo("contributingFactors:", "  - WHAT CONTRIBUTED");
        Todo("whyNotCaught:", "  - WHY NO ALARM RANG");
        Todo("fiveWhys:", "  - WHY");
        Todo("lessons: {wentWell: [], wentBadly: [], lucky: []}");
        Actions(report);
        Todo("decisions:", "  - {by: WHO, text: WHAT WILL NOT BE DONE, AND WHY}");
        Todo("signOff:", "  - {by: WHO, at: 2026-01-30T15:00:00Z, text: approved}");
        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');

        void Known(string key, string? value, string question) =>
            Line(value is null ? $"# TODO {key}:   # {question}" : $"{key}: {Quoted(value)}");

        void Todo(params string[] lines)
        {
            foreach (var line in lines)
                Line($"# TODO {line}");
        }

        void Actions(JsonElement model)
        {
            var items = model.Items("actionItems").ToList();
            Line(
                items.Count == 0
                    ? "# TODO actionItems:"
                    : "actionItems:   # suggested from the findings: edit them, and give each an owner and a date"
            );
            foreach (var item in items)
            {
                Line($"  - text: {Quoted(item.Text("text")!)}");
                foreach (var field in new[] { "type", "priority", "finding", "owner", "due" })
                    Line(
                        item.Text(field) is { } value
                            ? $"    {field}: {(field is "owner" ? Quoted(value) : value)}"
                            : $"    # TODO {field}:"
                    );
            }
        }
    }

    /// <summary>Text in double quotes: JSON's escapes are YAML's.</summary>
    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
