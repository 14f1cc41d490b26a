using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>A line of <see cref="AnswerCatalogue"/>: the answers that mean one rule.</summary>
/// <param name="Rule">The id of the rule.</param>
/// <param name="Words">
/// What the text of the answer holds: any of them, in any letter case and with either apostrophe. <c>a .. b</c> is a and, after it, b;
/// <c>^a</c> is a at the beginning of the message, and nothing that continues the word.
/// </param>
internal sealed record AnswerMeaning(string Rule, params string[] Words)
{
    /// <summary>Error codes or stop codes that mean it whatever the text says; a code may have the service's name in front.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>The steps at which it is meant; all steps of its table where none is named.</summary>
    public IReadOnlyList<FailureLayer> Layers { get; init; } = [];

    /// <summary>Whether an answer means it.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="text">Its code and message as <see cref="Normal"/> gives them.</param>
    /// <param name="message">Its message likewise.</param>
    public bool Is(TargetResponse answer, string text, string message) =>
        (Layers.Count == 0 || Layers.Contains(answer.Layer))
        && (
            answer.Code is { } code && Codes.Contains(code[(code.LastIndexOf('.') + 1)..], StringComparer.OrdinalIgnoreCase)
            || Words.Any(w => w[0] == '^' ? Begins(message, w.AsSpan(1)) : Holds(text, w))
        );

    /// <summary>A text without the differences that mean nothing: letter case and the kind of apostrophe.</summary>
    public static string Normal(string text) => text.Replace('\u2019', '\'').ToLowerInvariant();

    private static bool Begins(ReadOnlySpan<char> message, ReadOnlySpan<char> word) =>
        message.StartsWith(word, StringComparison.Ordinal) && (message.Length == word.Length || !char.IsLetter(message[word.Length]));

    private static bool Holds(ReadOnlySpan<char> text, ReadOnlySpan<char> words)
    {
        const string gap = " .. ";
        while (words.IndexOf(gap, StringComparison.Ordinal) is >= 0 and var end)
        {
            if (text.IndexOf(words[..end], StringComparison.Ordinal) is not (>= 0 and var at))
                return false;
            text = text[(at + end)..];
            words = words[(end + gap.Length)..];
        }

        return text.Contains(words, StringComparison.Ordinal);
    }
}
