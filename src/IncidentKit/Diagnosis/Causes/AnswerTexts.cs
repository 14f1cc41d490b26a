using System.Text.RegularExpressions;
using IncidentKit.Executions.Reading;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>The words of answers, each kind of text once: texts that differ only in numbers and ids are of one kind.</summary>
internal static partial class AnswerTexts
{
    /// <summary>How many kinds are quoted.</summary>
    private const int Most = 5;

    /// <summary>The first text of each kind, in the order of the answers.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<TargetResponse> answers) =>
        [.. answers.Select(a => a.Text).Distinct(StringComparer.Ordinal).DistinctBy(Kind, StringComparer.Ordinal)];

    /// <summary>A statement and, after it, what targets answered besides, word for word.</summary>
    /// <param name="found">The statement; it may itself be such a text.</param>
    /// <param name="texts">The texts.</param>
    public static string After(string found, IEnumerable<string> texts)
    {
        var kind = Kind(found);
        var others = texts.DistinctBy(Kind, StringComparer.Ordinal).Where(t => Kind(t) != kind).ToList();
        if (others.Count == 0)
            return found;
        var rest = others.Count > Most ? $"; and {others.Count - Most} more, see the evidence" : "";
        return $"{found}; answered: {string.Join("; ", others.Take(Most))}{rest}";
    }

    private static string Kind(string text) => Id().Replace(text, "#");

    [GeneratedRegex("[0-9a-fA-F-]*[0-9][0-9a-fA-F-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}
