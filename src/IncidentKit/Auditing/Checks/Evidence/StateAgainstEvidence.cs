using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>A state of a schedule that the evidence does not give.</summary>
internal sealed partial class StateAgainstEvidence()
    : AuditCheck(AuditFamily.Evidence, "IKA0604", "state-differs-from-evidence", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || context.IsRendered)
            yield break;
        foreach (var passage in context.Claims.All)
        {
            foreach (var name in passage.Identifiers.Where(i => evidence.Incident.States.Contains(i.Text)))
            {
                if (StateOf(passage, name) is not { } state || evidence.Judge.State(name.Text, state) is not { } judged)
                    continue;
                context.Compared(name);
                if (!judged.Holds)
                    yield return At(name, $"'{name.Text}' is not {state}", string.Join(", ", judged.Measured), judged.How);
            }
        }
    }

    /// <summary>
    /// The state that the words behind a name, or the column for it in its row, say it has now; null where none do, or only under a
    /// condition.
    /// </summary>
    private static string? StateOf(PassageClaims passage, IdentifierClaim name)
    {
        if (name.Passage.Row is { } row && row.Table.Column(h => h is "state" or "current state" or "state now") is >= 0 and var column)
            return Only().Match(row.Cell(column)) is { Success: true } only ? only.Groups["state"].Value : null;
        var text = passage.Passage.Text;
        var match = State().Match(text, name.End, Math.Min(60, text.Length - name.End));
        var before = text[Math.Max(passage.SentenceOf(name)?.Start ?? 0, name.Start - 120)..name.Start].ToLowerInvariant();
        return
            match.Success
            && !Condition().IsMatch(before)
            && !WithoutEnd().IsMatch(text.AsSpan(match.Index + match.Length, Math.Min(16, text.Length - match.Index - match.Length)))
            ? match.Groups["state"].Value
            : null;
    }

    [GeneratedRegex(
        @"^ (?:is|stays|remains)(?: now| still| currently)? (?<state>enabled|disabled|deleted)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex State();

    [GeneratedRegex(
        @"^\s{0,4}(?<state>enabled|disabled|deleted)\s{0,4}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Only();

    [GeneratedRegex(
        @"\b(?:if|when|whenever|unless|until|once|while|whether|before|after|that|make sure|ensure|check|verify|expect"
            + @"|assume[sd]?|should|would|could|may|might|will)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Condition();

    [GeneratedRegex(
        @"^ (?:if|when|whenever|while|until|unless|during|by default|at night|on |every )",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex WithoutEnd();
}
