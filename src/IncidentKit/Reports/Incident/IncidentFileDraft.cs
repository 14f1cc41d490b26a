using System.Text;
using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Impact;
using IncidentKit.Reports.Json;
using NodaTime.Text;

namespace IncidentKit.Reports.Incident;

/// <summary>A first incident.yaml for a report: what is known is filled in, and what only people know stands there as a comment.</summary>
internal static class IncidentFileDraft
{
    private const string Head = """
        # What people know of this incident. Everything is optional, and everything is printed as stated, not measured.
        # Lines that begin with "# TODO" are missing: take the mark away and write what you know. Times need an offset or Z.

        """;

    private static readonly (string Name, string Question)[] Milestones =
    [
        ("diagnosisStarted", "when did somebody begin to look?"),
        ("causeFound", "when was the cause known?"),
        ("verified", "when was the repair seen to work?"),
    ];

    /// <summary>Writes the file.</summary>
    /// <param name="report">The report of the bundle.</param>
    /// <returns>YAML, with <c>\n</c> line ends.</returns>
    public static string Of(IncidentReport report)
    {
        var incident = report.Incident;
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        Line($"title: {Quoted(incident.Title)}");
        Known("severity", incident.Severity, "low, medium, high, critical, or your own word");
        var onset = incident.Onset is { } start ? $", onset {start.ToIso()}" : "";
        var mitigated = incident.Mitigated is { } back ? $", runs back {back.ToIso()}" : "";
        Line($"# measured: {incident.Status}{onset}{mitigated}");
        Known("status", report.Attested.Status, "only where it differs from the measured one");
        Known("detectedBy", report.Attested.DetectedBy, "an alarm, a user, by chance");
        Todo("people:", "  - {name: WHO, role: incident lead}");
        Line("milestones:");
        Known("  detected", incident.Detected?.ToIso(), "when did somebody first know?");
        foreach (var (name, question) in Milestones)
            Known($"  {name}", report.Milestones.FirstOrDefault(m => m.Name == name)?.At.ToIso(), question);
        Todo("notes:", "  - {at: 2026-01-29T23:03:00Z, by: WHO, text: WHAT WAS SEEN OR SAID}");
        if (report.Impact.Financial?.Status != FinancialStatus.None)
            Todo("financialImpact: {by: WHO, text: WHAT IT COST}");
        Todo("contributingFactors:", "  - WHAT CONTRIBUTED");
        Todo("whyNotCaught:", "  - WHY NO ALARM RANG");
        Todo("fiveWhys:", "  - WHY");
        Todo("lessons: {wentWell: [], wentBadly: [], lucky: []}");
        foreach (var line in Actions(report.ActionItems))
            Line(line);
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
    }

    private static IEnumerable<string> Actions(IReadOnlyList<ReportActionItem> items)
    {
        yield return items.Count == 0
            ? "# TODO actionItems:"
            : "actionItems:   # suggested from the findings: edit them, and give each an owner and a date";
        foreach (var item in items)
        {
            yield return $"  - text: {Quoted(item.Text)}";
            yield return Field("type", ReportJson.Word(item.Type));
            yield return Field("priority", ReportJson.Word(item.Priority));
            yield return Field("finding", item.Finding);
            yield return Field("owner", item.Owner is { } owner ? Quoted(owner) : null);
            yield return Field("due", item.Due is { } due ? LocalDatePattern.Iso.Format(due) : null);
        }

        static string Field(string name, string? value) => value is null ? $"    # TODO {name}:" : $"    {name}: {value}";
    }

    /// <summary>Text in double quotes: JSON's escapes are YAML's.</summary>
    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
