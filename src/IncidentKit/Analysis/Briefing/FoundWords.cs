using System.Text.RegularExpressions;
using IncidentKit.Diagnosis;

namespace IncidentKit.Analysis.Briefing;

/// <summary>
/// What a finding found, in the words of a sentence. Findings are written for a table: a resource with a clause about it, the end of a
/// task, or what AWS answered. What was answered besides is left to the section of the cause.
/// </summary>
internal sealed partial class FoundWords
{
    private const int Most = 160;

    /// <summary>Between what was found and what was answered besides.</summary>
    private const string Answered = "; answered: ";

    private readonly Finding _finding;
    private readonly string _found;

    private FoundWords(Finding finding)
    {
        var at = finding.Found.IndexOf(Answered, StringComparison.Ordinal);
        (_finding, _found) = (finding, Wording.ShortArns(at < 0 ? finding.Found : finding.Found[..at]).TrimEnd('.'));
    }

    /// <summary>The words of a finding.</summary>
    public static FoundWords Of(Finding finding) => new(finding);

    /// <summary>A sentence that stands alone, without its full stop.</summary>
    /// <param name="who">Who needs what is wrong, with the verb: <c>the schedule needs</c>.</param>
    public string Alone(string who) =>
        Resource() is not null ? Wording.Sentence($"{who} {Cut(_found)}")
        : Ending() is { } ended ? Wording.Sentence(ended)
        : $"{Wording.Sentence(_finding.Name.Replace('-', ' '))}: {Cut(_found)}";

    /// <summary>What follows the sentence of the change that brought it about. It goes on where that ends with what is wrong.</summary>
    /// <param name="change">The sentence, without its full stop.</param>
    /// <param name="who">Who needs what is wrong, with the verb: <c>the schedule needs</c>.</param>
    public string After(string change, string who)
    {
        if (_finding.Rule.Family == RuleFamily.Scheduling)
            return "";
        if (Resource() is { } resource)
            return EndsWith(change, resource) ? Cut(_found[resource.Length..]) : $"; {who} {Cut(_found)}";
        return Ending() is { } ended ? $"; then {ended}" : $"; what was recorded then: \"{Cut(_found)}\"";
    }

    /// <summary>Of <c>cluster/jobs, which does not exist</c> what it is about; null where it is none.</summary>
    private string? Resource() => About().Match(_found) is { Success: true } about ? about.Groups["resource"].Value : null;

    /// <summary>How a container ended, of all that was told of its task; null where nothing says so.</summary>
    private string? Ending() => Ended().Match(_found) is { Success: true } ended ? Cut(ended.Value) : null;

    /// <summary>Whether a sentence ends with a resource, whatever words for its kind stand before its name.</summary>
    private static bool EndsWith(string sentence, string resource)
    {
        var name = resource[(resource.LastIndexOfAny(['/', ':']) + 1)..];
        return sentence.EndsWith(name, StringComparison.Ordinal)
            && (sentence.Length == name.Length || sentence[^(name.Length + 1)] is ' ' or '/' or ':');
    }

    private static string Cut(string text) => Wording.Cut(text, Most);

    [GeneratedRegex("^(?<resource>[^ ,]{1,512}), (?:which|whose) ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex About();

    [GeneratedRegex(
        "container [^ ;]{1,255} ended with exit code [0-9]{1,3}(?: [(][^()]{1,200}[)]){0,1}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Ended();
}
