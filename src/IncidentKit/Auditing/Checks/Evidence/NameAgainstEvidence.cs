using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>A name in code that is nearly, but not, one of the evidence.</summary>
internal sealed partial class NameAgainstEvidence()
    : AuditCheck(AuditFamily.Evidence, "IKA0603", "name-not-in-evidence", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || context.IsRendered)
            yield break;
        var known = new Lazy<HashSet<string>>(() => [.. Names().Matches(evidence.Text).Select(m => m.Value)]);
        var schedules = evidence.Incident.States.Select(s => s.Key).ToList();
        foreach (var passage in context.Claims.All)
        {
            foreach (
                var name in passage
                    .Sentences.Where(s => !NotOfWhatIs().IsMatch(s.Lower))
                    .SelectMany(s => passage.Identifiers.Between(s.Start, s.End))
                    .Where(IsOne)
            )
            {
                context.Compared(name);
                if (!known.Value.Contains(name.Text) && NearName.Nearest(name.Text, schedules, NearName.SlipOfThePen) is { } near)
                    yield return At(
                        name,
                        $"there is no '{name.Text}' in the evidence",
                        $"the schedule '{near}'",
                        "the names of the bundle"
                    );
            }
        }
    }

    private static bool IsOne(IdentifierClaim name) =>
        name.Text.Length is > 5 and < 100 && Names().Match(name.Text) is { Success: true } match && match.Length == name.Text.Length;

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Names();

    /// <summary>Words of what is planned, was renamed, or is itself said to be a wrong name.</summary>
    [GeneratedRegex(
        @"\b(?:will|would|should|shall|could|create[sd]?|new|add|added|renam(?:e|ed|ing)|propose[sd]?|plan(?:ned|s)?|instead of"
            + @"|mis-?(?:spel(?:led|t)|typed|named)|typos?|wrong(?:ly)?|not exist|no such|nonexistent|non-existent|formerly"
            + @"|used to be)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex NotOfWhatIs();
}
