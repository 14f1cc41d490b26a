using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentKit.Evidence;

/// <summary>
/// What leaves the process without having been evidence passes here: reports, which repeat what people wrote, and lines on a terminal.
/// Documents are rendered from the report alone, so no document is changed after its quoting.
/// </summary>
public static partial class SecretDoor
{
    /// <summary>A line for people, its secrets replaced by <c>[redacted:KIND]</c>: one line has nothing to compare with.</summary>
    public static string Line(string text) => Redactor((kind, _) => $"{RedactionMarks.Prefix}{kind}]").Redact(text);

    /// <summary>
    /// A report with its secrets replaced by markers as in a bundle. Their numbers go on after those that the report has from its bundle.
    /// </summary>
    internal static JsonElement Report(JsonElement report)
    {
        var json = JsonMarshal.GetRawUtf8Value(report).ToArray();
        var last = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        if (json.AsSpan().IndexOf(Encoding.UTF8.GetBytes(RedactionMarks.Prefix)) >= 0)
        {
            foreach (Match mark in Mark().Matches(Encoding.UTF8.GetString(json)))
                last.AddOrUpdate(mark.Groups["kind"].Value, Number(mark), (_, before) => Math.Max(before, Number(mark)));
        }

        var redacted = Redactor((kind, _) => $"{RedactionMarks.Prefix}{kind}:{last.AddOrUpdate(kind, 1, (_, n) => n + 1)}]").Redact(json);
        return redacted.Equals(json) ? report : JsonElement.Parse(redacted.Span);
    }

    private static int Number(Match mark) => int.Parse(mark.Groups["number"].Value, CultureInfo.InvariantCulture);

    private static Redactor Redactor(Func<string, int, string> mark) => new(new RedactionMarks(mark));

    [GeneratedRegex(@"\[redacted:(?<kind>[A-Za-z]{1,40}):(?<number>[0-9]{1,9})\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();
}
