using System.Text.RegularExpressions;

namespace IncidentKit.Basics;

/// <summary>
/// What the words of a document say of its parts where no <see cref="DocumentMarks">mark</see> says it: version 0.1.0 wrote none, and
/// neither do the copies of its templates that teams keep. A mark that a document has is never looked for by words.
/// </summary>
internal static partial class UnmarkedDocuments
{
    private const string DiagramOf010 = "gantt\n  title Gaps, sessions and milestones (UTC)\n";

    /// <summary>The section mark that stands under a heading today.</summary>
    /// <param name="heading">The heading's text.</param>
    public static string? OfHeading(string heading) =>
        heading.Trim() switch
        {
            "Summary" => "summary",
            "Key times" => "key-times",
            "Timeline" => DocumentMarks.Timeline,
            "Root cause" => "root-cause",
            "Impact on services" => "service-impact",
            "Log activity" => "log-activity",
            "Impact on the market day" => "market-impact",
            "Financial impact" => "financial-impact",
            "Data impact" => "data-impact",
            "What was fixed, and what is left to fix" => "fixed",
            "Verification" => "verification",
            "System status" => "status",
            "Lessons" => "lessons",
            "Action items" => "action-items",
            "Recurrence" => "recurrence",
            "Contradictions" => DocumentMarks.Contradictions,
            "Coverage" => "coverage",
            "Technical details" => "technical",
            "Sign-off" => "sign-off",
            "Provenance" => "provenance",
            _ => null,
        };

    /// <summary>The mark that a row of a table has in it today.</summary>
    /// <param name="line">The row as Markdown.</param>
    public static string? OfRow(ReadOnlySpan<char> line) =>
        line.StartsWith("| Tool | incidentkit ") ? DocumentMarks.Tool
        : line.StartsWith("| SHA-256 of the bundle | `") ? DocumentMarks.BundleHash
        : InputRow().IsMatch(line) ? DocumentMarks.Input
        : null;

    /// <summary>Whether a row repeats what somebody said.</summary>
    /// <param name="lastCell">The text of its last cell.</param>
    public static bool IsStated(string lastCell) => lastCell.StartsWith("stated by ", StringComparison.Ordinal);

    /// <summary>Whether a code block is the diagram of the timeline.</summary>
    /// <param name="code">Its lines.</param>
    public static bool IsDiagram(string code) => code.StartsWith(DiagramOf010, StringComparison.Ordinal);

    [GeneratedRegex(@"^\| `[^`\n]{1,200}` \| SHA-256 `[0-9a-f]{64}` \|", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex InputRow();
}
