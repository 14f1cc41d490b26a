using System.Text.RegularExpressions;

namespace IncidentKit.Basics;

/// <summary>
/// The comments by which a template says what a part of its document is: <c>&lt;!-- incidentkit:timeline --&gt;</c>. Whoever replaces
/// a template may write other words around them. Text from outside is no mark: it is escaped in Markdown, and code is no comment.
/// </summary>
internal static partial class DocumentMarks
{
    private const string Pattern = "<!-- ?incidentkit:(?<name>[a-z-]{1,40}) ?-->";

    /// <summary>Under the heading of the timeline: here the page has its drawing.</summary>
    public const string Timeline = "timeline";

    /// <summary>Under the heading of page one.</summary>
    public const string Summary = "summary";

    /// <summary>Where the page has its drawing, before <see cref="Timeline"/>.</summary>
    public const string Drawing = "drawing";

    /// <summary>Under the heading of the appendix: the page folds the sections after it.</summary>
    public const string Appendix = "appendix";

    /// <summary>Right before the diagram for readers of the Markdown: a page with the drawing is without it.</summary>
    public const string Diagram = "diagram";

    /// <summary>Under the heading of what people say beside what was measured: the report repeats it, and does not state it.</summary>
    public const string Contradictions = "contradictions";

    /// <summary>In a row that repeats what somebody said: the report does not state it.</summary>
    public const string Stated = "stated";

    /// <summary>In the row of the tool and its version.</summary>
    public const string Tool = "tool";

    /// <summary>In the row whose first code span is the hash of the bundle.</summary>
    public const string BundleHash = "bundle-hash";

    /// <summary>In a row whose code spans are the name of an input and its hash.</summary>
    public const string Input = "input";

    /// <summary>The name of the mark that a comment is.</summary>
    /// <param name="comment">What stands between <c>&lt;!--</c> and <c>--&gt;</c>, without space around it.</param>
    /// <returns>Null when it is another comment.</returns>
    public static string? Of(string comment) => Content().Match(comment) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>The mark that a text begins with.</summary>
    /// <returns>Its name and how many characters it takes; null when the text begins otherwise.</returns>
    public static (string Name, int Length)? At(string text, int start) =>
        Comment().Match(text, start) is { Success: true } match ? (match.Groups["name"].Value, match.Length) : null;

    /// <summary>A line without its marks.</summary>
    public static string Without(string line) => line.Contains("<!--", StringComparison.Ordinal) ? Anywhere().Replace(line, "") : line;

    [GeneratedRegex(@"^incidentkit:(?<name>[a-z-]{1,40})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Content();

    [GeneratedRegex(@"\G" + Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Comment();

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Anywhere();
}
